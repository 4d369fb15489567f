lapis = require "lapis"

class Shop extends lapis.Application
  @path: "/shop"
  "/": => "home"
  [order: "/orders/:id"]: respond_to {
    GET: => "one"
    POST: => "changed"
  }
  -- "/commented": => "nothing"
