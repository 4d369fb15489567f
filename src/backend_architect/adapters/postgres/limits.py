"""How much of the machine strangers' SQL may use.

A guest can lift every limit of its own session, so these are kept from outside: by the operating
system, by the supervisor, and by the keeper who ends a backend.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds for one server, in seconds and bytes.

    `statement_seconds` bounds one call of a session, `lifetime_seconds` the whole server.
    `cpu_seconds`, `memory_bytes` and `file_bytes` are rlimits of each of its processes; stretched
    files are made by us, not by them. `disk_bytes` is what its folder may really take, beside
    what a fresh server takes; a sparse file takes nothing. `answer_bytes` bounds what one query may
    bring into our own memory.
    """

    statement_seconds: float = 30.0
    lifetime_seconds: float = 1800.0
    cpu_seconds: int = 600
    memory_bytes: int = 2 << 30
    file_bytes: int = 1 << 30
    disk_bytes: int = 2 << 30
    answer_bytes: int = 256 << 20
