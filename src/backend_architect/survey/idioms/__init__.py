"""What several detectors of one language or library need in order to read it."""
