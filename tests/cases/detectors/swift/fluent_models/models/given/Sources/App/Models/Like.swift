import Fluent

final class Like: OurModel {
    static var schema: String { "likes" }

    @ID() var id: UUID?
}
