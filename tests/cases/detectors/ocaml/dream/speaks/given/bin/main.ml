let () =
  Dream.run
  @@ Dream.router [
    Dream.get "/" (fun _ -> Dream.html "shop");
    Dream.scope "/api" [auth] [
      Dream.delete "/orders/:id" remove;
      Dream.any "/rest/**" rest;
    ];
    (* Dream.get "/commented" no; *)
  ]
