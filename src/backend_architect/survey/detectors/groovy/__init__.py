"""Detectors of groovy."""
