"""Models written down in a few words, for cases.

tables:
  orders:
    columns: {id: bigint identity, customer_id: bigint, note: text null, status: "text = 'new'"}
    primary: [id]
    unique: [[note]]            # or {name: [note]}
    checks: [note <> '']        # or {name: note <> ''}
    references: {customer_id: customers.id cascade}
    indexes: ["customer_id, -id", "note where note <> ''"]
    renamed: {note: remark}     # the new name of a column, and the old one
    was: order                  # the old name of the table
    rows: 0
operations: [POST /orders signed_in]
modules: [orders]
migrations: [db/migrations/000007_orders.up.sql]
tool: golang-migrate
technology: mysql
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backend_architect.model.api import Api, Operation
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.convention import Convention
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Decided, Element, Evidence, Origin, Surveyed
from backend_architect.model.service import Module, Service

NEW = Decided(decision="case")
_COLUMN = re.compile(r"(?P<type>[^=]+?)(?P<nullable> null)?(?: identity)?(?: = (?P<default>.*))?")


def model(words: dict[str, Any] | None) -> Model:
    """The Model of a case; tables, columns and so on have the ids the designers give them."""
    return compose(Head(system="shop"), _elements(words or {}))


def _elements(words: dict[str, Any]) -> Iterator[Element]:
    technology = words.get("technology", "postgresql")
    kind = "document" if technology == "mongodb" else "sql"
    yield Service(id="shop", name="shop", origin=NEW)
    yield Api(id="shop/api", name="api", origin=NEW, service="shop")
    yield Store(id="db", name="db", origin=NEW, technology=technology, kind=kind)
    for name, parts in (words.get("tables") or {}).items():
        yield from _table(name, parts or {})
    for line in words.get("operations", ()):
        method, path, *guards = line.split()
        yield Operation(
            id=f"shop/api/{method} {path}",
            name=f"{method} {path}",
            origin=NEW,
            api="shop/api",
            method=method,
            path=path,
            guards=tuple(guards),
        )
    for name in words.get("modules", ()):
        yield Module(id=f"shop/{name}", name=name, origin=NEW, service="shop", path=name)
    if "tool" in words:
        yield _convention(words)


def _convention(words: dict[str, Any]) -> Convention:
    tool, paths = words["tool"], words.get("migrations", ())
    found = tuple(
        Evidence(
            repository="shop",
            path=path,
            first_line=1,
            last_line=1,
            sha256="0" * 64,
            detector=tool,
            kind="migration",
        )
        for path in paths
    )
    origin: Origin = Surveyed(evidence=found) if found else NEW
    return Convention(
        id="convention/migration-tool",
        name="migration-tool",
        origin=origin,
        kind="migration-tool",
        value=tool,
        latest=tuple(words.get("latest", ())),
    )


def _table(name: str, parts: dict[str, Any]) -> Iterator[Element]:
    schema, _, bare = name.rpartition(".")
    id = f"db/{name}"
    was = f"db/{parts['was']}" if "was" in parts else ""
    yield Table(
        id=id,
        name=bare,
        schema=schema,
        origin=NEW,
        store="db",
        rows=parts.get("rows"),
        renamed_from=was,
    )
    yield from _columns(id, parts)
    if "primary" in parts:
        yield _key(id, "primary", parts["primary"])
    for own, columns in _named(parts.get("unique", ())):
        yield _key(id, "unique", columns, own)
    for own, text in _named(parts.get("checks", ())):
        yield Check(
            id=f"{id}/{own or f'check({text})'}", name=own, origin=NEW, table=id, expression=text
        )
    for column, target in parts.get("references", {}).items():
        yield _foreign_key(id, column, target)
    for line in parts.get("indexes", ()):
        yield _index(id, line)


def _named(parts: Any) -> list[tuple[str, Any]]:
    """Constraints with their names; "" for those of a list."""
    return list(parts.items()) if isinstance(parts, dict) else [("", part) for part in parts]


def _columns(id: str, parts: dict[str, Any]) -> Iterator[Column]:
    renamed = parts.get("renamed", {})
    was = f"db/{parts['was']}" if "was" in parts else id
    for position, (name, text) in enumerate(parts["columns"].items(), 1):
        match = _COLUMN.fullmatch(text)
        assert match, text
        yield Column(
            id=f"{id}/{name}",
            name=name,
            origin=NEW,
            table=id,
            position=position,
            type=match["type"],
            nullable=bool(match["nullable"]),
            default=match["default"] or "",
            identity=text.endswith(" identity"),
            renamed_from=f"{was}/{renamed[name]}" if name in renamed else "",
        )


def _key(id: str, kind: Any, columns: list[str], name: str = "") -> Key:
    ids = tuple(f"{id}/{column}" for column in columns)
    own = f"{id}/{name}" if name else f"{id}/{kind}({','.join(columns)})"
    return Key(id=own, name=name, origin=NEW, table=id, columns=ids, kind=kind)


def _foreign_key(id: str, column: str, target: str) -> ForeignKey:
    place, _, act = target.partition(" ")
    table, _, ref_column = place.rpartition(".")
    on_delete: Any = act or "no action"
    return ForeignKey(
        id=f"{id}/fk({column})",
        name="",
        origin=NEW,
        table=id,
        columns=(f"{id}/{column}",),
        ref_table=f"db/{table}",
        ref_columns=(f"db/{table}/{ref_column}",),
        on_delete=on_delete,
    )


def _index(id: str, line: str) -> Index:
    columns, _, where = line.partition(" where ")
    names = [name.strip() for name in columns.removeprefix("unique ").split(",")]
    ids = tuple("-" * name.startswith("-") + f"{id}/{name.removeprefix('-')}" for name in names)
    return Index(
        id=f"{id}/index({','.join(names)})",
        name="",
        origin=NEW,
        table=id,
        columns=ids,
        unique=line.startswith("unique "),
        where=where,
    )
