(ns shop.server
  (:require [reitit.ring :as ring]
            [shop.users :as users]))

(defn wrap-authenticated [handler] handler)

(def app
  (ring/ring-handler
   (ring/router
    [["/ping" ping]
     ["/api" {:middleware [wrap-authenticated]}
      ["/orders" {:get {:summary "All" :handler list-orders}
                  :post place-order}]
      ["/orders/:id" {:name ::order
                      :get {:handler show-order :middleware [wrap-authenticated]}
                      :delete #(remove-order %)}]
      (users/routes)]])))
