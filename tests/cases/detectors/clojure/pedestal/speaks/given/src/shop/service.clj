(ns shop.service
  (:require [io.pedestal.http :as http]
            [io.pedestal.http.route :as route]
            [shop.tables :as tables]))

(defn home [request] {:status 200 :body "hello"})

(def terse
  (route/expand-routes
   [[:shop :http
     ["/" {:get home}
      ["/orders" ^:interceptors [authenticate] {:get `list-orders
                                                :post [:make-order `make-order]}
       ["/:id" ^:constraints {:id #"[0-9]+"} {:get (order-handler deps)}]]]]]))

(def mapped
  {"/invoices" {:get list-invoices
                "/:invoice-id" {:delete drop-invoice}}})

(def verbose
  [{:path "/reports"
    :verbs {:get list-reports}
    :children [{:path "/:name" :verbs {:put save-report}}]}])

(def service {::http/routes #(route/expand-routes (deref #'tables/routes))
              ::http/type :jetty})
