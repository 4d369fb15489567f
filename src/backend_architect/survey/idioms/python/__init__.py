"""What several detectors of Python need."""
