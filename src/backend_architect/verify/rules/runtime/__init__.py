"""Rules about where it runs."""
