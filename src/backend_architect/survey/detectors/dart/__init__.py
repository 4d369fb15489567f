"""Detectors of dart."""
