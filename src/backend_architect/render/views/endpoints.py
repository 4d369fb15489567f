"""Every operation the repository serves, with its handler and its place.

For whom: people who ask what is there, and programs that compare it with something else
Sections: method, path, service, handler, file and line of the route
Order: by path, then method, then service
"""

from __future__ import annotations

from backend_architect.languages.mermaid.diagrams import Flowchart, Group, Node
from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.model.element import Noun
from backend_architect.render.view import View, place_of


class Endpoint(Noun, frozen=True, kw_only=True, omit_defaults=False):
    """One operation; `file` and `line` are where its route is written."""

    method: str
    path: str
    service: str
    handler: str
    file: str
    line: int


def _endpoints(model: Model) -> tuple[Endpoint, ...]:
    found = (_endpoint(model, operation) for operation in model.operations)
    return tuple(sorted(found, key=lambda each: (each.path, each.method, each.service)))


def _endpoint(model: Model, operation: Operation) -> Endpoint:
    service = model.service_of(operation)
    file, line = place_of(model, operation)
    return Endpoint(
        method=operation.method,
        path=operation.path,
        service=service.name if service else "",
        handler=operation.handler,
        file=file,
        line=line,
    )


def _rows(model: Model) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (each.method, each.path, each.service, each.handler, each.file, str(each.line))
        for each in _endpoints(model)
    )


def _diagram(model: Model) -> Flowchart:
    nodes = tuple(Node(id=each.id, label=f"{each.method} {each.path}") for each in model.operations)
    members: dict[str, list[str]] = {}
    for operation in model.operations:
        service = model.service_of(operation)
        members.setdefault(service.name if service else "", []).append(operation.id)
    groups = tuple(
        Group(id=f"service {name}", label=name, members=tuple(ids))
        for name, ids in sorted(members.items())
        if name
    )
    return Flowchart(nodes=nodes, groups=groups)


VIEW = View(
    "endpoints",
    ("Method", "Path", "Service", "Handler", "File", "Line"),
    _endpoints,
    _rows,
    _diagram,
)
