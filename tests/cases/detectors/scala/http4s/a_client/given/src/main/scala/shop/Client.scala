package shop

import org.http4s.client.Client
import org.http4s.Method.GET

class Stock[F[_]](client: Client[F]) {
  def stock(id: Long) = client.expect[Int](GET(uri"/stock"))
  val pair = "a" -> stock(1)
}
