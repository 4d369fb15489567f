"""Detectors of erlang."""
