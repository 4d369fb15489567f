"""A database can be reached from outside its host.

Why it matters
    A published port is open on all of the host's addresses, past the host's own firewall rules;
    databases are found by scanners within minutes.
How it is found
    A container publishes a port that IANA or its maker gives to a database (5432, 3306, 27017,
    6379 ...) without binding it to the loopback address.
False alarm when
    The file is for development on one's own machine only, or a firewall in front is closed.
What to do
    Leave the port out (containers of one network reach each other without it), or bind it:
    `127.0.0.1:5432:5432`.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.verify.rule import Trouble, rule

#: PostgreSQL, MySQL, SQL Server, Oracle, MongoDB, Redis, Cassandra, CouchDB, Elasticsearch,
#: memcached, CockroachDB, Neo4j.
_DATABASES = frozenset(
    {"5432", "3306", "1433", "1521", "27017", "6379", "9042", "5984", "9200", "11211", "26257",
     "7687"}
)  # fmt: skip
_LOOPBACK = ("127.", "localhost", "[::1]", "::1")


@rule(severity="warning")
def database_port_published(model: Model) -> Iterator[Trouble]:
    """Containers that publish a database's port on every address."""
    for container in model.containers:
        for port in container.ports:
            host, _, inside = port.rpartition(":")
            target = inside.partition("/")[0]
            if host and target in _DATABASES and not host.startswith(_LOOPBACK):
                yield Trouble(container.id, f"{container.name} publishes the port {target}.")
                break
