"""Comma-separated values, as RFC 4180 has them."""
