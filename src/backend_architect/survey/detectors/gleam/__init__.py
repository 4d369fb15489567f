"""Detectors of gleam."""
