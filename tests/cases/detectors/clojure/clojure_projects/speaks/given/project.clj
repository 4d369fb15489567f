(defproject org.shop/shop-api "0.1.0"
  :description "A shop"
  :dependencies [[org.clojure/clojure "1.11.1"]
                 [compojure "1.7.0"]])
