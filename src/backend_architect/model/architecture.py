"""The aggregate: one Model of one backend, as it is or as it shall be.

Flat: every kind of element has one collection, sorted by id; references are ids. The walks below
are what rules, designers and documents start from, so that nobody walks from the root by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec

from backend_architect.errors import Defect
from backend_architect.model.api import Api, Documented, Operation, Schema
from backend_architect.model.convention import Convention, ConventionKind
from backend_architect.model.data import Check, Column, ForeignKey, Index, Key, Query, Store, Table
from backend_architect.model.element import Element, Noun
from backend_architect.model.flow import Channel, Component, Flow, Job, Person
from backend_architect.model.gap import Gap
from backend_architect.model.runtime import Container, Setting
from backend_architect.model.security import SecurityScheme, Threat
from backend_architect.model.service import Middleware, Module, Service, Technology

State: TypeAlias = Literal["as-is", "to-be"]
AnyElement = TypeVar("AnyElement", bound=Element)

SCHEMA_VERSION = 1


class Repository(Noun, frozen=True, kw_only=True):
    """A surveyed folder. `commit` is "" without git; `dirty` tells of uncommitted changes.

    Of its `files`, detectors looked at those `looked`; `parsed` are those of these that are
    program text.
    """

    name: str
    commit: str = ""
    dirty: bool = False
    files: int = 0
    looked: int = 0
    parsed: int = 0
    lines: int = 0
    languages: dict[str, int] = {}


class Head(Noun, frozen=True, kw_only=True):
    """What a Model says about itself."""

    system: str
    state: State = "as-is"
    schema_version: int = SCHEMA_VERSION
    repositories: tuple[Repository, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Model(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """All elements of one backend."""

    head: Head
    services: tuple[Service, ...] = ()
    modules: tuple[Module, ...] = ()
    middleware: tuple[Middleware, ...] = ()
    technologies: tuple[Technology, ...] = ()
    apis: tuple[Api, ...] = ()
    operations: tuple[Operation, ...] = ()
    schemas: tuple[Schema, ...] = ()
    documented: tuple[Documented, ...] = ()
    stores: tuple[Store, ...] = ()
    tables: tuple[Table, ...] = ()
    columns: tuple[Column, ...] = ()
    keys: tuple[Key, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    checks: tuple[Check, ...] = ()
    queries: tuple[Query, ...] = ()
    components: tuple[Component, ...] = ()
    channels: tuple[Channel, ...] = ()
    flows: tuple[Flow, ...] = ()
    people: tuple[Person, ...] = ()
    jobs: tuple[Job, ...] = ()
    schemes: tuple[SecurityScheme, ...] = ()
    threats: tuple[Threat, ...] = ()
    containers: tuple[Container, ...] = ()
    settings: tuple[Setting, ...] = ()
    conventions: tuple[Convention, ...] = ()

    # -- all elements

    def elements(self) -> Iterator[Element]:
        """Every element, by kind, then by id."""
        for collection in COLLECTIONS.values():
            yield from getattr(self, collection)

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        return {element.id: element for element in self.elements()}

    def find(self, id: str) -> Element | None:
        """The element of this id, or None."""
        return self._by_id.get(id)

    def get(self, id: str, kind: type[AnyElement]) -> AnyElement:
        """The element of this id. Raises `Defect` if there is none of that kind."""
        element = self._by_id.get(id)
        if not isinstance(element, kind):
            raise Defect(f"{id}: no {kind.__name__} of this id in the Model.")
        return element

    # -- data

    @cached_property
    def _of_table(self) -> dict[tuple[str, str], list[Any]]:
        grouped: dict[tuple[str, str], list[Any]] = {}
        for name in ("columns", "keys", "foreign_keys", "indexes", "checks", "queries"):
            for element in getattr(self, name):
                grouped.setdefault((name, element.table), []).append(element)
        for columns in (group for key, group in grouped.items() if key[0] == "columns"):
            columns.sort(key=lambda column: (column.position, column.id))
        return grouped

    def columns_of(self, table: Table | str) -> tuple[Column, ...]:
        """The table's columns in order."""
        return tuple(self._of_table.get(("columns", _id(table)), ()))

    def keys_of(self, table: Table | str) -> tuple[Key, ...]:
        """Primary key and unique constraints of the table."""
        return tuple(self._of_table.get(("keys", _id(table)), ()))

    def foreign_keys_of(self, table: Table | str) -> tuple[ForeignKey, ...]:
        """The foreign keys in which the table refers to another."""
        return tuple(self._of_table.get(("foreign_keys", _id(table)), ()))

    def indexes_of(self, table: Table | str) -> tuple[Index, ...]:
        """The table's indexes, without those that keys bring along."""
        return tuple(self._of_table.get(("indexes", _id(table)), ()))

    def checks_of(self, table: Table | str) -> tuple[Check, ...]:
        """The table's check constraints."""
        return tuple(self._of_table.get(("checks", _id(table)), ()))

    def queries_of(self, table: Table | str) -> tuple[Query, ...]:
        """The accesses to the table that were found in code."""
        return tuple(self._of_table.get(("queries", _id(table)), ()))

    def primary_key_of(self, table: Table | str) -> Key | None:
        """The table's primary key, or None."""
        return next((key for key in self.keys_of(table) if key.kind == "primary"), None)

    def leading_columns_of(self, table: Table | str) -> tuple[tuple[str, ...], ...]:
        """The column lists a lookup can enter by: those of keys and of unconditional indexes."""
        keys = [key.columns for key in self.keys_of(table)]
        indexes = [
            tuple(column.removeprefix("-") for column in index.columns)
            for index in self.indexes_of(table)
            if not index.where
        ]
        return tuple(keys + indexes)

    # -- services

    def operations_of(self, api: Api | str) -> tuple[Operation, ...]:
        """The operations of an api."""
        return tuple(each for each in self.operations if each.api == _id(api))

    def service_of(self, operation: Operation) -> Service | None:
        """The service that offers the operation."""
        api = self.find(operation.api)
        service = self.find(api.service) if isinstance(api, Api) else None
        return service if isinstance(service, Service) else None

    def middleware_of(self, service: Service | str) -> tuple[Middleware, ...]:
        """The service's chain in order of execution."""
        chain = [each for each in self.middleware if each.service == _id(service)]
        return tuple(sorted(chain, key=lambda each: (each.position, each.id)))

    def convention(self, kind: ConventionKind, service: str = "") -> str:
        """The value of the prevailing convention of this kind, or "" where none was seen.

        A convention of the service itself goes before one of the whole system.
        """
        candidates = [each for each in self.conventions if each.kind == kind]
        own = [each for each in candidates if each.service == service]
        best = max(own or candidates, key=lambda each: (each.share, each.id), default=None)
        return best.value if best else ""


def _id(element: Element | str) -> str:
    return element if isinstance(element, str) else element.id


def _collections() -> dict[type[Element], str]:
    """From the kind of element to the name of its collection, in the Model's own order."""
    found: dict[type[Element], str] = {}
    for field in msgspec.structs.fields(Model):
        item = getattr(field.type, "__args__", (None,))[0]
        if isinstance(item, type) and issubclass(item, Element):
            found[item] = field.name
    return found


COLLECTIONS: dict[type[Element], str] = _collections()


def compose(head: Head, elements: Iterable[Element]) -> Model:
    """A Model of these elements, each collection sorted by id.

    Raises `Defect` if two elements share an id.
    """
    sorted_in: dict[str, list[Element]] = {name: [] for name in COLLECTIONS.values()}
    seen: set[str] = set()
    for element in elements:
        if element.id in seen:
            raise Defect(f"{element.id}: two elements of one id.")
        seen.add(element.id)
        sorted_in[COLLECTIONS[type(element)]].append(element)
    collections = {
        name: tuple(sorted(group, key=lambda element: element.id))
        for name, group in sorted_in.items()
    }
    return Model(head=head, **collections)  # type: ignore[arg-type]  # names and kinds are from COLLECTIONS
