"""Detectors of r."""
