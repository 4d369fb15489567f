"""What several detectors of PHP need."""
