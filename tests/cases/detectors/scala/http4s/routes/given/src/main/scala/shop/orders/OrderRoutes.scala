package shop.orders

import org.http4s.HttpRoutes
import org.http4s.dsl.Http4sDsl

class OrderRoutes[F[_]](orders: Orders[F]) extends Http4sDsl[F] {
  val Prefix = "orders"

  val secured: AuthedRoutes[User, F] = AuthedRoutes.of {
    case req @ POST -> Root / Prefix as user => orders.place(user)
    case DELETE -> Root / Prefix / LongVar(id) asAuthed _ => orders.remove(id)
    case (req @ PUT -> Root / Prefix / LongVar(id)) using Traced(user, span) => orders.change(id)
    case whole @ (PATCH -> Root / Prefix) as user => orders.touch(user)
  }
}

object OrderRoutes {
  def open[F[_]](orders: Orders[F]): HttpRoutes[F] = HttpRoutes.of[F] {
    case GET -> Root / "orders" :? Limit(limit) +& Page(page) => orders.list(limit)
    case GET -> Root / "orders" / id / "lines" => orders.lines(id)
  }
}
