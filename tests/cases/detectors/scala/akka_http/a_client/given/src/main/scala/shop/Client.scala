package shop

import akka.http.scaladsl.Http
import akka.http.scaladsl.model.HttpRequest

object Client {
  def load() = Http().singleRequest(HttpRequest(uri = path("orders")))
}
