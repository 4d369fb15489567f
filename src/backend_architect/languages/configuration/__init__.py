"""The configuration of a repository, `backend-architect.toml`."""
