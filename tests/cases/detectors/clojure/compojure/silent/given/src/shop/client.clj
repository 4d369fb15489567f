(ns shop.client
  (:require [clj-http.client :as http]))

(defn fetch [] (http/GET "/orders" {:as :json}))
