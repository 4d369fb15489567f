"""The nouns: what is, what shall be, and what was found out on the way. Pure data."""
