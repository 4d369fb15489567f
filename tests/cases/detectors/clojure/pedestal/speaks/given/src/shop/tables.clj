(ns shop.tables)

(defn routes [deps]
  #{{:prefix "/api"}
    ["/users" :get [authenticate json-body (list-users deps)] :route-name :users]
    ["/users/:id" :any (conj common `user) :constraints {:id #"[0-9]+"}]})
