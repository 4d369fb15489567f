(ns shop.orders
  (:require [compojure.api.sweet :refer :all]))

(defroutes order-routes
  (context "/orders" []
    :tags ["orders"]
    (POST "/" []
      :body [order Order]
      (place order))
    (context "/:id" []
      (resource {:get {:handler show} :delete remove-order}))))
