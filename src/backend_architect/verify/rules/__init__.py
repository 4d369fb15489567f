"""The rules, by area."""
