"""SQLAlchemy: engines and their pools.

Recognises: `create_engine`, `create_async_engine`, `engine_from_config`, SQLModel's and
Flask-SQLAlchemy's settings (`SQLALCHEMY_DATABASE_URI`, `SQLALCHEMY_ENGINE_OPTIONS`): the database
by the scheme of a literal URL (nothing else of it), the pool by `pool_size`, `max_overflow` and
`poolclass`; asyncpg's and psycopg's own pools, `databases.Database`, Redis clients, Motor and
PyMongo clients.
Where nothing is said SQLAlchemy's pool holds 5 connections and 10 more at need: it is said as 15.
Versions seen: SQLAlchemy 1.3 to 2.0.
Not recognised: URLs from the environment (the technology is then that of the driver named in the
file, else a gap).
Documentation: https://docs.sqlalchemy.org/en/20/core/pooling.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Connection, Fact, Joined, Literally, Unresolved
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    expression,
    held,
    last,
    literal,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_SCHEMES = {
    "postgresql": "postgresql", "postgres": "postgresql", "mysql": "mysql", "mariadb": "mariadb",
    "sqlite": "sqlite", "oracle": "oracle", "mssql": "mssql", "cockroachdb": "cockroachdb",
    "redis": "redis", "rediss": "redis", "mongodb": "mongodb", "mongodb+srv": "mongodb",
}  # fmt: skip
_DRIVERS = (
    (b"asyncpg", "postgresql"), (b"psycopg", "postgresql"), (b"PostgresDsn", "postgresql"),
    (b"postgres", "postgresql"), (b"aiosqlite", "sqlite"), (b"sqlite", "sqlite"),
    (b"pymysql", "mysql"), (b"aiomysql", "mysql"), (b"mysql", "mysql"),
)  # fmt: skip
#: Clients of other stores, by the last part of what makes them.
_CLIENTS = {
    "AsyncIOMotorClient": "mongodb", "MongoClient": "mongodb", "AsyncMongoClient": "mongodb",
    "Redis": "redis", "StrictRedis": "redis", "from_url": "redis", "Elasticsearch":
    "elasticsearch", "AsyncElasticsearch": "elasticsearch",
}  # fmt: skip
_POOLS = frozenset(("create_pool", "AsyncConnectionPool", "ConnectionPool"))


@detector(
    language="python",
    anchors=("create_engine", "create_async_engine", "create_pool", "ConnectionPool(",
             "MotorClient(", "MongoClient(", "Redis(", "redis.from_url", "Elasticsearch(",
             "SQLALCHEMY_DATABASE_URI", "Database("),
    query="""
    (call function: [(identifier) (attribute)] @maker (#match? @maker
      "(create_engine|create_async_engine|create_pool|ConnectionPool|Client|Redis|from_url|Elasticsearch|Database)$"
      )) @made
    (assignment left: [(identifier) (attribute) (subscript)] @setting
      (#match? @setting "SQLALCHEMY_DATABASE_URI")) @assigned
    """,
)  # fmt: skip
def sqlalchemy_engine(match: Match) -> Iterator[Fact]:
    """One connection for each engine, pool or client."""
    made, set_at = match.node("made"), match.node("assigned")
    if set_at is not None:
        value = set_at.child_by_field_name("right")
        technology = _technology(value) if value is not None else ""
        if technology:
            yield Connection(lines=node_lines(set_at), technology=technology)
        return
    name = last(callee(made))
    if made is None or not name:
        return
    if name in ("create_engine", "create_async_engine"):
        yield from _engine(match, made)
    elif name in _POOLS:
        yield from _pool(match, made)
    elif name == "Database" and (found := _technology(arguments(made).get("url", 0))):
        yield Connection(lines=node_lines(made), technology=found, pooled=True)
    elif name in _CLIENTS and (name != "from_url" or "redis" in callee(made).lower()):
        yield Connection(lines=node_lines(made), technology=_CLIENTS[name])


def _engine(match: Match, made: Node) -> Iterator[Fact]:
    given = arguments(made)
    technology = _technology(given.get("url", 0)) or _by_driver(match.source.data)
    if not technology:
        yield Unresolved(lines=node_lines(made), what="the database of an engine",
                         reason="Its address comes from outside the code.")  # fmt: skip
        return
    pooled = "NullPool" not in (node_text(p) if (p := given.get("poolclass")) else "")
    yield Connection(lines=node_lines(made), technology=technology, pooled=pooled,
                     pool_max=_size(given, technology) if pooled else None)  # fmt: skip


def _size(given: Arguments, technology: str) -> int | None:
    """`pool_size` and `max_overflow`; None where they are computed, or for SQLite."""
    if technology == "sqlite":
        return None
    total = 0
    for keyword, default in (("pool_size", 5), ("max_overflow", 10)):
        node = given.get(keyword)
        text = str(default) if node is None else node_text(node)
        if not text.isdigit():
            return None
        total += int(text)
    return total


def _pool(match: Match, made: Node) -> Iterator[Connection]:
    """asyncpg holds at most 10 where nothing is said, psycopg's pool 4."""
    given, data = arguments(made), match.source.data
    name = callee(made)
    if b"asyncpg" in data and "create_pool" in name:
        default, size = 10, given.get("max_size")
    elif b"psycopg" in data and "ConnectionPool" in name:
        default, size = 4, given.get("max_size")
    else:
        return
    text = str(default) if size is None else node_text(size)
    yield Connection(lines=node_lines(made), technology="postgresql", pooled=True,
                     pool_max=int(text) if text.isdigit() else None)  # fmt: skip


def _technology(node: Node | None) -> str:
    """The database by the scheme of the URL, as far as it is written out."""
    if node is None:
        return ""
    if node.type == "identifier":
        value = held(node_text(node), node)
        return _technology(value) if value is not None and value.type != "identifier" else ""
    said = expression(node)
    text = said.text if isinstance(said, Literally) else ""
    if isinstance(said, Joined) and isinstance(said.parts[0], Literally):
        text = said.parts[0].text
    if not text and node.type == "call":
        text = next((t for each in arguments(node).positional if "://" in (t := literal(each))), "")
    scheme = re.match(r"([a-z0-9]+)(?:\+\w+)?:", text)
    return _SCHEMES.get(scheme.group(1), "") if scheme else ""


def _by_driver(data: bytes) -> str:
    return next((technology for word, technology in _DRIVERS if word in data), "")
