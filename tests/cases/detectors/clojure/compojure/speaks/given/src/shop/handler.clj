(ns shop.handler
  (:require [compojure.core :refer [ANY DELETE GET POST context defroutes routes]]
            [compojure.route :as route]
            [shop.orders :as orders]))

(def api-root "/api")

(defroutes public
  (GET "/health" [] health) ; for the balancer
  #_(GET "/hidden" [] hidden)
  (context "/products" []
    (GET "/" [] (list-products))
    (context "/:id" [id]
      (GET ["/" :id #"[0-9]+"] [id] (find-product id))
      (DELETE "/" [id] (remove-product id)))))

(def app
  (-> (routes public
              (context api-root [] orders/order-routes)
              (route/not-found "nothing here"))
      wrap-params))
