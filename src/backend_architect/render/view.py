"""What a view of a Model is: one question answered as a table, as data and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from backend_architect.languages.csv import write as csv
from backend_architect.languages.mermaid.diagrams import Diagram
from backend_architect.languages.mermaid.write import write as mermaid
from backend_architect.model.architecture import Model
from backend_architect.model.codec import to_json
from backend_architect.model.element import Element
from backend_architect.shelf import read_shelf

SHELF = "backend_architect.render.views"

#: How a view can be had; "" is a table for people.
FORMS = ("", "json", "csv", "mermaid")


@dataclass(frozen=True)
class View:
    """One item of the shelf.

    `noun` is what programs read, `rows` (with `heads` above them) what people do, `diagram` the
    same as a picture.
    """

    slug: str
    heads: tuple[str, ...]
    noun: Callable[[Model], Any]
    rows: Callable[[Model], Iterable[tuple[str, ...]]]
    diagram: Callable[[Model], Diagram]


def view(name: str) -> View:
    """The view of this name. Raises `KeyError` for an unknown one."""
    return {each.slug: each for each in views()}[name]


def views() -> tuple[View, ...]:
    """The whole shelf."""
    shelf: tuple[View, ...] = read_shelf(SHELF, View)
    return shelf


def show(view: View, model: Model, form: str) -> str:
    """The view in one of `FORMS`, with a final newline."""
    if form == "json":
        return to_json(view.noun(model)).decode()
    if form == "csv":
        return csv.write([head.lower() for head in view.heads], view.rows(model))
    if form == "mermaid":
        return mermaid(view.diagram(model))
    return "".join(f"{line}\n" for line in columns(view.heads, tuple(view.rows(model))))


def place_of(model: Model, element: Element) -> tuple[str, int]:
    """The file and line an element is first written at; ("", 0) for a new one. The repository goes
    before the file where the Model is of several."""
    evidence = next(iter(element.evidence), None)
    if evidence is None:
        return "", 0
    several = len(model.head.repositories) > 1
    file = f"{evidence.repository}/{evidence.path}" if several else evidence.path
    return file, evidence.first_line


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Lines with columns as wide as they must be; the last one as wide as it likes."""
    table = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(row[at]) for row in table) for at in range(len(heads))]
    return tuple(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
