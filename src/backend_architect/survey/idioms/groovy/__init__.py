"""What detectors of Groovy share."""
