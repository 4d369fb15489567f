"""What the detectors of C# share."""
