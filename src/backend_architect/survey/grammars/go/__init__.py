"""How Go is read."""
