package shop

object Options {
  val endpointName = names.get.in("x")
  val value = settings.endpoint("x").get
}
