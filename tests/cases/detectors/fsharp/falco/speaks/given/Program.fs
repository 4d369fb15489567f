open Falco
open Falco.Routing

let endpoints =
    [ get "/orders/{id}" show
      all "/form" [ GET, form; POST, send ]
      mapDelete "/cache" clear ]
