"""What detectors of Rust frameworks read alike."""
