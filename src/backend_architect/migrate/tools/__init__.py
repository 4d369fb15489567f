"""Migration tools: how each wants a phase written."""
