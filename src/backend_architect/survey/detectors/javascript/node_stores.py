"""Stores that programs of Node open, and their pools.

Recognises: TypeORM's `new DataSource({ type })`, `createConnection`, `TypeOrmModule.forRoot` and
`forRootAsync`; `new Pool` and `new Client` of pg; `createPool` and `createConnection` of mysql and
mysql2; `new Sequelize` with `dialect`; `knex({ client })`; `postgres()` of postgres.js;
`mongoose.connect` and `new MongoClient`; `new Redis` and `createClient` of redis; the size of the
pool where it is written as a number.
Versions seen: TypeORM 0.2 and 0.3, pg 8, mysql2 3, Sequelize 6, Knex 2 and 3, redis 4, ioredis 5.
Not recognised: a database chosen when the program runs. Prisma's is read from its schema.
Documentation: https://node-postgres.com/apis/pool, https://typeorm.io/docs/data-source/data-source-options
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Connection, Fact
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    field,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.names import names_of
from backend_architect.survey.idioms.javascript.queries import members
from backend_architect.survey.idioms.stores import technology_of

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = {"better-sqlite3": "sqlite", "sqljs": "sqlite", "aurora-postgres": "postgresql",
          "aurora-mysql": "mysql", "pg-native": "postgresql", "tedious": "mssql",
          "oracledb": "oracle"}  # fmt: skip


class _Package(NamedTuple):
    """A driver: its store, the calls that open a pool, and those that open one connection."""

    technology: str
    pools: tuple[str, ...] = ()
    single: tuple[str, ...] = ()


_MYSQL = _Package("mysql", ("createPool",), ("createConnection",))
_PACKAGES = {
    "pg": _Package("postgresql", ("Pool",), ("Client",)),
    "mysql": _MYSQL,
    "mysql2": _MYSQL,
    "mysql2/promise": _MYSQL,
    "promise-mysql": _MYSQL,
    "postgres": _Package("postgresql", ("",)),
    "mongodb": _Package("mongodb", ("MongoClient", "connect")),
    "mongoose": _Package("mongodb", ("connect", "createConnection")),
    "@nestjs/mongoose": _Package("mongodb", ("forRoot", "forRootAsync")),
    "ioredis": _Package("redis", single=("Redis", "IORedis", "Cluster", "")),
    "redis": _Package("redis", single=("createClient",)),
    "better-sqlite3": _Package("sqlite", single=("",)),
}
#: Members of options that hold the pool's greatest size, with the objects they stand in.
_SIZES = ("max", "poolSize", "connectionLimit", "maxPoolSize")
_INNER = ("pool", "extra")


@detector(
    language="javascript",
    anchors=("new Pool", "new Client", "createPool", "createConnection", "Sequelize(", "knex",
             "Knex", "postgres(", "MongoClient", "mongoose", "Redis", "createClient",
             "DataSource", "forRoot", "ypeorm", "TypeOrm", "Database("),
    query="""
    (new_expression constructor: (_) @opener) @call
    (call_expression
      function: [(identifier) @opener (member_expression property: (property_identifier) @opener)]
      (#any-of? @opener "createPool" "createConnection" "knex" "Knex" "postgres" "connect"
        "createClient" "forRoot")) @call
    (pair key: (property_identifier) @_type value: (string) @kind (#eq? @_type "type")) @typed
    """,
)  # fmt: skip
def node_stores(match: Match) -> Iterator[Fact]:
    """One connection for each opener."""
    call, typed = match.node("call"), match.node("typed")
    if typed is not None:
        yield from _typeorm(match, typed)
    elif call is not None:
        yield from _opened(match, call)


def _typeorm(match: Match, typed: Node) -> Iterator[Fact]:
    """`type: "postgres"` among options that only a data source of TypeORM has."""
    kind = string(match.node("kind")) or ""
    technology = _TYPES.get(kind) or technology_of(kind)
    given = pairs(typed.parent)
    known = given.keys() & {"entities", "synchronize", "migrations", "autoLoadEntities", "database",
                            "url", "namingStrategy"}  # fmt: skip
    if technology and known and b"ypeorm" in match.source.data.replace(b"TypeOrm", b"typeorm"):
        yield Connection(lines=node_lines(typed.parent or typed), scope=scope_of(typed),
                         technology=technology, pool_max=_size(given),
                         pooled=technology != "sqlite")  # fmt: skip


def _opened(match: Match, call: Node) -> Iterator[Fact]:
    called = dotted(field(call, "constructor") or field(call, "function"))
    last, names, scope = called.rpartition(".")[2], names_of(match.source), scope_of(call)
    module = names.module_of(called, scope)
    options = _options(call)
    if module in ("sequelize", "sequelize-typescript") and last == "Sequelize":
        yield from _declared(call, options, "dialect")
    elif module == "knex":
        yield from _declared(call, options, "client")
    package = _PACKAGES.get(module)
    if package is None:
        return
    member = last if "." in called or last in (*package.pools, *package.single) else ""
    if member in (*package.pools, *package.single):
        pooled = member in package.pools
        yield Connection(lines=node_lines(call), scope=scope, technology=package.technology,
                         pool_max=_size(options) if pooled else None,
                         pooled=pooled if package.technology != "redis" else None)  # fmt: skip


def _options(call: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for each in arguments(call):
        found.update(members(each))
    return found


def _declared(call: Node, options: dict[str, Node], key: str) -> Iterator[Fact]:
    kind = string(options.get(key)) or ""
    technology = _TYPES.get(kind) or technology_of(kind)
    if technology:
        yield Connection(lines=node_lines(call), scope=scope_of(call), technology=technology,
                         pool_max=_size(options), pooled=True)  # fmt: skip


def _size(options: dict[str, Node]) -> int | None:
    for name in _SIZES:
        value = options.get(name)
        if value is not None and plain(value).type == "number" and node_text(value).isdigit():
            return int(node_text(value))
    inner = [members(options[name]) for name in _INNER if name in options]
    return next((size for each in inner if (size := _size(each)) is not None), None)
