import Vapor

struct TodoController: RouteCollection {
    func boot(routes: any RoutesBuilder) throws {
        let todos = routes.grouped("todos")
        todos.get(use: self.index)
        let secured = todos.grouped(UserToken.authenticator(), User.guardMiddleware())
        secured.post(use: create)
        secured.group(":todoID") { todo in
            todo.delete(use: delete)
            todo.get("files", "**", use: files)
        }
    }

    @Sendable
    func index(req: Request) async throws -> [Todo] { [] }
}
