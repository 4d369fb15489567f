"""Flowcharts: nodes with shapes, chains of edges, subgraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from backend_architect.languages.mermaid.diagrams import (
    Direction,
    Edge,
    Flowchart,
    Group,
    Node,
    Shape,
)
from backend_architect.languages.mermaid.lines import Line, Refused
from backend_architect.languages.mermaid.names import unescaped

_ID = re.compile(r"[A-Za-z0-9_]+(?:[-.](?=[A-Za-z0-9_])[A-Za-z0-9_]+)*")
_RESERVED = frozenset(
    {"end", "graph", "flowchart", "subgraph", "style", "linkStyle", "classDef", "class", "click"}
)
_PASSED_OVER = re.compile(
    r"(?:classDef|class|style|linkStyle)\s+\S+\s+\S.*|direction\s+(?:TB|TD|BT|LR|RL)"
)
_QUOTED = r'\s*"(?P<quoted>[^"]*)"\s*'
_PLAIN = r"(?P<plain>[^\"()\[\]{}|<>;@`\\/]+)"
_BRACKETS: tuple[tuple[str, str, Shape], ...] = (
    ("(((", ")))", "circle"), ("((", "))", "circle"), ("([", "])", "stadium"),
    ("[[", "]]", "subroutine"), ("[(", ")]", "cylinder"), ("[/", "/]", "parallelogram"),
    ("[/", "\\]", "trapezoid"), ("[\\", "\\]", "parallelogram"), ("[\\", "/]", "trapezoid"),
    ("{{", "}}", "hexagon"), ("[", "]", "box"), ("(", ")", "round"), ("{", "}", "rhombus"),
    (">", "]", "flag"),
)  # fmt: skip
_SHAPES: tuple[tuple[re.Pattern[str], Shape], ...] = tuple(
    (re.compile(f"{re.escape(opening)}(?:{_QUOTED}|{_PLAIN}){re.escape(closing)}"), shape)
    for opening, closing, shape in _BRACKETS
)
_BLANK = re.compile(r"\s*")
_AND = re.compile(r"\s+&\s+")
_CLASS = re.compile(r":::[A-Za-z0-9_-]+")
_ARROW = re.compile(r"\s*(?:<?--+[->ox]?|<?-\.+-[>ox]?|<?==+[=>ox]?|~~~+)(?=[\s|A-Za-z0-9_])")
_TEXT = re.compile(rf"\|(?:{_QUOTED}|{_PLAIN})\|")
_INLINE = re.compile(
    r"\s*(?:--\s+(?P<solid>[^\"\-=|<>]+?)\s+--+>|-\.\s+(?P<dots>[^\"\-=.|<>]+?)\s+\.+->"
    r"|==\s+(?P<thick>[^\"\-=|<>]+?)\s+==+>)"
)
_SUBGRAPH = re.compile(
    rf"subgraph\s+(?P<id>{_ID.pattern})\s*(?:\[(?:{_QUOTED}|{_PLAIN})\])?\s*\Z"
    r'|subgraph\s+"(?P<title>[^"]+)"\s*\Z'
)


def read_flowchart(lines: Sequence[Line], direction: str) -> Flowchart:
    """The flowchart below its header. Raises `Refused`."""
    reader = _Reader()
    for line in lines:
        for statement in _statements(line):
            reader.statement(statement)
    if reader.open:
        raise Refused(lines[-1].number, "A subgraph is not closed.")
    return Flowchart(
        nodes=tuple(reader.nodes.values()),
        edges=tuple(reader.edges),
        groups=tuple(
            Group(id=id, label=label, members=tuple(dict.fromkeys(reader.members[id])))
            for id, label in reader.groups.items()
        ),
        direction=cast("Direction", direction),
    )


def _statements(line: Line) -> list[Line]:
    """The statements of a line: semicolons divide them, but not those in quotes or of `#35;`."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)', line.text)
    return [Line(line.number, part.strip()) for part in parts if part.strip()]


class _Reader:
    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.groups: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.open: list[str] = []

    def statement(self, line: Line) -> None:
        if line.text == "end":
            if not self.open:
                raise Refused(line.number, "An 'end' closes nothing.")
            self.open.pop()
        elif line.text.startswith("subgraph"):
            self._subgraph(line)
        elif not _PASSED_OVER.fullmatch(line.text):
            self._chain(line)

    def _subgraph(self, line: Line) -> None:
        match = _SUBGRAPH.match(line.text)
        if match is None:
            raise Refused(line.number, "This subgraph is not understood.")
        label = match["title"] or match["quoted"] or match["plain"] or match["id"]
        id = match["id"] or f"subgraph {len(self.groups)}"
        if self.open:
            self.members[self.open[-1]].append(id)
        self.groups[id] = unescaped(label)
        self.members.setdefault(id, [])
        self.open.append(id)

    def _chain(self, line: Line) -> None:
        sources, position = self._group_of_nodes(line, 0)
        while position < len(line.text):
            dotted, label, position = self._link(line, position)
            targets, position = self._group_of_nodes(line, position)
            self.edges += [
                Edge(source=source, target=target, label=label, dotted=dotted)
                for source in sources
                for target in targets
            ]
            sources = targets

    def _group_of_nodes(self, line: Line, position: int) -> tuple[list[str], int]:
        ids: list[str] = []
        while True:
            id, position = self._node(line, position)
            ids.append(id)
            more = _AND.match(line.text, position)
            if more is None:
                return ids, _past_blanks(line.text, position)
            position = more.end()

    def _node(self, line: Line, position: int) -> tuple[str, int]:
        match = _ID.match(line.text, position)
        if match is None or match.group() in _RESERVED:
            raise Refused(line.number, "A node was expected.")
        id, position = match.group(), match.end()
        node = Node(id=id, label=id)
        for pattern, shape in _SHAPES:
            if found := pattern.match(line.text, position):
                label = found["plain"] if found["quoted"] is None else found["quoted"]
                node, position = Node(id=id, label=unescaped(label), shape=shape), found.end()
                break
        if found := _CLASS.match(line.text, position):
            position = found.end()
        self._keep(node, given=node != Node(id=id, label=id))
        return id, position

    def _keep(self, node: Node, *, given: bool) -> None:
        if node.id in self.groups:
            return
        if given or node.id not in self.nodes:
            self.nodes[node.id] = node
        if self.open and not any(node.id in each for each in self.members.values()):
            self.members[self.open[-1]].append(node.id)

    def _link(self, line: Line, position: int) -> tuple[bool, str, int]:
        if match := _INLINE.match(line.text, position):
            label = match["solid"] or match["dots"] or match["thick"]
            past = _past_blanks(line.text, match.end())
            return match["dots"] is not None, unescaped(label), past
        match = _ARROW.match(line.text, position)
        if match is None:
            raise Refused(line.number, "An arrow was expected.")
        dotted, position, label = "-." in match.group(), match.end(), ""
        if line.text.startswith("|", position):
            text = _TEXT.match(line.text, position)
            if text is None:
                raise Refused(line.number, "The label of an arrow is not understood.")
            label = unescaped(text["plain"] if text["quoted"] is None else text["quoted"])
            position = text.end()
        return dotted, label.strip(), _past_blanks(line.text, position)


def _past_blanks(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position
