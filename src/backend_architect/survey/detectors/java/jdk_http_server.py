"""The HTTP server of the JDK.

Recognises: `createContext("/x", handler)` with a lambda, a method of the class or a class of the
same file; the methods it compares `getRequestMethod()` with, in conditions and switches. One that
looks at no method is taken for what people read with GET.
Versions seen: Java 6 to 25.
Not recognised: paths that handlers look at themselves; a context answers below its path too.
Documentation: https://docs.oracle.com/en/java/javase/21/docs/api/jdk.httpserver/module-summary.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Route, Router
from backend_architect.survey.grammars.java.text import (
    call_arguments,
    expression,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.calls import filled, handler_of, locals_of

_VERB = re.compile(r'"(GET|POST|PUT|DELETE|PATCH)"')
_ASKED = re.compile(r"(\w+)\s*=\s*[\w.]*getRequestMethod\(")
_UNITS = ("method_declaration", "constructor_declaration")


@detector(
    language="java",
    anchors=("createContext",),
    query="""
(method_invocation name: (identifier) @_name (#eq? @_name "createContext")) @call
""",
)
def jdk_http_server(match: Match) -> Iterator[Fact]:
    """A route for each context."""
    call = match.nodes("call")[0]
    unit, given = _unit(call), call_arguments(call)
    if b"net.httpserver" not in match.source.data or unit is None or not given:
        return
    name, line = qualified(unit), node_lines(unit)[0]
    lines = node_lines(call)
    yield Router(lines=(line, line), scope=name, name=name, framework="jdk-http", root=True)
    yield Route(
        lines=(lines[0], lines[0]),
        scope=name,
        router=name,
        methods=_methods(given[1:], call) or ("GET",),
        path=filled(expression(given[0]), locals_of(unit)),
        handler=handler_of(given[1]) if len(given) > 1 else "",
        framework="jdk-http",
    )


def _unit(call: Node) -> Node | None:
    above = call.parent
    while above is not None and above.type not in _UNITS:
        above = above.parent
    return above


def _methods(handlers: list[Node], call: Node) -> tuple[str, ...]:
    """The methods a handler tells apart."""
    body = _body(handlers[0], call) if handlers else None
    if body is None:
        return ()
    names = {"getRequestMethod", *_ASKED.findall(node_text(body))}
    found: list[str] = []
    waiting = [body]
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(node.named_children))
        if node.type == "method_invocation" and _compares(node, names):
            found.extend(_VERB.findall(node_text(node)))
        elif node.type == "switch_expression" and _is_about(node, names):
            found.extend(_labels(node))
    return tuple(dict.fromkeys(found))


def _compares(node: Node, names: set[str]) -> bool:
    name = node_text(node.child_by_field_name("name") or node)
    words = set(re.findall(r"\w+", node_text(node)))
    return name in ("equals", "equalsIgnoreCase") and bool(words & names)


def _is_about(node: Node, names: set[str]) -> bool:
    asked = node.child_by_field_name("condition")
    return asked is not None and bool(set(re.findall(r"\w+", node_text(asked))) & names)


def _labels(node: Node) -> Iterator[str]:
    body = node.child_by_field_name("body")
    for group in body.named_children if body is not None else ():
        for label in group.named_children:
            if label.type == "switch_label":
                yield from _VERB.findall(node_text(label))


def _body(handler: Node, call: Node) -> Node | None:
    """What answers: the lambda, the method or the class a handler is."""
    if handler.type == "lambda_expression":
        return handler
    if handler.type == "method_reference":
        return _declared(call, node_text(handler).rpartition("::")[2], "method_declaration")
    if handler.type == "object_creation_expression":
        name = plain_type(handler.child_by_field_name("type"))
        return _declared(call, name, "class_declaration")
    return None


def _declared(call: Node, name: str, kind: str) -> Node | None:
    top = call
    while top.parent is not None:
        top = top.parent
    waiting = [top]
    while waiting:
        node = waiting.pop()
        own = node.child_by_field_name("name") if node.type == kind else None
        if own is not None and node_text(own) == name:
            return node
        if node.type in ("program", "class_declaration", "class_body"):
            waiting.extend(reversed(node.named_children))
    return None
