struct Plan {
    let schema = "todos"
    var title: String
}
