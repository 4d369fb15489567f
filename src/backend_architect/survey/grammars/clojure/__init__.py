"""How Clojure is read."""
