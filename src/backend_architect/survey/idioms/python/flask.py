"""Reading the words of Flask and its relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.facts import Expression, Guard, Joined, Literally
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import callee, decorators, dotted, texts

if TYPE_CHECKING:
    from tree_sitter import Node

#: Methods that have a decorator of their own, and class-based views' methods.
VERBS = ("get", "post", "put", "patch", "delete")
#: Applications and groups of routes by the end of their class's name: served by themselves?
MAKERS = {"Flask": True, "OpenAPI": True, "Quart": True, "Blueprint": False}

_PARAMETER = re.compile(r"<(?:[A-Za-z_]\w*(?:\([^)]*\))?:)?(\w+)>")
_ROLES = frozenset(("authentication", "authorization", "rate-limit", "caching", "csrf"))


def served_by_itself(maker: str) -> bool | None:
    """True for what makes an application, False for a blueprint, None for anything else.

    Subclasses are known by the end of their name, as "APIFlask".
    """
    return next((served for name, served in MAKERS.items() if maker.endswith(name)), None)


def open_path(path: Expression) -> Expression:
    """The path in OpenAPI's form: `/users/<int:id>` is `/users/{id}`."""
    if isinstance(path, Literally):
        return Literally(text=_PARAMETER.sub(r"{\1}", path.text))
    if isinstance(path, Joined):
        return Joined(parts=tuple(open_path(part) for part in path.parts))
    return path


def methods(listed: Node | None, default: tuple[str, ...] = ("GET",)) -> tuple[str, ...]:
    """The methods in `methods=["GET", "POST"]`."""
    return tuple(dict.fromkeys(each.upper() for each in texts(listed))) or default


def decorator_guards(definition: Node) -> tuple[Guard, ...]:
    """The guards among the decorators of a handler or a class, by their names."""
    found = []
    for each in decorators(definition):
        name = callee(each) or dotted(each)
        if name and guard(name).role in _ROLES and "exempt" not in name and "optional" not in name:
            found.append(guard(name))
    return tuple(dict.fromkeys(found))


def listed_guards(node: Node | None) -> Iterator[Guard]:
    """The guards of a class attribute `decorators = [login_required]`."""
    for each in node.named_children if node is not None and node.type in ("list", "tuple") else ():
        name = callee(each) or dotted(each)
        if name and guard(name).role in _ROLES:
            yield guard(name)
