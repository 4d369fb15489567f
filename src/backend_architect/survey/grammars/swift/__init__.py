"""How Swift is read."""
