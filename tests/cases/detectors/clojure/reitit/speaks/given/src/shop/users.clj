(ns shop.users)

(defn routes []
  ["/users" {:tags ["users"]}
   ["" {:get all}]
   ["/{id}" {:put {:handler change}}]])
