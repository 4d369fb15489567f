"""Detectors of fsharp."""
