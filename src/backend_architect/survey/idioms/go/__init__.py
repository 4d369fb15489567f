"""What several detectors of Go need."""
