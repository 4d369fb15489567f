package shop

import zio.http._

object Api {
  val orders = Routes(
    Method.GET / "orders" -> handler(list),
    Method.PUT / "orders" / long("id") / "lines" -> handler { (id: Long, r: Request) => change(id) }
  )
  val admin = Routes(Method.POST / Root -> handler(rebuild)).nest("admin")
  val one = Endpoint(Method.GET / "things" / uuid("thing")).out[Thing]
  val all = literal("api") / orders ++ admin
}
