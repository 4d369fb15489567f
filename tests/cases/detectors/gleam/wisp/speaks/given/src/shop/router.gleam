import gleam/http.{Delete, Get}
import shop/orders
import wisp.{type Request, type Response}

pub fn handle(req: Request) -> Response {
  case wisp.path_segments(req) {
    [] -> home(req)
    ["orders", id] -> orders.one(req, id)
    ["users", ..] -> users(req)
    _ -> wisp.not_found()
  }
}

fn home(req: Request) -> Response {
  use <- wisp.require_method(req, Get)
  wisp.ok()
}

fn users(req: Request) -> Response {
  case req.method, wisp.path_segments(req) {
    Get, ["users"] | Get, ["people"] -> wisp.ok()
    _, _ -> wisp.not_found()
  }
}
