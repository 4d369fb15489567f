"""Python: the names of settings.

Recognises: `os.environ["X"]`, `os.environ.get`, `os.getenv`, `environ`'s `env("X")` and
`env.str("X")`, decouple's and Starlette's `config("X")`, fields of pydantic's `BaseSettings` (by
their name in upper case, with `env_prefix`, or their `env`, `alias`, `validation_alias`).
Only names are said, never values.
Versions seen: pydantic 1 and 2, django-environ 0.11, python-decouple 3.8.
Not recognised: names made at run time, prefixes of classes in other files.
Documentation: https://docs.pydantic.dev/latest/concepts/pydantic_settings/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import arguments, callee, last, literal, scope

if TYPE_CHECKING:
    from tree_sitter import Node

_NAME = re.compile(r"[A-Z][A-Z0-9_]*$")
_PREFIX = re.compile(r"env_prefix\s*=\s*[\"'](\w*)[\"']")
_BASES = re.compile(r"(?:Settings|SettingsBase)$")


@detector(
    language="python",
    anchors=("environ", "getenv", "env(", "env.", "config(", "BaseSettings", "Settings)"),
    query="""
    (call function: [(identifier) (attribute)] @reader (#match? @reader
      "^((os[.])?(environ[.](get|setdefault|pop)|getenv)|env([.][a-z_]+)?|config)$")) @read
    (subscript value: [(identifier) (attribute)] @mapping
      (#match? @mapping "^(os\\\\.)?environ$")) @indexed
    (class_definition superclasses: (argument_list)) @class
    """,
)  # fmt: skip
def python_settings(match: Match) -> Iterator[Fact]:
    """One setting for each name that is read."""
    read, indexed, class_ = match.node("read"), match.node("indexed"), match.node("class")
    if read is not None:
        given = arguments(read).positional
        yield from _setting(read, literal(given[0]) if given else "")
    elif indexed is not None:
        yield from _setting(indexed, literal(indexed.child_by_field_name("subscript")))
    elif class_ is not None and any(_BASES.search(base) for base in class_bases(class_)):
        yield from _fields(class_)


def _setting(node: Node, name: str) -> Iterator[SettingFact]:
    if _NAME.match(name):
        yield SettingFact(lines=node_lines(node), scope=scope(node), name=name)


def _fields(class_: Node) -> Iterator[SettingFact]:
    body = class_.child_by_field_name("body")
    prefix = _PREFIX.search(node_text(class_))
    for statement in body.named_children if body is not None else ():
        inner = statement.named_children[0] if statement.named_children else statement
        if inner.type != "assignment" or inner.child_by_field_name("type") is None:
            continue
        own = field_text(inner, "left")
        if own.startswith("_") or own == "model_config" or "ClassVar" in field_text(inner, "type"):
            continue
        name = _alias(inner) or f"{prefix.group(1) if prefix else ''}{own}".upper()
        yield from _setting(inner, name)


def _alias(statement: Node) -> str:
    """The name that `Field(env="X")` or `Field(alias="X")` gives."""
    value = statement.child_by_field_name("right")
    if value is None or last(callee(value)) != "Field":
        return ""
    given = arguments(value)
    named = (given.text(keyword) for keyword in ("env", "validation_alias", "alias"))
    return next((name.upper() for name in named if name), "")
