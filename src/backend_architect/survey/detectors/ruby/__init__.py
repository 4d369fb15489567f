"""Detectors of Ruby's ecosystem."""
