"""Texts that a name of the same file holds: constants, properties and local variables."""

from __future__ import annotations

from tree_sitter import Node

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import Definition, Expression, Joined, Literally, Name
from backend_architect.survey.grammars.php.text import expression, literal

#: Names followed one after the other.
STEPS = 6


def local_text(source: Source, node: Node | None) -> str:
    """The text of an expression as far as this file knows it, "" where it does not.

    `$tables['roles']` is taken to be called as its key: so are those that packages configure.
    """
    if node is None:
        return ""
    if node.type == "subscript_expression":
        return literal(node.named_children[-1]) or ""
    return _text(source, expression(node), STEPS) or ""


def _text(source: Source, said: Expression | None, steps: int) -> str | None:
    if isinstance(said, Literally):
        return said.text
    if isinstance(said, Joined) and steps:
        parts = [_text(source, part, steps - 1) for part in said.parts]
        return None if None in parts else "".join(part or "" for part in parts)
    if isinstance(said, Name) and steps:
        own = said.dotted.rpartition(".")[2]
        return _text(source, _value(source, own), steps - 1)
    return None


def _value(source: Source, own: str) -> Expression | None:
    for fact in source.symbols:
        if isinstance(fact, Definition) and fact.name.rpartition(".")[2] == own and fact.value:
            return fact.value
    return None
