"""What the smaller Python web frameworks have in common: verbs, paths, handlers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from backend_architect.survey.facts import Expression, Joined, Literally
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.python.calls import scope, texts

if TYPE_CHECKING:
    from tree_sitter import Node

#: Methods that have a decorator or a class's method of their own.
VERBS = ("get", "post", "put", "patch", "delete")

#: `{id}`, `{id:int}`, `{id:\\d{3}}`.
CURLY = re.compile(r"\{\+?(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}")
#: `<id>` and `<id:int>`: the name goes first.
NAME_FIRST = re.compile(r"<(\w+)(?::[^<>]*)?>")
#: `:id`.
COLON = re.compile(r"(?<=/):(\w+)")


def with_parameters(path: Expression, parameter: re.Pattern[str]) -> Expression:
    """The path in OpenAPI's form; group 1 of the pattern is a parameter's name."""
    if isinstance(path, Literally):
        return Literally(text=parameter.sub(r"{\1}", path.text))
    if isinstance(path, Joined):
        return Joined(parts=tuple(with_parameters(part, parameter) for part in path.parts))
    return path


def methods(listed: Node | None, default: tuple[str, ...] = ("GET",)) -> tuple[str, ...]:
    """The methods in `["GET", "POST"]` or `"POST"`."""
    return tuple(dict.fromkeys(each.upper() for each in texts(listed))) or default


def qualified(definition: Node) -> str:
    """The name of a function or class with the scope around it."""
    around, own = scope(definition), field_text(definition, "name")
    return f"{around}.{own}" if around else own


@lru_cache(maxsize=64)
def imports(data: bytes, *modules: str) -> bool:
    """True if a file imports one of these packages; asked per match, looked up once per file."""
    return any(f"import {m}".encode() in data or f"from {m}".encode() in data for m in modules)
