"""What several detectors of Java need."""
