package shop

import org.http4s.implicits._
import org.http4s.server.Router
import shop.orders.{OrderRoutes, Auth}

object Server {
  val version = "v1"

  def app[F[_]: Sync](orders: Orders[F]) = Router(
    s"/api/$version" -> (OrderRoutes.open[F](orders) <+> Auth.middleware(new OrderRoutes[F](orders).secured)),
    "/" -> health
  ).orNotFound

  private val health = HttpRoutes.of[IO] { case (GET | HEAD) -> Root / "health" => Ok() }
}
