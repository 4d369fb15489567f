"""Detectors of lua."""
