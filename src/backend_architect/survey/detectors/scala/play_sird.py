"""Play's routers in code, by its string interpolating routing DSL.

Recognises: `case GET(p"/users/$id")` in routers, values and functions, with `${long(id)}`,
`$rest*` and regular expressions; classes that extend `SimpleRouter`, which route files include
below a prefix.
Versions seen: Play 2.4 to 3.0.
Not recognised: prefixes given with `withPrefix`.
Documentation: https://www.playframework.com/documentation/latest/ScalaSirdRouter
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Literally, Made, Name, Route, Router
from backend_architect.survey.grammars.scala.text import (
    bases_of,
    expression,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.scala.cases import METHODS
from backend_architect.survey.idioms.scala.units import (
    UNITS,
    class_of,
    unit_name,
)

_PUT_IN = re.compile(r"\$\{\s*\w+\(\s*(\w+)\s*\)\s*\}|\$\{\s*(\w+)\s*\}|\$(\w+)")
_PATTERNS = re.compile(r"(\{\w+\})(?:<(?:[^<>]|<[^<>]*>)*>|\*)")


@detector(
    language="scala",
    anchors=('(p"',),
    query="(case_clause pattern: (case_class_pattern type: (_) @_verb)) @case",
)
def play_sird(match: Match) -> Iterator[Fact]:
    """Say the route of a pattern, and the router it stands in."""
    if b'(p"' not in match.source.data:
        return
    case = match.nodes("case")[0]
    pattern = case.child_by_field_name("pattern")
    kind = pattern.child_by_field_name("type") if pattern is not None else None
    method = node_text(kind) if kind is not None else ""
    path = _path(pattern) if pattern is not None else None
    if method not in METHODS or path is None:
        return
    name = _router(case)
    line = node_lines(case)[0]
    body = case.child_by_field_name("body")
    said = expression(body) if body is not None else None
    yield Router(lines=(line, line), scope=name, name=name, framework="play", root=True)
    yield Route(
        lines=(line, line),
        scope=name,
        router=name,
        methods=(method,),
        path=Literally(text=path),
        handler=said.callee if isinstance(said, Made) else _name(said),
        framework="play",
    )


def _name(said: object) -> str:
    return said.dotted if isinstance(said, Name) else ""


def _path(pattern: Node) -> str | None:
    """The text of the first `p"..."` of a pattern, its parameters in braces."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop(0)
        word = node.child_by_field_name("interpolator")
        if word is not None and node_text(word) == "p":
            written = node_text(node)[1:].strip('"')
            named = _PUT_IN.sub(lambda f: f"{{{_plain(f[1] or f[2] or f[3])}}}", written)
            return _PATTERNS.sub(r"\1", named)
        waiting.extend(node.named_children)
    return None


def _plain(name: str) -> str:
    return "param" if name == "_" else name


def _router(case: Node) -> str:
    """The class of a router that others include, else the value or function around."""
    around = class_of(case)
    bases = [plain_type(base) for base in bases_of(around)] if around is not None else []
    if around is not None and any(base.endswith("Router") for base in bases):
        return qualified(around)
    above = case.parent
    while above is not None and above.type not in UNITS:
        above = above.parent
    return unit_name(above) if above is not None else ""
