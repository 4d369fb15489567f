"""Detectors of vlang."""
