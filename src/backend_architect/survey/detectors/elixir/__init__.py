"""Detectors of Elixir's ecosystem."""
