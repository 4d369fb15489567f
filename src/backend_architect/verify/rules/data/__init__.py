"""Rules about stored data."""
