"""Sign-in with providers of identity: the parts of one blueprint."""
