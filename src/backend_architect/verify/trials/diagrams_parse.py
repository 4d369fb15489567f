"""The diagrams in the documents can be read, and show what the design says.

Claim
    Every diagram of the documents is read by a strict parser and shows exactly the parts and
    connections of the design.
Method
    The pictures of flows and schema are written as mermaid text and read back by a reader of
    mermaid's grammar that refuses what it does not know. Then parts (with their names), columns of
    new tables and connections are compared with the design's own flows, tables and foreign keys.
What a pass does not show
    That the picture is easy to look at. The reader is ours, tested against mermaid's own verdicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backend_architect.languages.mermaid.diagrams import (
    Diagram,
    EntityDiagram,
    Flowchart,
    NotMermaid,
)
from backend_architect.languages.mermaid.names import attribute_name, lines, node_id, unescaped
from backend_architect.languages.mermaid.read import read
from backend_architect.languages.mermaid.write import write
from backend_architect.measures.diagrams import flow_picture, schema_picture
from backend_architect.model.architecture import Model
from backend_architect.model.element import Element, Json
from backend_architect.ports.lab import Lab
from backend_architect.verify.mutants import with_model
from backend_architect.verify.trial import Design, Tried, trial

#: What a diagram shows: parts with their names, and connections with how often they are there.
Shown = Counter[tuple[str, ...]]


def _source_taken_out(design: Design) -> Design:
    """The part a flow starts from is gone, and the flow is still there."""
    gone = next(flow.source for flow in design.to_be.flows)

    def alters(element: Element) -> Element | None:
        return None if element.id == gone else element

    return with_model(design, alters)


@trial(mutant=_source_taken_out, needs_lab=False)
def diagrams_parse(design: Design, lab: Lab) -> Tried | None:  # noqa: ARG001 - runs without one
    """Write, read, compare."""
    model = design.to_be
    pictures: dict[str, tuple[Diagram, Shown]] = {}
    if model.flows:
        pictures["flows"] = flow_picture(model), _flows(model)
    if any(table.is_new for table in model.tables):
        pictures["schema"] = schema_picture(model), _schema(model)
    if not pictures:
        return None
    figures: dict[str, Json] = {"diagrams": len(pictures)}
    said: list[str] = []
    for name, (picture, wanted) in pictures.items():
        shown = read(write(picture))
        if isinstance(shown, NotMermaid):
            said.append(f"{name}: line {shown.line} cannot be read: {shown.reason}")
            continue
        figures[f"parts and connections of {name}"] = wanted.total()
        said += [f"{name}: {each}" for each in _apart(wanted, _of(model, shown))]
    if said:
        return Tried("refuted", said[0], figures, tuple(said))
    return Tried("proven", figures=figures)


def _apart(wanted: Shown, shown: Shown) -> Iterator[str]:
    for entry in sorted((wanted - shown).keys()):
        yield f"{' '.join(entry)} is in the design, not in the diagram."
    for entry in sorted((shown - wanted).keys()):
        yield f"{' '.join(entry)} is in the diagram, not in the design."


# ---------------------------------------------------------------- the design's side


def _flows(model: Model) -> Shown:
    ends = {end for flow in model.flows for end in (flow.source, flow.target)}
    found = [element for end in ends if (element := model.find(end)) is not None]
    shown: Shown = Counter()
    shown.update(("part", node_id(each.id), _first_line(each.name)) for each in found)
    shown.update(("flow", node_id(flow.source), node_id(flow.target)) for flow in model.flows)
    return shown


def _schema(model: Model) -> Shown:
    new = [table for table in model.tables if table.is_new]
    keys = {key for table in new for key in model.foreign_keys_of(table)}
    tables = {table.id for table in new} | {key.ref_table for key in keys}
    shown: Shown = Counter()
    for table in (each for each in model.tables if each.id in tables):
        shown["table", node_id(table.id), _first_line(table.name)] += 1
    for table in new:
        for column in model.columns_of(table):
            shown["column", node_id(table.id), attribute_name(column.name)] += 1
    pairs = {(key.ref_table, key.table, key.columns) for key in keys}
    shown.update(("reference", node_id(to), node_id(table)) for to, table, _ in pairs)
    return shown


def _first_line(label: str) -> str:
    return unescaped(lines(label)).split("\n")[0]


# ---------------------------------------------------------------- the diagram's side


def _of(model: Model, diagram: Diagram) -> Shown:
    """Columns are counted for new tables only: the others are shown in outline."""
    new = {node_id(table.id) for table in model.tables if table.is_new}
    shown: Shown = Counter()
    if isinstance(diagram, Flowchart):
        shown.update(("part", node.id, node.label.split("\n")[0]) for node in diagram.nodes)
        shown.update(("flow", edge.source, edge.target) for edge in diagram.edges)
    elif isinstance(diagram, EntityDiagram):
        for entity in diagram.entities:
            shown["table", entity.id, entity.label.split("\n")[0]] += 1
            columns = entity.attributes if entity.id in new else ()
            shown.update(("column", entity.id, column.name) for column in columns)
        shown.update(("reference", each.parent, each.child) for each in diagram.relations)
    return shown
