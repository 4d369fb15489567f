import Fluent

struct CreateTodo: AsyncMigration {
    func prepare(on database: any Database) async throws {
        try await database.schema("todos")
            .id()
            .field("title", .string, .required)
            .field("tags", .array(of: .string))
            .field("list_id", .uuid, .required, .references("lists", "id", onDelete: .cascade))
            .unique(on: "title", "list_id")
            .create()
        try await database.schema("todos").field("done", .bool).deleteField("tags").update()
    }

    func revert(on database: any Database) async throws {
        try await database.schema("todos").delete()
    }
}
