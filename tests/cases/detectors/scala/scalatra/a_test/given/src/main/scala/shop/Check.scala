package shop

import org.scalatra.test.Client

class Check extends Client {
  get("/orders") { status should be(200) }
}
