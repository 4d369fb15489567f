"""One capability a file: its name and the phrases people ask for it with."""
