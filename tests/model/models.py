"""Random small Models, sound by construction."""

from __future__ import annotations

from hypothesis import strategies as st

from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.data import Column, ForeignKey, Index, Key, Store, Table
from backend_architect.model.element import Decided, Element, Evidence, Origin, Surveyed
from backend_architect.model.service import Service

names = st.text("abcdefgh_", min_size=1, max_size=6)
types = st.sampled_from(["bigint", "text", "numeric(10,2)", "timestamp with time zone", "uuid"])


def evidence(line: int) -> Evidence:
    return Evidence(
        repository="r", path="a.py", first_line=line, last_line=line, sha256="0" * 64, detector="d"
    )


origins: st.SearchStrategy[Origin] = st.one_of(
    st.builds(lambda line: Surveyed(evidence=(evidence(line),)), st.integers(1, 9)),
    st.builds(lambda name: Decided(decision=name), names),
)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A service with a store and up to four tables that refer to one another."""
    elements: dict[str, Element] = {}

    def put(element: Element) -> None:
        elements[element.id] = element

    put(Service(id="s", name="s", origin=draw(origins)))
    put(Store(id="s/db", name="db", origin=draw(origins), technology="postgresql", service="s"))
    tables = draw(st.lists(names, max_size=4, unique=True))
    for name in tables:
        id = f"s/db/{name}"
        put(Table(id=id, name=name, origin=draw(origins), store="s/db", rows=draw(rows)))
        for position, column in enumerate(["id", *draw(st.lists(names, max_size=3, unique=True))]):
            put(_column(draw, id, column, position))
        put(Key(id=f"{id}/pk", name="", origin=draw(origins), table=id, columns=(f"{id}/id",)))
        if draw(st.booleans()):
            put(
                Index(
                    id=f"{id}/ix", name="", origin=draw(origins), table=id, columns=(f"-{id}/id",)
                )
            )
    for name in tables:
        if draw(st.booleans()):
            put(_reference(draw, name, draw(st.sampled_from(tables))))
    return compose(Head(system="s"), elements.values())


rows = st.one_of(st.none(), st.integers(0, 10**9))


def _column(draw: st.DrawFn, table: str, name: str, position: int) -> Column:
    return Column(
        id=f"{table}/{name}",
        name=name,
        origin=draw(origins),
        table=table,
        position=position,
        type=draw(types),
        nullable=draw(st.booleans()),
    )


def _reference(draw: st.DrawFn, source: str, target: str) -> ForeignKey:
    return ForeignKey(
        id=f"s/db/{source}/fk",
        name="",
        origin=draw(origins),
        table=f"s/db/{source}",
        columns=(f"s/db/{source}/id",),
        ref_table=f"s/db/{target}",
        ref_columns=(f"s/db/{target}/id",),
    )
