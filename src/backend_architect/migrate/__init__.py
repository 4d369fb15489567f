"""(as-is, to-be) -> Route: the way, in phases that each have a way back."""
