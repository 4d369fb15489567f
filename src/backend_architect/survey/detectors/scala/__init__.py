"""Detectors for Scala."""
