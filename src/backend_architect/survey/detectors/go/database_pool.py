"""Databases opened from Go, and how many connections their pools hold.

Recognises: `gorm.Open(postgres.Open(...))` and GORM 1's `gorm.Open("postgres", ...)`, `sql.Open`,
`sqlx.Connect`, `pgxpool.New`, `redis.NewClient`, `mongo.Connect`; `SetMaxOpenConns` and pgx's
`MaxConns` with a literal number in the same file.
Versions seen: database/sql of all versions, GORM 1 and 2, pgx 4 and 5, go-redis 6 to 9.
Not recognised: sizes read from settings when the program runs (the pool's size stays unknown).
Documentation: https://pkg.go.dev/database/sql#DB.SetMaxOpenConns
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, Source, detector, node_lines
from backend_architect.survey.facts import Connection, Fact, Literally
from backend_architect.survey.grammars.go.text import expression
from backend_architect.survey.idioms.go.routing import arguments_of, callee_of, scope_of
from backend_architect.survey.idioms.stores import technology_of

_BY_CALLEE = {
    "pgxpool.New": "postgresql", "pgxpool.Connect": "postgresql", "pgx.Connect": "postgresql",
    "pgxpool.NewWithConfig": "postgresql", "pgxpool.ConnectConfig": "postgresql",
    "redis.NewClient": "redis", "redis.NewClusterClient": "redis",
    "redis.NewUniversalClient": "redis", "mongo.Connect": "mongodb", "mongo.NewClient": "mongodb",
}  # fmt: skip
_BY_DRIVER = frozenset(
    ("sql.Open", "sqlx.Open", "sqlx.Connect", "sqlx.MustConnect", "sqlx.ConnectContext",
     "otelsql.Open")
)  # fmt: skip
_POOLED = frozenset(("postgresql", "mysql", "sqlite", "mssql", "mariadb"))
_SIZE = re.compile(rb"\.(?:SetMaxOpenConns\(\s*(\d+)\s*\)|MaxConns\s*=\s*(\d+))")


@detector(
    language="go",
    anchors=(*(name for name in _BY_CALLEE), *_BY_DRIVER, "gorm.Open("),
    query="""
(call_expression
  function: (selector_expression operand: (identifier) @_package field: (field_identifier) @_opens)
  arguments: (argument_list)
  (#any-of? @_package "gorm" "sql" "sqlx" "pgx" "pgxpool" "redis" "mongo" "otelsql")
  (#any-of? @_opens "Open" "Connect" "MustConnect" "New" "NewWithConfig" "NewClient"
    "ConnectConfig" "ConnectContext" "NewClusterClient" "NewUniversalClient")) @open
""",
)
def database_pool(match: Match) -> Iterator[Fact]:
    """One connection for each place a store is opened."""
    call = match.nodes("open")[0]
    callee = callee_of(call)
    given = arguments_of(call)
    technology = _BY_CALLEE.get(callee, "")
    if callee in _BY_DRIVER:
        said = [expression(node) for node in given[:2]]
        drivers = [technology_of(each.text) for each in said if isinstance(each, Literally)]
        technology = next((name for name in drivers if name), "")
    elif callee == "gorm.Open" and given:
        said_first = expression(given[0])
        written = said_first.text if isinstance(said_first, Literally) else callee_of(given[0])
        technology = technology_of(written.partition(".")[0])
    if not technology and (callee in _BY_DRIVER or callee == "gorm.Open"):
        technology = "unknown"
    if technology:
        pooled = technology in _POOLED
        yield Connection(
            lines=node_lines(call),
            scope=scope_of(call),
            technology=technology,
            pool_max=_size(match.source) if pooled else None,
            pooled=pooled or None,
        )


def _size(source: Source) -> int | None:
    """The one literal size the file sets, None if there is none."""
    found = _SIZE.search(source.data)
    return int(found[1] or found[2]) if found else None
