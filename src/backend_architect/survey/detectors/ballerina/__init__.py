"""Detectors of ballerina."""
