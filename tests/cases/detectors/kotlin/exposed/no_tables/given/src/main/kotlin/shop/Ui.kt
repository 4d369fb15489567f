package shop

object Grid : View("grid") {
    val table = Table("orders")
}
