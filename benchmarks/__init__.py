"""Timings of the main job."""
