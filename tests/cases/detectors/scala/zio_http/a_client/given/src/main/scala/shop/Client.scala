package shop

import zio.http._

object Client {
  def load(client: Client) = client.url(base / "orders").get("x")
}
