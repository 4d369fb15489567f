import Hummingbird

func buildRouter() -> Router<AppRequestContext> {
    let router = Router(context: AppRequestContext.self)
    router.add(middleware: LogRequestsMiddleware(.info))
    router.get("/health") { _, _ in HTTPResponse.Status.ok }
    router.addRoutes(UserController().endpoints, atPath: "/users")
    TodoController<AppRequestContext>(db: db).addRoutes(to: router.group("todos"))
    return router
}

let built = 1

func built(x: Int) -> some RouterMethods {
    RouterBuilder(context: BasicRouterRequestContext.self) {
        CORSMiddleware()
        Get("/") { _, _ in "hi" }
        RouteGroup("orders") {
            Post(handler: create)
            Route(.put, "{id}", handler: change)
        }
    }
}
