package shop

import org.apache.pekko.http.scaladsl.server.Directives._
import org.apache.pekko.http.scaladsl.server.Route
import shop.orders.OrderRoutes

class Api(orders: Orders) {
  private val orderRoutes = new OrderRoutes(orders)
  val adminPath = pathPrefix("admin")

  val routes: Route = cors() {
    pathPrefix("api" / "v1") {
      orderRoutes.routes ~ adminPath {
        (post | put) { complete("done") } ~
          (delete & path("cache" / Remaining)) { key => complete(key) }
      }
    } ~ path("health") { getFromResource("health.html") }
  }
}
