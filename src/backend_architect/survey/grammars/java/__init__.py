"""How Java is read."""
