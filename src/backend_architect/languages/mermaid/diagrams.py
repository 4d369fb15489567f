"""Diagrams as data: what `write` takes and `read` gives.

Ids are anyone's: `write` turns them into mermaid identifiers (`names.node_id`), `read` gives back
what the text says, and `names.original_id` turns one into the other.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Noun

Shape: TypeAlias = Literal[
    "box", "round", "stadium", "subroutine", "cylinder", "circle", "flag", "rhombus", "hexagon",
    "parallelogram", "trapezoid",
]  # fmt: skip
Direction: TypeAlias = Literal["TB", "TD", "BT", "LR", "RL"]
KeyMark: TypeAlias = Literal["PK", "FK", "UK"]
MessageKind: TypeAlias = Literal["call", "reply", "async"]
FragmentKind: TypeAlias = Literal["alt", "opt", "loop", "par", "critical", "break"]


class Node(Noun, frozen=True, kw_only=True, order=True):
    """A part with its name and, on further lines of `label`, its responsibility."""

    id: str
    label: str = ""
    shape: Shape = "box"


class Edge(Noun, frozen=True, kw_only=True, order=True):
    """An arrow; `dotted` stands for what happens asynchronously."""

    source: str
    target: str
    label: str = ""
    dotted: bool = False


class Group(Noun, frozen=True, kw_only=True, order=True):
    """A frame around nodes (ids) and other groups (ids)."""

    id: str
    label: str = ""
    members: tuple[str, ...] = ()


class Flowchart(Noun, frozen=True, kw_only=True):
    """Nodes, edges and groups."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    direction: Direction = "LR"


class Attribute(Noun, frozen=True, kw_only=True):
    """A column of an entity."""

    type: str
    name: str
    keys: tuple[KeyMark, ...] = ()
    comment: str = ""


class Entity(Noun, frozen=True, kw_only=True):
    """A table."""

    id: str
    label: str = ""
    attributes: tuple[Attribute, ...] = ()


class Relation(Noun, frozen=True, kw_only=True, order=True):
    """`child` refers to `parent`: to exactly one, or with `optional` to at most one; a parent has
    any number of children, or with `single` at most one."""

    parent: str
    child: str
    label: str = ""
    optional: bool = False
    single: bool = False


class EntityDiagram(Noun, frozen=True, kw_only=True):
    """Entities and relations."""

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()


class Participant(Noun, frozen=True, kw_only=True):
    """Who takes part; `actor` for a person."""

    id: str
    label: str = ""
    actor: bool = False


class Message(Noun, frozen=True, kw_only=True):
    """What one participant says to another."""

    source: str
    target: str
    text: str = ""
    kind: MessageKind = "call"


class Branch(Noun, frozen=True, kw_only=True):
    """The steps under one condition."""

    label: str
    steps: tuple[Message | Fragment, ...] = ()


class Fragment(Noun, frozen=True, kw_only=True):
    """Alternatives, options or repetitions."""

    kind: FragmentKind
    branches: tuple[Branch, ...]


class Sequence(Noun, frozen=True, kw_only=True):
    """Participants and the steps between them, in order."""

    participants: tuple[Participant, ...] = ()
    steps: tuple[Message | Fragment, ...] = ()


Diagram: TypeAlias = Flowchart | EntityDiagram | Sequence


class NotMermaid(Noun, frozen=True, kw_only=True):
    """Where and why a text is no diagram that is read here. `line` is counted from 1."""

    line: int
    reason: str
