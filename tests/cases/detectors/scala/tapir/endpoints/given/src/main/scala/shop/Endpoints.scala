package shop

import sttp.tapir._

class Base(auth: Auth) {
  val secure = endpoint.securityIn(bearer).securityIn("api" / "v1").errorOut(fails)
}

class OrderEndpoints(base: Base) {
  private val orders = "orders"
  private val orderId = path[Long]("id").description("of the order")

  val list = base.secure.get.in(orders).in(query[Int]("page")).out(jsonBody[Orders])
  val line = base.secure.get
    .in(orders / orderId / "lines" / path[Int]("line") / "raw")
    .out(stringBody)
  val place = endpoint.method(Method.POST).in("orders").in(jsonBody[Order])
  val health = endpoint.get.in("health")

  def find(x: Option[Int]) = x.get
}

class SellerEndpoints(guarded: Guarded) {
  val mine = guarded.roleEndpoint(List(Roles.Seller)) // sellers only
    .get
    .in("mine" / "orders")
    .out(jsonBody[Orders])
}
