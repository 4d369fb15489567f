"""How Rust is read."""
