package shop

import doobie.implicits._

object Orders {
  val create = sql"""
    |CREATE TABLE IF NOT EXISTS orders (
    |  id serial PRIMARY KEY,
    |  customer varchar(40) NOT NULL
    |)
    |""".stripMargin.update.run
  val index = "select 1"
}
