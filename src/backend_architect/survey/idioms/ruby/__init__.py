"""What several detectors of Ruby read alike."""
