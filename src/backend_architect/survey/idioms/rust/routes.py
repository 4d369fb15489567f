"""What a route of Rust's frameworks says: methods, the form of its path, its handler."""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally
from backend_architect.survey.grammars.rust.text import callee_of, dotted

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE")
VERBS = {method.lower(): method for method in METHODS}

_BRACED = re.compile(r"\{\*{0,2}\+?\??(\w+)(?:[:|](?:[^{}]|\{[^{}]*\})*)?\}")
_COLON = re.compile(r"(?<=[/(]):(\w+)(?:<[^<>]*>)?|(?<=/)\*(\w*)")
_ANGLE = re.compile(r"<(?:\*{0,2}\+?\??)?(\w+)(?:[:|][^<>/]*)?(?:\.\.)?>")


def openapi_form(path: str) -> str:
    """Parameters as `{name}`: `:id`, `*rest`, `{*rest}`, `{id:\\d+}`, `<id..>`, `<**rest>`."""
    path = _BRACED.sub(r"{\1}", path)
    path = _ANGLE.sub(r"{\1}", path)
    return _COLON.sub(lambda found: f"{{{found[1] or found[2] or 'path'}}}", path)


def formed(said: Expression) -> Expression:
    """A path with the parameters of its texts in OpenAPI's form."""
    if isinstance(said, Literally):
        return Literally(text=openapi_form(said.text))
    if isinstance(said, Joined):
        return Joined(parts=tuple(formed(part) for part in said.parts))
    return said


def without_root(said: Expression) -> Expression:
    """A path of "/" as "": below a prefix it is the prefix itself."""
    return Literally(text="") if said == Literally(text="/") else said


def handler_of(node: Node) -> str:
    """The name of a handler, "" for one written in place."""
    if node.type == "call_expression":
        callee = callee_of(node)
        return "" if callee.startswith(".") else callee
    if node.type in ("reference_expression", "parenthesized_expression") and node.named_children:
        return handler_of(node.named_children[-1])
    if node.type == "struct_expression":
        return dotted(node.child_by_field_name("name"))
    return dotted(node)


def method_in(node: Node) -> tuple[str, ...]:
    """The methods that an expression names: `Method::GET`, `MethodFilter::GET | ...::POST`."""
    found = re.findall(r"\b(?:Method|MethodFilter|RouteMethod)::([A-Z][A-Za-z]+)", node_text(node))
    return tuple(dict.fromkeys(m.upper() for m in found if m.upper() in METHODS))
