"""An authentication service with accounts of its own: the parts of one blueprint."""
