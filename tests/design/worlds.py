"""Repositories in a few words: what a case gives a designer.

A world is a mapping: `words`, `answers`, `wishes` (capability: its rules), `preferences`, `service`
(name, language), `store` (a technology), `conventions` (kind: value), `technologies`, `schemes`
(name: kind, location), `tables` (name: `at`, `entity`, `columns`, `primary`, `unique`, `refers`)
and `operations` (method and path: `at`, `table`, `security`, `guards`, `parameters`). A column
reads "name: type" or "name: type null", with "= default" at its end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from backend_architect.design.planner import design
from backend_architect.model.api import Api, Operation, Parameter
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.brief import Answer, Brief, Capability
from backend_architect.model.convention import Convention
from backend_architect.model.data import Column, ForeignKey, Key, Store, Table
from backend_architect.model.element import Element, Evidence, Surveyed
from backend_architect.model.proposal import Proposal
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Service, Technology

World = dict[str, Any]


def read(path: Path) -> World:
    """The world of a case."""
    world: World = yaml.safe_load(path.read_text("utf-8"))
    return world


def seen(at: str, kind: str = "code") -> Surveyed:
    """An origin at `path:line`."""
    path, _, line = at.partition(":")
    number = int(line or 1)
    evidence = Evidence(
        repository="r", path=path, first_line=number, last_line=number, sha256="0" * 64,
        detector="case", kind=kind,  # type: ignore[arg-type]  # a word of the case
    )  # fmt: skip
    return Surveyed(evidence=(evidence,))


def brief(world: World) -> Brief:
    """What is asked for."""
    return Brief(
        words=world["words"],
        intent="add",
        title=world["words"],
        slug="case",
        capabilities=tuple(
            Capability(name=name, rules=tuple(rules or ()))
            for name, rules in world.get("wishes", {}).items()
        ),
        answers=tuple(
            Answer(question=name, value=value, assumed=True)
            for name, value in world.get("answers", {}).items()
        ),
    )


def model(world: World) -> Model:
    """What is there."""
    head = Head(system=world.get("system", "case"))
    if "service" not in world:
        return compose(head, ())
    service = world["service"]["name"]
    elements: list[Element] = [
        Service(id=service, origin=seen("main:1"), **world["service"]),
        Store(
            id=f"{service}/db", name="db", origin=seen("main:2"),
            technology=world.get("store", "postgresql"), service=service,
        ),
        Api(id=f"{service}/api", name="api", origin=seen("main:3"), service=service),
    ]  # fmt: skip
    for kind, value in world.get("conventions", {}).items():
        elements.append(
            Convention(id=f"convention/{kind}", name=kind, origin=seen("main:4"), kind=kind,
                       value=value)
        )  # fmt: skip
    elements.extend(
        Technology(id=f"{service}/tech/{name}", name=name, origin=seen("main:5"))
        for name in world.get("technologies", ())
    )
    for name, (kind, location) in world.get("schemes", {}).items():
        elements.append(
            SecurityScheme(id=f"{service}/auth/{name}", name=name, origin=seen("auth:1"), kind=kind,
                           location=location, service=service)
        )  # fmt: skip
    for name, words in world.get("tables", {}).items():
        elements += _table(f"{service}/db", name, words)
    for name, words in world.get("operations", {}).items():
        elements.append(_operation(service, name, words))
    return compose(head, elements)


def _table(store: str, name: str, words: World) -> list[Element]:
    id, origin = f"{store}/{name}", seen(words.get("at", f"{name}:1"))
    found: list[Element] = [
        Table(id=id, name=name, origin=origin, store=store, entity=words.get("entity", ""))
    ]
    for position, (column, text) in enumerate(words["columns"].items(), start=1):
        rest, _, default = text.partition(" = ")
        found.append(
            Column(
                id=f"{id}/{column}", name=column, origin=origin, table=id, position=position,
                type=rest.removesuffix(" null"), nullable=rest.endswith(" null"), default=default,
            )
        )  # fmt: skip
    keys = {"primary": words.get("primary", ["id"]), "unique": words.get("unique", [])}
    for kind, columns in keys.items():
        if columns:
            found.append(
                Key(id=f"{id}/{kind}", name="", origin=origin, table=id, kind=kind,  # type: ignore[arg-type]  # a word of the case
                    columns=tuple(f"{id}/{column}" for column in columns))
            )  # fmt: skip
    for column, target in words.get("refers", {}).items():
        table, _, key = target.partition(".")
        found.append(
            ForeignKey(
                id=f"{id}/fk({column})", name="", origin=origin, table=id,
                columns=(f"{id}/{column}",), ref_table=f"{store}/{table}",
                ref_columns=(f"{store}/{table}/{key}",),
            )
        )  # fmt: skip
    return found


def _operation(service: str, name: str, words: World | None) -> Operation:
    given: World = words or {}
    method, path = name.split(" ")
    return Operation(
        id=f"{service}/api/{name}",
        name=name,
        origin=seen(given.get("at", "routes:1")),
        api=f"{service}/api",
        method=method,
        path=path,
        parameters=tuple(
            Parameter(name=each, location="path") for each in given.get("parameters", ())
        ),
        security=tuple(f"{service}/auth/{each}" for each in given.get("security", ())),
        guards=tuple(given.get("guards", ())),
        table=f"{service}/db/{given['table']}" if "table" in given else "",
    )


def designed(world: World) -> tuple[Model, Proposal]:
    """As-is, and what is proposed for it."""
    as_is = model(world)
    return as_is, design(brief(world), as_is, (), preferences=world.get("preferences", {}))
