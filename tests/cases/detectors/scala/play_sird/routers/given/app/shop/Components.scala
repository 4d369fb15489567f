package shop

import play.api.routing.Router
import play.api.routing.sird._

trait OrderComponents {
  val orderRoutes: Router.Routes = {
    case GET(p"/orders" ? q_o"limit=${int(limit)}") => orders.list(limit)
    case PUT(p"/orders/${long(id)}/lines/$line<[a-z]+>") => orders.change(id, line)
    case DELETE(p"/files/$path*") => files.remove(path)
  }
}
