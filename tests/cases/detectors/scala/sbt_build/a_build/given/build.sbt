ThisBuild / version := "0.3.0"
val http4sVersion = "0.23.1"

lazy val root = (project in file(".")).settings(
  name := "shop",
  libraryDependencies ++= Seq(
    "org.http4s" %% "http4s-dsl" % http4sVersion,
    "org.flywaydb" % "flyway-core" % "9.0.0",
    "org.scalatest" %% "scalatest" % "3.2.0" % Test
  )
)
