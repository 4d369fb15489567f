package shop

object Client {
  def kind(e: Event) = e match {
    case GET(x) => 1
    case Found(p"/orders") => 2
  }
}
