"""Markdown, written so that strangers' words stay inside code spans."""
