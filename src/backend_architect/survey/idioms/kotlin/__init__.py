"""What several detectors of Kotlin need."""
