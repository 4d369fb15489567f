"""Sharing links: the parts of one blueprint."""
