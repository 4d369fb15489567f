"""Detectors of nim."""
