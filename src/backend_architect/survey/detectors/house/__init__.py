"""Detectors of what a repository tells us about itself."""
