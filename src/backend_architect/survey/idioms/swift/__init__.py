"""What several detectors of Swift need."""
