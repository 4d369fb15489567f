(ns page
  (:require [io.pedestal.test :refer [response-for]]))

(defn links []
  [["/about" "About"] ["/contact" "Contact"]])

(deftest answers
  (is (= 200 (:status (response-for service :get "/about")))))
