"""The shelf of detectors: one folder per ecosystem, one framework or concern per module."""
