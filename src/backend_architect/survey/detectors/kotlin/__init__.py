"""Detectors for Kotlin."""
