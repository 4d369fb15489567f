"""What a Model looks like: the nodes and edges of the pictures that documents show.

Render draws them and a trial reads them back, so both must mean the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable

from backend_architect.languages.mermaid.diagrams import (
    Attribute,
    Edge,
    Entity,
    EntityDiagram,
    Flowchart,
    KeyMark,
    Node,
    Relation,
    Shape,
)
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, ForeignKey, Store, Table
from backend_architect.model.element import Element
from backend_architect.model.flow import Channel, Person
from backend_architect.model.service import Service

#: Columns shown of a table that is there already; a new table is shown whole.
KNOWN_COLUMNS = 4


def schema_picture(model: Model) -> EntityDiagram:
    """The new tables in full, with those they refer to in outline. Empty if nothing is new."""
    new = [table for table in model.tables if table.is_new]
    shown = {table.id for table in new}
    keys = [key for table in new for key in model.foreign_keys_of(table)]
    shown |= {key.ref_table for key in keys}
    tables = [table for table in model.tables if table.id in shown]
    return EntityDiagram(
        entities=tuple(_entity(model, table) for table in tables),
        relations=tuple(sorted({_relation(model, key) for key in keys})),
    )


def tables_picture(model: Model, tables: Iterable[Table]) -> EntityDiagram:
    """These tables in full, with the relations among them."""
    shown = {table.id: table for table in tables}
    keys = [key for key in model.foreign_keys if {key.table, key.ref_table} <= shown.keys()]
    return EntityDiagram(
        entities=tuple(_entity(model, table, whole=True) for table in shown.values()),
        relations=tuple(sorted({_relation(model, key) for key in keys})),
    )


def system_picture(model: Model) -> Flowchart:
    """Services, their stores, channels and people, with every flow between them."""
    elements = (*model.people, *model.services, *model.channels, *model.stores)
    known = {element.id for element in elements}
    flows = flow_picture(model)
    owned = (
        Edge(source=store.service, target=store.id, label="stores")
        for store in model.stores
        if store.service in known
    )
    nodes = {node.id: node for node in (*flows.nodes, *(_node(each) for each in elements))}
    return Flowchart(nodes=tuple(nodes.values()), edges=(*flows.edges, *owned))


def _entity(model: Model, table: Table, *, whole: bool = False) -> Entity:
    columns = model.columns_of(table)
    marked = [(column, _marks(model, table, column)) for column in columns]
    if not (whole or table.is_new):
        marked = sorted(marked, key=lambda each: (not each[1], each[0].position))[:KNOWN_COLUMNS]
    return Entity(
        id=table.id,
        label=table.name,
        attributes=tuple(
            Attribute(type=column.type or "unknown", name=column.name, keys=marks)
            for column, marks in marked
        ),
    )


def _marks(model: Model, table: Table, column: Column) -> tuple[KeyMark, ...]:
    keys = model.keys_of(table)
    marks: list[KeyMark] = []
    if any(key.kind == "primary" and column.id in key.columns for key in keys):
        marks.append("PK")
    if any(column.id in key.columns for key in model.foreign_keys_of(table)):
        marks.append("FK")
    if any(key.kind == "unique" and key.columns == (column.id,) for key in keys):
        marks.append("UK")
    return tuple(marks)


def _relation(model: Model, key: ForeignKey) -> Relation:
    columns = [model.get(id, Column) for id in key.columns]
    unique = any(k.columns == key.columns for k in model.keys_of(key.table))
    return Relation(
        parent=key.ref_table,
        child=key.table,
        label=", ".join(column.name for column in columns),
        optional=any(column.nullable for column in columns),
        single=unique,
    )


def flow_picture(model: Model) -> Flowchart:
    """Everything that takes part in a flow, and every flow once. Empty if there are no flows."""
    ends = sorted({end for flow in model.flows for end in (flow.source, flow.target)})
    found = (model.find(end) for end in ends)
    return Flowchart(
        nodes=tuple(_node(element) for element in found if element is not None),
        edges=tuple(
            Edge(
                source=flow.source,
                target=flow.target,
                label=_label(flow.protocol or _WHY.get(flow.purpose, flow.purpose), flow.carries),
                dotted=flow.mode == "async",
            )
            for flow in model.flows
        ),
    )


#: Purposes that a picture need not name.
_WHY = {"use": ""}


def _label(protocol: str, carries: Iterable[str]) -> str:
    return ": ".join(part for part in (protocol, ", ".join(carries)) if part)


def _node(element: Element) -> Node:
    return Node(id=element.id, label=_said(element), shape=_shape(element))


def _said(element: Element) -> str:
    """The name and, on a second line, what it is there for."""
    if isinstance(element, Service):
        what = element.doc or " ".join(
            part for part in (element.language, element.framework) if part
        )
    elif isinstance(element, Store):
        what = element.doc or element.technology
    else:
        what = ""
    return f"{element.name}\n{what}" if what and what != element.name else element.name


def _shape(element: Element) -> Shape:
    if isinstance(element, Person):
        return "stadium"
    if isinstance(element, Store):
        return "cylinder"
    return "parallelogram" if isinstance(element, Channel) else "box"
