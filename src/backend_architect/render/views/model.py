"""The whole Model: every element with its kind and its place.

For whom: programs that go on with the Model, and people who look for one element
Sections: kind, id, name and place of each element; the picture shows services, stores and flows
Order: as in the Model: by kind, then by id
"""

from __future__ import annotations

from collections.abc import Iterable

from backend_architect.languages.mermaid.diagrams import Flowchart
from backend_architect.measures.diagrams import system_picture
from backend_architect.model.architecture import Model
from backend_architect.render.view import View, place_of


def _model(model: Model) -> Model:
    return model


def _rows(model: Model) -> Iterable[tuple[str, ...]]:
    for element in model.elements():
        file, line = place_of(model, element)
        at = f"{file}:{line}" if file else ""
        yield type(element).__name__, element.id, element.name, at


def _diagram(model: Model) -> Flowchart:
    return system_picture(model)


VIEW = View("model", ("Kind", "Id", "Name", "Place"), _model, _rows, _diagram)
