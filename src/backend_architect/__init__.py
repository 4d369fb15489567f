"""Surveys a backend, designs a change, proves it, and writes the plan."""

__version__ = "0.1.0"
