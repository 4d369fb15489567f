"""Detectors of zig."""
