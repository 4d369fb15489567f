package shop

import slick.jdbc.PostgresProfile.api._

class Customers(tag: Tag) extends Table[Customer](tag, "customers") {
  def id = column[Long]("id", O.PrimaryKey, O.AutoInc)
  def email = column[String]("email", O.Unique, O.Length(120))
  def born = column[Option[LocalDate]]("born")
  def * = (id, email, born).mapTo[Customer]
}

class Lines(tag: Tag) extends Table[Line](tag, Some("shop"), "order_lines") {
  val orderId = column[UUID]("order_id")
  val customerId: Rep[Long] = column[Long]("customer_id")
  def pk = primaryKey("lines_pk", (orderId, customerId))
  def customer = foreignKey("customer_fk", customerId, TableQuery[Customers])(_.id, onDelete = ForeignKeyAction.Cascade)
  def byOrder = index("lines_order", orderId, unique = true)
  def * = (orderId, customerId).mapTo[Line]
}
