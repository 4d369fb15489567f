"""What several detectors of Haskell need."""
