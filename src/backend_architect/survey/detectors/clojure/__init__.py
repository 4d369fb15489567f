"""Clojure: frameworks and build files."""
