package shop

import org.scalatra._

class Orders(orders: Store) extends ScalatraServlet {
  get("/") { orders.all }
  post("/:id/lines/?") { orders.add(params("id")) }
  private def load = client.get("/elsewhere")
}
