"""Detectors of perl."""
