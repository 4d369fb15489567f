"""Shelf: questions a Model answers by itself, as a table, as data or as a picture."""
