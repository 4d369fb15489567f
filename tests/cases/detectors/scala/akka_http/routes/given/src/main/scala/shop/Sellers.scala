package shop

import akka.http.scaladsl.server.Directives._

class Sellers(sellers: Repository) {
  val route = pathPrefix("sellers") {
    path("update" / IntNumber).as(SellerId) { id =>
      put { complete(sellers.change(id)) }
    } ~ (path("drop" / IntNumber).as(SellerId) & delete) { id =>
      complete(sellers.drop(id))
    }
  }
}
