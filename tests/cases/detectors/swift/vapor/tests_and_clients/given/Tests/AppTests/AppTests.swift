func routes(_ app: Application) throws {
    app.get("only-in-tests") { req in "x" }
}
