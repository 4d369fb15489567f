"""The answers file: one line of TOML for each open question."""
