"""A shelf: one module, one item."""
