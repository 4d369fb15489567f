"""The system as data flows through it: its parts, what gives data to what, what each serves.

For whom: people who look for the way of data, and programs that compare architectures
Sections: a row a connection: from, its kind, to, its kind; the JSON has parts and endpoints too
Order: by the names of both ends
"""

from __future__ import annotations

from backend_architect.languages.mermaid.diagrams import Edge, Flowchart, Node, Shape
from backend_architect.measures.dataflow import dataflow
from backend_architect.model.architecture import Model
from backend_architect.render.view import View

_SHAPES: dict[str, Shape] = {
    "database": "cylinder", "broker": "parallelogram", "user": "stadium", "external": "round",
}  # fmt: skip


def _rows(model: Model) -> tuple[tuple[str, ...], ...]:
    flow = dataflow(model)
    parts = {part.id: part for part in flow.components}
    ends = ((parts[each.source], parts[each.target]) for each in flow.connections)
    return tuple(sorted((a.name, a.kind, b.name, b.kind) for a, b in ends))


def _diagram(model: Model) -> Flowchart:
    flow = dataflow(model)
    return Flowchart(
        nodes=tuple(
            Node(id=part.id, label=f"{part.name}\n{part.kind}", shape=_SHAPES.get(part.kind, "box"))
            for part in flow.components
        ),
        edges=tuple(Edge(source=each.source, target=each.target) for each in flow.connections),
    )


VIEW = View("dataflow", ("From", "Kind", "To", "Of kind"), dataflow, _rows, _diagram)
