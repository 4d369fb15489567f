"""Detectors of julia."""
