import Fluent

struct Store {
    func list(req: Request) async throws -> [Todo] {
        try await Todo.query(on: req.db).filter(\.$title == "x").sort(\.$createdAt, .descending).all()
    }

    func change(req: Request) async throws {
        guard let todo = try await Todo.find(req.parameters.get("id"), on: req.db) else { return }
        todo.title = "y"
        try await todo.save(on: req.db)
        for tag in tags {
            try await Tag.query(on: req.db).filter(\Tag.$name == tag).first()
        }
    }

    func add(req: Request) async throws {
        let user = User(name: "z")
        try await user.create(on: req.db)
    }
}
