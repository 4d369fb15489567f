"""Scalatra's servlets and filters.

Recognises: `get("/x") { }` and its like in classes that extend a servlet, filter or own class of
such a name; `context.mount(new X, "/x/*")` in the bootstrap; parameters `:id`, `?`, splats.
Versions seen: Scalatra 2 and 3.
Not recognised: routes that are regular expressions or conditions alone.
Documentation: https://scalatra.org/guides/2.8/http/routes.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Made, Mount, Name, Route, Router
from backend_architect.survey.grammars.scala.text import (
    arguments_of,
    bases_of,
    called_of,
    dotted,
    expression,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.scala.units import class_of

_VERBS = frozenset(("get", "post", "put", "delete", "patch", "head", "options"))
_BASE = re.compile(r"Servlet|Filter$|Scalatra|Controller|Resource|Stack|Routes?$")
_PARAMETER = re.compile(r"/?:(\w+)\??")


@detector(
    language="scala",
    anchors=("calatra",),
    query="(call_expression) @call",
)
def scalatra(match: Match) -> Iterator[Fact]:
    """Say the route of a call in a servlet's body, or the mount of a servlet."""
    if b"calatra" not in match.source.data:
        return
    call = match.nodes("call")[0]
    name = dotted(called_of(call))
    if name.endswith("mount") and "context" in name.lower():
        yield from _mounted(call)
    function = call.child_by_field_name("function")
    if name not in _VERBS or function is None or function.type != "call_expression":
        return
    declared, given = class_of(call), arguments_of(function)
    if declared is None or not given or not _is_servlet(declared) or not _in_body(call):
        return
    path, owner, line = expression(given[0]), qualified(declared), node_lines(call)[0]
    if isinstance(path, Literally):
        path = Literally(text=_PARAMETER.sub(r"/{\1}", path.text.removesuffix("/?")))
    elif not isinstance(path, Name):
        return
    yield Router(lines=(line, line), scope=owner, name=owner, framework="scalatra", root=True)
    yield Route(
        lines=(line, line),
        scope=owner,
        router=owner,
        methods=(name.upper(),),
        path=path,
        framework="scalatra",
    )


def _is_servlet(declared: Node) -> bool:
    return any(_BASE.search(plain_type(base)) for base in bases_of(declared))


def _in_body(call: Node) -> bool:
    """True for a call that stands in a class's body itself."""
    above = call.parent
    return above is not None and above.type in ("template_body", "block", "infix_expression")


def _mounted(call: Node) -> Iterator[Fact]:
    """`context.mount(new Users, "/users/*")`."""
    declared, given = class_of(call), arguments_of(call)
    said = [expression(each) for each in given]
    if declared is None or len(said) < 2 or not isinstance(said[0], Made | Name):
        return
    owner, lines = qualified(declared), node_lines(call)
    child = said[0] if isinstance(said[0], Made) else Made(callee=said[0].dotted)
    prefix = said[1]
    if isinstance(prefix, Literally):
        prefix = Literally(text=prefix.text.removesuffix("*").rstrip("/"))
    yield Router(lines=lines, scope=owner, name=owner, framework="scalatra", root=True)
    yield Mount(lines=lines, scope=owner, parent=owner, child=child, prefix=prefix)
