import Fluent

final class Todo: Model, @unchecked Sendable {
    static let schema = "todos"
    static let space: String? = "shop"

    @ID(key: .id) var id: UUID?
    @Field(key: "title") var title: String
    @OptionalField(key: "due") var due: Date?
    @Parent(key: "list_id") var list: TodoList
    @OptionalParent(key: .string("owner_id")) var owner: User?
    @Siblings(through: TodoTag.self, from: \.$todo, to: \.$tag) var tags: [Tag]
    @Enum(key: "state") var state: State
    @Timestamp(key: "created_at", on: .create) var createdAt: Date?
    var note: String?
}
