"""Models for the cases of rules and remedies, from a short form in YAML.

Tables by name: `columns` (name: type, "?" after it if it may be null), `primary`, `unique`,
`refers` (column: table), `indexes` (lists of columns, "-" for descending), `rows`. Operations are
"METHOD /path" with `table`, `open` (no authentication), `guards`, `inputs`. The store is PostgreSQL
and the service in Python unless told otherwise. `file` is where an element was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend_architect.model.api import Api, Operation, Parameter
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.convention import Convention
from backend_architect.model.data import Column, ForeignKey, Index, Key, Query, Store, Table
from backend_architect.model.element import Element, Evidence, Surveyed
from backend_architect.model.runtime import Container, Setting
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Middleware, Service


def found(file: str = "app/models.py", line: int = 1) -> Surveyed:
    evidence = Evidence(
        repository="shop", path=file, first_line=line, last_line=line, sha256="0" * 64,
        detector="written",
    )  # fmt: skip
    return Surveyed(evidence=(evidence,))


def small_model(given: dict[str, Any]) -> Model:
    language = given.get("language", "python")
    elements: list[Element] = [
        Service(id="shop", name="shop", origin=found(), language=language),
        Api(id="shop/api", name="shop", origin=found(), service="shop"),
        _store(given.get("store", {})),
        SecurityScheme(id="shop/bearer", name="bearer", origin=found(), kind="jwt"),
    ]
    for name, said in given.get("tables", {}).items():
        elements += _table(name, said)
    elements += [_operation(name, said or {}) for name, said in given.get("operations", {}).items()]
    elements += [_query(at, said) for at, said in enumerate(given.get("queries", []), start=1)]
    elements += _around(given)
    return compose(Head(system="shop"), elements)


def _store(said: dict[str, Any]) -> Store:
    file = said.pop("file", "app/database.py")
    technology = said.pop("technology", "postgresql")
    return Store(
        id="db", name="db", origin=found(file), technology=technology, service="shop", **said
    )


def _ids(table: str, columns: list[str]) -> tuple[str, ...]:
    return tuple(f"{'-' * c.startswith('-')}db/{table}/{c.removeprefix('-')}" for c in columns)


def _table(name: str, said: dict[str, Any]) -> Iterator[Element]:
    id, origin = f"db/{name}", found(said.get("file", "app/models.py"))
    yield Table(id=id, name=name, origin=origin, store="db", rows=said.get("rows"))
    for position, (column, type) in enumerate(said["columns"].items(), start=1):
        yield Column(
            id=f"{id}/{column}", name=column, origin=origin, table=id, position=position,
            type=type.removesuffix("?"), nullable=type.endswith("?"),
        )  # fmt: skip
    keys = [("primary", said.get("primary", []))] * ("primary" in said)
    keys += [("unique", columns) for columns in said.get("unique", [])]
    for kind, columns in keys:
        yield Key(
            id=f"{id}/{kind}({','.join(columns)})", name="", origin=origin, table=id,
            columns=_ids(name, columns), kind=kind,
        )  # fmt: skip
    for column, target in said.get("refers", {}).items():
        yield ForeignKey(
            id=f"{id}/fk({column})", name="", origin=origin, table=id,
            columns=_ids(name, [column]), ref_table=f"db/{target}",
            ref_columns=_ids(target, ["id"]),
        )  # fmt: skip
    for columns in said.get("indexes", []):
        yield Index(
            id=f"{id}/index({','.join(columns)})", name="", origin=origin, table=id,
            columns=_ids(name, columns),
        )  # fmt: skip


def _operation(name: str, said: dict[str, Any]) -> Operation:
    method, _, path = name.partition(" ")
    inputs = said.get("inputs", [])
    places = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return Operation(
        id=f"shop/api/{name}", name=name, origin=found("app/routes.py"), api="shop/api",
        method=method, path=path, handler=said.get("handler", ""),
        table=f"db/{said['table']}" if "table" in said else "",
        guards=tuple(said.get("guards", ())),
        security=() if said.get("open") else ("shop/bearer",),
        parameters=tuple(
            Parameter(name=each, location="query", required=False) for each in inputs
        ) + tuple(Parameter(name=each, location="path") for each in places),
    )  # fmt: skip


def _query(at: int, said: dict[str, Any]) -> Query:
    table, operation = said["table"], said.get("operation", "")
    flags = {key: said[key] for key in ("limited", "single", "looped", "function") if key in said}
    return Query(
        id=f"db/{table}/query/{at}", name="", origin=found(said.get("file", "app/store.py"), at),
        verb=said.get("verb", "select"), table=f"db/{table}",
        filters=_ids(table, said.get("filters", [])), sorts=_ids(table, said.get("sorts", [])),
        operation=f"shop/api/{operation}" if operation else "", **flags,
    )  # fmt: skip


def _around(given: dict[str, Any]) -> Iterator[Element]:
    origin = found("compose.yaml")
    for name, said in given.get("containers", {}).items():
        listed = {k: tuple(v) if isinstance(v, list) else v for k, v in (said or {}).items()}
        yield Container(id=f"compose.yaml/{name}", name=name, origin=origin, **listed)
    for name in given.get("settings", []):
        yield Setting(id=f"shop/setting/{name}", name=name, origin=origin, service="shop")
    for position, (name, role) in enumerate(given.get("middleware", {}).items()):
        yield Middleware(
            id=f"shop/middleware/{name}", name=name, origin=origin, service="shop",
            position=position, role=role,
        )  # fmt: skip
    for kind, value in given.get("conventions", {}).items():
        yield Convention(id=f"convention/{kind}", name=kind, origin=origin, kind=kind, value=value)
