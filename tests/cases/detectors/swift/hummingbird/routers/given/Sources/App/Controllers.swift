import Hummingbird

struct UserController {
    var endpoints: RouteCollection<AppRequestContext> {
        RouteCollection(context: AppRequestContext.self)
            .get(":id", use: self.read)
            .post(use: self.create)
    }
}

struct TodoController<Context: RequestContext> {
    func addRoutes(to group: RouterGroup<Context>) {
        group
            .get(use: self.list)
            .on(":id", method: .patch, use: self.change)
    }
}
