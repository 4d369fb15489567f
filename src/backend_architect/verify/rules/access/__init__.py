"""Rules about how code reaches data."""
