"""The lab's window opened: a private PostgreSQL, started from binaries found on this machine.

Nobody connects to it over TCP, nobody ever connects as superuser, and it is thrown away.
"""

from backend_architect.adapters.postgres.lab import PostgresLab
from backend_architect.adapters.postgres.limits import Limits

__all__ = ["Limits", "PostgresLab"]
