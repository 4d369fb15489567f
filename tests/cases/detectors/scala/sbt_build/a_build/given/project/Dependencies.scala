object Dependencies {
  val doobie = "org.tpolecat" %% "doobie-core" % "1.0.0"
}
