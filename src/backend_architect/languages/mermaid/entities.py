"""Entity relationship diagrams: entities with attributes, and relations with their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from backend_architect.languages.mermaid.diagrams import (
    Attribute,
    Entity,
    EntityDiagram,
    KeyMark,
    Relation,
)
from backend_architect.languages.mermaid.lines import Line, Refused
from backend_architect.languages.mermaid.names import unescaped

_NAME = r'(?:[A-Za-z_][A-Za-z0-9_-]*|"[^"%\\]+")'
_ENTITY = re.compile(
    rf"(?P<id>{_NAME})(?:\s*\[\s*(?P<label>{_NAME})\s*\])?\s*(?P<open>\{{(?P<empty>\s*\}})?)?\Z"
)
_ATTRIBUTE = re.compile(
    r"(?P<type>[A-Za-z_][A-Za-z0-9_\-\[\](),]*)\s+(?P<name>[*A-Za-z_][A-Za-z0-9_\-\[\]()]*)"
    r'(?:\s+(?P<keys>(?:PK|FK|UK)(?:\s*,\s*(?:PK|FK|UK))*))?(?:\s+"(?P<comment>[^"]*)")?\Z'
)
_ONE, _MANY = r"\|\||\|o", r"\}o|\}\|"
_RELATION = re.compile(
    rf"(?P<left>{_NAME})\s*(?P<from>{_ONE}|{_MANY})(?P<line>--|\.\.)(?P<to>\|\||o\||o\{{|\|\{{)"
    rf'\s*(?P<right>{_NAME})\s*:\s*(?P<label>"[^"]*"|[A-Za-z_][A-Za-z0-9_-]*)\Z'
)
_OPTIONAL = frozenset({"|o", "o|"})


def read_entities(lines: Sequence[Line]) -> EntityDiagram:
    """The diagram below its header. A relation of many to many is read from left to right. Raises
    `Refused`."""
    entities: dict[str, Entity] = {}
    relations: list[Relation] = []
    rest = iter(lines)
    for line in rest:
        if match := _RELATION.match(line.text):
            relation = _relation(match)
            relations.append(relation)
            for id in (_bare(match["left"]), _bare(match["right"])):
                entities.setdefault(id, Entity(id=id, label=id))
        elif match := _ENTITY.match(line.text):
            entity = _entity(match, rest, line)
            entities[entity.id] = entity
        else:
            raise Refused(line.number, "Neither an entity nor a relation.")
    return EntityDiagram(entities=tuple(entities.values()), relations=tuple(relations))


def _entity(match: re.Match[str], rest: Iterator[Line], line: Line) -> Entity:
    id = _bare(match["id"])
    attributes = tuple(_attributes(rest, line)) if match["open"] and not match["empty"] else ()
    return Entity(id=id, label=unescaped(_bare(match["label"] or id)), attributes=attributes)


def _attributes(rest: Iterator[Line], first: Line) -> Iterator[Attribute]:
    for line in rest:
        if line.text == "}":
            return
        match = _ATTRIBUTE.match(line.text)
        if match is None:
            raise Refused(line.number, "This attribute is not understood.")
        keys = re.findall(r"PK|FK|UK", match["keys"] or "")
        yield Attribute(
            type=match["type"],
            name=match["name"],
            keys=tuple(cast("KeyMark", key) for key in keys),
            comment=unescaped(match["comment"] or ""),
        )
    raise Refused(first.number, "An entity is not closed.")


def _relation(match: re.Match[str]) -> Relation:
    left, right = _bare(match["left"]), _bare(match["right"])
    start, end = match["from"], match["to"]
    label = unescaped(_bare(match["label"]))
    if start.startswith("}") and not end.endswith("{"):
        return Relation(parent=right, child=left, label=label, optional=end in _OPTIONAL)
    return Relation(
        parent=left,
        child=right,
        label=label,
        optional=start in _OPTIONAL,
        single=not end.endswith("{"),
    )


def _bare(name: str) -> str:
    return name[1:-1] if name.startswith('"') else name
