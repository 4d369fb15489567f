"""Detectors of cpp."""
