package shop.orders

import org.apache.pekko.http.scaladsl.server.Directives._

class OrderRoutes(orders: Orders) {
  private val OrderId = JavaUUID.map(OrderId(_))

  def routes = pathPrefix("orders") {
    concat(
      pathEndOrSingleSlash {
        get { parameters("page".as[Int]) { page => complete(orders.list(page)) } } ~
          post { entity(as[Order]) { order => complete(orders.place(order)) } }
      },
      path(OrderId / "lines" / IntNumber) { (id, line) =>
        authenticate { user => get { complete(orders.line(id, line)) } }
      }
    )
  }
}
