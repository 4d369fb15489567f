"""What several detectors of Scala need."""
