"""How Kotlin is read."""
