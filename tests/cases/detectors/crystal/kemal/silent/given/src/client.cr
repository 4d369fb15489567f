response = client.get "/orders"
cache.get("/key")
