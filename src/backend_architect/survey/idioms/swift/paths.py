"""Paths of Swift's frameworks, and what stands among them: guards, handlers."""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.model.service import MiddlewareRole
from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Guard, Joined, Literally, Name
from backend_architect.survey.grammars.swift.text import (
    Argument,
    callee_of,
    dotted,
    expression,
    inner,
    joined,
)
from backend_architect.survey.idioms.guard_roles import role_of

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
#: What registers a route, by the method it answers; a WebSocket begins as a GET.
VERBS = {method.lower(): method for method in METHODS} | {"webSocket": "GET", "ws": "GET"}
_PARAMETER = re.compile(r"(?<=/):(\w+)")
_REST = re.compile(r"(?<=/)\*{1,2}(?=/|\Z)")
_TYPED = re.compile(r"\$\{(\w+)\}|\{(\w+)\*?\}")
#: Words that a name of middleware has, and one of a path seldom.
_CHECKING = ("middleware", "authenticator", "guard", "limiter")


def openapi_form(path: str) -> str:
    """`/users/:id` as `/users/{id}`, `/files/**` as `/files/{path}`."""
    path = _REST.sub("{path}", _PARAMETER.sub(r"{\1}", path))
    return _TYPED.sub(lambda found: f"{{{found[1] or found[2]}}}", path)


def path_of(components: list[Node]) -> Expression:
    """Components of a path, each below the one before."""
    parts: list[Expression] = []
    for node in components:
        said = _component(expression(node))
        if said != Literally(text=""):
            parts.extend([Literally(text="/"), said])
    return formed(joined(parts))


def _component(said: Expression) -> Expression:
    """Vapor 3 writes a parameter as a member of its type: `Todo.parameter`."""
    if isinstance(said, Name) and said.dotted.endswith(".parameter"):
        return Literally(text=f":{said.dotted.split('.')[-2].lower()}")
    return said


def formed(said: Expression) -> Expression:
    """A path with the parameters of its texts in OpenAPI's form, without a slash at its end."""
    if isinstance(said, Literally):
        text = openapi_form(re.sub(r"/{2,}", "/", said.text))
        return Literally(text=text.rstrip("/"))
    if isinstance(said, Joined):
        parts = (
            Literally(text=openapi_form(part.text)) if isinstance(part, Literally) else part
            for part in said.parts
        )
        return Joined(parts=tuple(parts))
    return said


def split(arguments: list[Argument]) -> tuple[list[Node], tuple[Guard, ...]]:
    """The path components and the guards among the arguments of `grouped`."""
    paths: list[Node] = []
    guards: list[Guard] = []
    for each in arguments:
        guard = guard_of(each.value)
        if guard is not None:
            guards.append(guard)
        elif not each.label or each.label == "path":
            paths.append(each.value)
    return paths, tuple(guards)


def guard_of(node: Node) -> Guard | None:
    """The guard an argument stands for, None for a part of a path."""
    node = inner(node)
    if node.type in ("line_string_literal", "prefix_expression"):
        return None
    name = callee_of(node) if node.type == "call_expression" else dotted(node)
    if node.type == "call_expression" and _is_component(node, name):
        return None
    role = role_of(name)
    checking = any(word in name.lower() for word in _CHECKING)
    if node.type == "call_expression" or checking or role not in ("other", "validation"):
        return Guard(name=name.strip(".") or "middleware", role=_role(name))
    return None


def _is_component(node: Node, name: str) -> bool:
    first = node.named_children[0]
    return name in ("PathComponent", "String") or first.type == "prefix_expression"


def _role(name: str) -> MiddlewareRole:
    lowered = name.lower()
    found = role_of(name)
    if lowered.endswith(("guardmiddleware", "authenticator", "sessionauthenticator", "guard")):
        return "authentication"
    return found


def handler_of(arguments: list[Argument]) -> str:
    """What `use:` or `handler:` names."""
    for each in arguments:
        if each.label in ("use", "handler"):
            said = expression(each.value)
            return said.dotted if isinstance(said, Name) else dotted(inner(each.value))
    return ""


def method_of(node: Node) -> tuple[str, ...]:
    """`.GET`, `.get`, `HTTPMethod.POST`, `.RAW(value: "X")`."""
    last = node_text(node).rpartition(".")[2].upper()
    return (last,) if last in METHODS else ()
