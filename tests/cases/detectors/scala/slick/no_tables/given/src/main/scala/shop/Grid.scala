package shop

class Grid(tag: String) extends Table[Int](tag) {
  def column(name: String) = name
}
