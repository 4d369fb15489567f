"""Who calls narrows what is read: always, or as one of several ways."""

from __future__ import annotations

from backend_architect.measures.access import of_operation
from backend_architect.model.api import Operation, Parameter
from backend_architect.model.architecture import Head, Model, compose
from backend_architect.model.data import Column, Table
from backend_architect.model.element import Decided, Element

_ORIGIN = Decided(decision="d")


def _model() -> Model:
    table: list[Element] = [Table(id="t", name="t", origin=_ORIGIN, store="db")]
    columns = [
        Column(id=f"t/{name}", name=name, origin=_ORIGIN, table="t", position=1, type="text")
        for name in ("id", "customer", "token")
    ]
    return compose(Head(system="s"), [*table, *columns])


def _paths(*parameters: Parameter) -> list[tuple[str, ...]]:
    operation = Operation(
        id="o", name="o", origin=_ORIGIN, api="a", method="GET", path="/t", parameters=parameters
    )
    return sorted(path.equals for path in of_operation(_model(), operation))


def _caller(name: str, *, required: bool = True) -> Parameter:
    return Parameter(name=name, location="token", required=required, columns=(f"t/{name}",))


def test_a_caller_that_must_be_known_is_part_of_every_path() -> None:
    by_id = Parameter(name="id", location="path", columns=("t/id",))
    assert _paths(by_id, _caller("customer")) == [("t/id", "t/customer")]


def test_callers_of_two_kinds_are_two_paths() -> None:
    either = (_caller("customer", required=False), _caller("token", required=False))
    assert _paths(*either) == [("t/customer",), ("t/token",)]
