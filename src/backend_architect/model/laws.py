"""What every Model keeps, whoever made it. A broken law is a defect of ours, not a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from backend_architect.model.api import Operation
from backend_architect.model.architecture import COLLECTIONS, Model
from backend_architect.model.element import Element

Refers = Callable[[Element], Iterator[str]]

#: The fields of elements that hold ids of other elements of the same Model.
REFERENCES: tuple[str, ...] = (
    "service", "api", "store", "table", "columns", "ref_table", "ref_columns", "sorts", "filters",
    "request", "security", "include", "writes", "operation", "depends_on", "source", "target",
    "operations", "component", "containers",
)  # fmt: skip

#: Kinds whose field of that name holds something else than ids.
NOT_IDS: frozenset[tuple[str, str]] = frozenset({("Container", "depends_on")})


def broken_laws(model: Model) -> tuple[str, ...]:
    """One sentence for each law the Model breaks, in order; empty for a sound Model."""
    return tuple(
        sentence for law in (_sorted, _unique, _resolved) for sentence in sorted(law(model))
    )


def _sorted(model: Model) -> Iterator[str]:
    for name in COLLECTIONS.values():
        ids = [element.id for element in getattr(model, name)]
        if ids != sorted(ids):
            yield f"{name} are not sorted by id"


def _unique(model: Model) -> Iterator[str]:
    seen: set[str] = set()
    for element in model.elements():
        if element.id in seen:
            yield f"{element.id} stands for two elements"
        seen.add(element.id)


def _resolved(model: Model) -> Iterator[str]:
    for element in model.elements():
        for reference in references(element):
            if model.find(reference) is None:
                yield f"{element.id} refers to {reference}, which is not in the Model"


def references(element: Element) -> Iterator[str]:
    """The ids of other elements that this element names."""
    kind = type(element).__name__
    if isinstance(element, Operation):
        yield from _of_operation(element)
    for field in REFERENCES:
        if (kind, field) in NOT_IDS:
            continue
        value = getattr(element, field, ())
        for id in (value,) if isinstance(value, str) else value:
            if id:
                yield id.removeprefix("-")


def _of_operation(operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters:
        yield from parameter.columns
    for response in operation.responses:
        if response.schema:
            yield response.schema
