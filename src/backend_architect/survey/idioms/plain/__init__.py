"""What detectors of languages that are read as plain text share."""
