class Orders {
    // val create = "CREATE TABLE orders (id integer)"
    val hint = "Run CREATE TABLE first"
}
fun make(table: String) = "CREATE TABLE ${table} (id integer)"
