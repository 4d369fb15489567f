"""Tongues: one folder for each language we read or write; neighbours do not know one another."""
