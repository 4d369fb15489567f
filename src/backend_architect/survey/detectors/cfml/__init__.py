"""Detectors of cfml."""
