"""A shopping cart: the parts of one blueprint."""
