using Oxygen

api = router("/api", tags=["api"])
@get "/ping" function() "pong" end
@delete api("/users/{id:int}") function(req, id::Int) id end
@route ["GET", "POST"] "/both" both
