"""Stores by the scheme of an address or a driver's name: `postgresql+asyncpg`, `jdbc:mysql`."""

from __future__ import annotations

import re

_SCHEMES = {
    "postgres": "postgresql", "postgresql": "postgresql", "pgsql": "postgresql",
    "pgx": "postgresql", "pg": "postgresql", "pgx5": "postgresql", "mysql": "mysql",
    "mariadb": "mariadb", "sqlite": "sqlite", "sqlite3": "sqlite", "file": "",
    "sqlserver": "mssql", "mssql": "mssql", "oracle": "oracle", "godror": "oracle", "h2": "h2",
    "hsqldb": "hsqldb", "derby": "derby", "db2": "db2", "mongodb": "mongodb", "redis": "redis",
    "rediss": "redis", "valkey": "valkey", "memcached": "memcached", "amqp": "rabbitmq",
    "amqps": "rabbitmq", "kafka": "kafka", "nats": "nats", "clickhouse": "clickhouse",
    "cockroach": "cockroachdb", "cockroachdb": "cockroachdb", "elasticsearch": "elasticsearch",
    "bolt": "neo4j", "neo4j": "neo4j", "tc": "",
}  # fmt: skip

#: What an address of a store begins with, shortest words alone: `postgres` stands for `postgresql`.
BEGINNINGS = tuple(
    word for word in sorted(_SCHEMES)
    if _SCHEMES[word] and not any(word != other and word.startswith(other) for other in _SCHEMES)
)  # fmt: skip


def technology_of(scheme: str) -> str:
    """The store of a scheme, "" for any other address.

    >>> technology_of("postgresql+asyncpg"), technology_of("jdbc:mysql"), technology_of("https")
    ('postgresql', 'mysql', '')
    """
    words = re.split(r"[+:.]", scheme.lower().removeprefix("jdbc:").removeprefix("r2dbc:"))
    return next((_SCHEMES[word] for word in words if _SCHEMES.get(word)), "")
