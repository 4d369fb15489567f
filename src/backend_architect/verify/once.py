"""What a surveyed schema may say twice and PostgreSQL takes once.

MySQL keeps names of keys and indexes apart by table, PostgreSQL by schema. A unique key over the
columns of the primary key is dropped by PostgreSQL's CREATE TABLE (`transformIndexConstraints` in
its sources).
"""

from __future__ import annotations

import msgspec

from backend_architect.languages.postgresql.names import clipped
from backend_architect.model.architecture import Model, compose
from backend_architect.model.data import Index, Key, Table
from backend_architect.model.element import Element


def said_once(model: Model, as_is: Model) -> Model:
    """`model` without what `as_is` says twice: the later name by id is left to PostgreSQL, a
    unique key over exactly the primary key's columns is left out."""
    unnamed, doubled = _named_twice(as_is), _doubled(as_is)
    if not unnamed and not doubled:
        return model
    kept = (each for each in model.elements() if each.id not in doubled)
    return compose(model.head, (_unnamed(e) if e.id in unnamed else e for e in kept))


def _unnamed(part: Element) -> Element:
    return msgspec.structs.replace(part, name="")


def _named_twice(as_is: Model) -> frozenset[str]:
    taken: set[tuple[str, str]] = set()
    twice: set[str] = set()
    parts: tuple[Key | Index, ...] = (*as_is.keys, *as_is.indexes)
    for part in sorted(parts, key=lambda each: each.id):
        place = (as_is.get(part.table, Table).schema, clipped(part.name))
        if part.name and place in taken:
            twice.add(part.id)
        taken.add(place)
    return frozenset(twice)


def _doubled(as_is: Model) -> frozenset[str]:
    primary = {(key.table, key.columns) for key in as_is.keys if key.kind == "primary"}
    return frozenset(
        key.id for key in as_is.keys if key.kind == "unique" and (key.table, key.columns) in primary
    )
