import gleam/http.{Delete, Get}

pub fn one(req: Request, id: String) -> Response {
  case req.method {
    Get -> wisp.ok()
    Delete -> wisp.ok()
    _ -> wisp.method_not_allowed([Get, Delete])
  }
}
