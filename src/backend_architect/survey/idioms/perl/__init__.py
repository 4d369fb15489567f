"""What detectors of Perl share."""
