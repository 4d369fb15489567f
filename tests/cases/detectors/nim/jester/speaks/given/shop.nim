import jester

router orders:
  get "/@id":
    resp "order"
  # post "/commented":

routes:
  extend orders, "/orders"
  get "/":
    resp "shop"

runForever()
