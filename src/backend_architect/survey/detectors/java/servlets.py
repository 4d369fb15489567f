"""Servlets with the paths of their annotation, and what those of a descriptor answer.

Recognises: `@WebServlet` with `value` or `urlPatterns`; `doGet` to `doDelete` of classes that
extend a servlet, `service` for any method.
Versions seen: Servlet 2 to 6.
Not recognised: servlets registered by programs, patterns of file endings.
Documentation: https://jakarta.ee/specifications/servlet/6.0/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Answer, Expression, Fact, Literally, Route, Router
from backend_architect.survey.grammars.java.text import qualified
from backend_architect.survey.idioms.java.annotations import annotated, members, said
from backend_architect.survey.idioms.java.controllers import head

_METHODS = {
    "doGet": "GET", "doPost": "POST", "doPut": "PUT", "doDelete": "DELETE", "doPatch": "PATCH",
    "service": "ANY",
}  # fmt: skip
_SIGNS = ("doGet", "doPost", "doPut", "doDelete", "doPatch", "void service")


@detector(
    language="java",
    anchors=_SIGNS,
    query="""
(class_declaration (superclass (_) @_base (#match? @_base "Servlet$"))) @class
""",
)
def servlets(match: Match) -> Iterator[Fact]:
    """Say what one servlet answers."""
    declared = match.nodes("class")[0]
    methods = _methods(declared)
    if not methods or not any(sign.encode() in match.source.data for sign in _SIGNS):
        return
    name, lines = qualified(declared), head(declared)
    yield Answer(lines=lines, scope=name, route=f"servlet {name}", methods=methods, handler=name)
    paths = said(annotated(declared).get("WebServlet"), "value", "urlPatterns")
    if paths:
        yield Router(lines=lines, scope=name, name=name, framework="servlet", root=True)
    for path in paths:
        yield Route(
            lines=lines, scope=name, router=name, methods=methods, path=_plain(path),
            handler=f"{name}.{_first(declared)}", framework="servlet",
        )  # fmt: skip


def _methods(declared: Node) -> tuple[str, ...]:
    return tuple(_METHODS[name] for name in _names(declared) if name in _METHODS)


def _first(declared: Node) -> str:
    return next(name for name in _names(declared) if name in _METHODS)


def _names(declared: Node) -> list[str]:
    found = members(declared, "method_declaration")
    return [node_text(each.child_by_field_name("name") or each) for each in found]


def _plain(path: Expression) -> Expression:
    """`/x/*` answers everything below."""
    if isinstance(path, Literally) and path.text.endswith("/*"):
        return Literally(text=f"{path.text[:-1]}{{wildcard}}")
    return path
