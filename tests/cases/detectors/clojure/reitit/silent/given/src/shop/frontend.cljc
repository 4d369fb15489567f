(ns shop.frontend
  (:require [reitit.frontend :as rf]))

(def routes [["/" {:name :home}] ["/about" {:name :about :view about}]])
