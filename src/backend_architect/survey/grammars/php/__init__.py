"""How PHP is read."""
