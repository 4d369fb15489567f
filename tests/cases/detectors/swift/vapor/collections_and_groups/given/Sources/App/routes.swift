import Vapor

enum Paths {
    static let api = "api"
}

func routes(_ app: Application) throws {
    app.middleware.use(CORSMiddleware(configuration: .default()))
    app.get { req async in "It works!" }
    app.get("hello", ":name") { req in "Hello" }
    app.webSocket("chat") { req, ws in }
    let api = app.grouped(Paths.api, "v1")
    try api.register(collection: TodoController())
    api.group("admin") { admin in
        admin.on(.PUT, "logo", body: .stream) { req in .ok }
    }
}
