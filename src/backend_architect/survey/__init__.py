"""Repository -> as-is Model."""
