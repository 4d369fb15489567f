using Genie, Genie.Router

route("/") do
  "shop"
end
route("/orders/:id::Int", OrdersController.show, method = POST)
# route("/commented") do
