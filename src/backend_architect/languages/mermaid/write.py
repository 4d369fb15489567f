"""Diagrams -> mermaid text, with a final newline. Same diagram, same bytes; order is the caller's.

Syntax: the pages "Flowchart", "Entity Relationship Diagram" and "Sequence Diagram" of mermaid's
documentation (version 11).
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.languages.mermaid.diagrams import (
    Attribute,
    Diagram,
    Edge,
    Entity,
    EntityDiagram,
    Flowchart,
    Fragment,
    Group,
    Message,
    Node,
    Relation,
    Sequence,
    Shape,
)
from backend_architect.languages.mermaid.names import (
    attribute_name,
    attribute_type,
    escaped,
    lines,
    node_id,
)

_BRACKETS: dict[Shape, tuple[str, str]] = {
    "box": ("[", "]"),
    "round": ("(", ")"),
    "stadium": ("([", "])"),
    "subroutine": ("[[", "]]"),
    "cylinder": ("[(", ")]"),
    "circle": ("((", "))"),
    "flag": (">", "]"),
    "rhombus": ("{", "}"),
    "hexagon": ("{{", "}}"),
    "parallelogram": ("[/", "/]"),
    "trapezoid": ("[/", "\\]"),
}
_ARROWS = {"call": "->>", "reply": "-->>", "async": "-)"}
_NEXT_BRANCH = {"alt": "else", "par": "and", "critical": "option"}


def write(diagram: Diagram) -> str:
    """The text of any diagram."""
    match diagram:
        case Flowchart():
            body = _flowchart(diagram)
        case EntityDiagram():
            body = _entity_diagram(diagram)
        case Sequence():
            body = _sequence(diagram)
    return "\n".join(body) + "\n"


# -- flowcharts


def _flowchart(chart: Flowchart) -> Iterator[str]:
    yield f"flowchart {chart.direction}"
    inside = {member for group in chart.groups for member in group.members}
    parts: dict[str, Node | Group] = {each.id: each for each in chart.nodes}
    parts |= {each.id: each for each in chart.groups}
    for id, part in parts.items():
        if id not in inside:
            yield from _part(part, parts, "    ", frozenset())
    for edge in chart.edges:
        yield f"    {_edge(edge)}"


def _part(
    part: Node | Group, parts: dict[str, Node | Group], indent: str, above: frozenset[str]
) -> Iterator[str]:
    if isinstance(part, Node):
        opening, closing = _BRACKETS[part.shape]
        yield f'{indent}{node_id(part.id)}{opening}"{lines(part.label or part.id)}"{closing}'
        return
    yield f'{indent}subgraph {node_id(part.id)}["{escaped(part.label or part.id)}"]'
    above |= {part.id}
    for member in part.members:
        if member in parts and member not in above:
            yield from _part(parts[member], parts, f"{indent}    ", above)
    yield f"{indent}end"


def _edge(edge: Edge) -> str:
    arrow = "-.->" if edge.dotted else "-->"
    label = f'|"{lines(edge.label)}"|' if lines(edge.label) else ""
    return f"{node_id(edge.source)} {arrow}{label} {node_id(edge.target)}"


# -- entity relationship diagrams


def _entity_diagram(diagram: EntityDiagram) -> Iterator[str]:
    yield "erDiagram"
    for entity in diagram.entities:
        yield from _entity(entity)
    for relation in diagram.relations:
        yield f"    {_relation(relation)}"


def _entity(entity: Entity) -> Iterator[str]:
    name = f'    {node_id(entity.id)}["{escaped(entity.label or entity.id) or "?"}"]'
    if not entity.attributes:
        yield name
        return
    yield f"{name} {{"
    for attribute in entity.attributes:
        yield f"        {_attribute(attribute)}"
    yield "    }"


def _attribute(attribute: Attribute) -> str:
    words = [attribute_type(attribute.type), attribute_name(attribute.name)]
    words += [", ".join(attribute.keys)] * bool(attribute.keys)
    words += [f'"{escaped(attribute.comment)}"'] * bool(escaped(attribute.comment))
    return " ".join(words)


def _relation(relation: Relation) -> str:
    parent = "|o" if relation.optional else "||"
    child = "o|" if relation.single else "o{"
    ends = f"{node_id(relation.parent)} {parent}--{child} {node_id(relation.child)}"
    return f'{ends} : "{escaped(relation.label)}"'


# -- sequence diagrams


def _sequence(diagram: Sequence) -> Iterator[str]:
    yield "sequenceDiagram"
    for each in diagram.participants:
        kind = "actor" if each.actor else "participant"
        yield f"    {kind} {node_id(each.id)} as {lines(each.label or each.id)}"
    yield from _steps(diagram.steps, "    ")


def _steps(steps: tuple[Message | Fragment, ...], indent: str) -> Iterator[str]:
    for step in steps:
        if isinstance(step, Message):
            ends = f"{node_id(step.source)}{_ARROWS[step.kind]}{node_id(step.target)}"
            yield f"{indent}{ends}: {lines(step.text)}"
        else:
            yield from _fragment(step, indent)


def _fragment(fragment: Fragment, indent: str) -> Iterator[str]:
    word: str = fragment.kind
    for branch in fragment.branches:
        yield f"{indent}{word} {escaped(branch.label)}".rstrip()
        yield from _steps(branch.steps, f"{indent}    ")
        word = _NEXT_BRANCH.get(fragment.kind, "else")
    yield f"{indent}end"
