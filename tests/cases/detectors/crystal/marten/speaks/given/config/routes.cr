ORDERS = Marten::Routing::Map.draw do
  path "/<id:int>", OrderHandler, name: "order"
end

Marten.routes.draw do
  path "/", HomeHandler, name: "home"
  path "/orders", ORDERS
end
