"""(Brief, as-is, Findings) -> Proposal."""
