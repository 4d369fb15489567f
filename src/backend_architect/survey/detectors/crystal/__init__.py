"""Detectors of crystal."""
