"""How Haskell is read."""
