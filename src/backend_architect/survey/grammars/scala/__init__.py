"""How Scala is read."""
