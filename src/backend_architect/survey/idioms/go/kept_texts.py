"""What a local variable of Go holds where it is used, after all that was put to it before."""

from __future__ import annotations

import re

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Name
from backend_architect.survey.grammars.go.text import expression
from backend_architect.survey.idioms.go.routing import statements_before

#: Most statements that are looked at before a use.
LIMIT = 200

_METHOD = re.compile(r"[A-Z]{3,7} ")


def kept_text(node: Node) -> Expression:
    """What a path written here says; for a local variable the text that its assignments make, of
    those under a condition too (a prefix for a group that has a name)."""
    own = expression(node)
    if not isinstance(own, Name) or "." in own.dotted:
        return own
    said: Expression | None = None
    for put in reversed(_assignments(node, own.dotted)):
        said = _filled(put, own.dotted, said)
    return said if isinstance(said, Literally | Joined) else own


def is_with_method(pattern: Expression) -> bool:
    """True for `method + " " + path`, whose method is known by its name alone."""
    parts = pattern.parts[:2] if isinstance(pattern, Joined) else ()
    if len(parts) < 2 or not isinstance(parts[0], Name):  # a name and what follows it
        return False
    return isinstance(parts[1], Literally) and parts[1].text.startswith(" ")


def is_pattern(said: Expression) -> bool:
    """True for a pattern of net/http that begins with a method, written out or by its name."""
    first = said.parts[0] if isinstance(said, Joined) and said.parts else said
    written = isinstance(first, Literally) and _METHOD.match(first.text) is not None
    return written or is_with_method(said)


def _assignments(node: Node, name: str) -> list[Expression]:
    """What is put to a variable before a node, the nearest first, up to its declaration."""
    found: list[Expression] = []
    for _, statement in zip(range(LIMIT), statements_before(node), strict=False):
        if statement.type == "if_statement":
            block = statement.child_by_field_name("consequence")
            inner = block.named_children if block is not None else []
            inner = [each for one in inner for each in (one, *one.named_children)]
            found.extend(put for each in reversed(inner) if (put := _put(each, name)) is not None)
            continue
        put = _put(statement, name)
        if put is not None:
            found.append(put)
            if statement.type == "short_var_declaration":
                break
    return found


def _put(statement: Node, name: str) -> Expression | None:
    left, right = (statement.child_by_field_name(side) for side in ("left", "right"))
    if statement.type not in ("short_var_declaration", "assignment_statement"):
        return None
    if left is None or right is None or node_text(left) != name or not right.named_children:
        return None
    return expression(right.named_children[0])


def _filled(said: Expression, name: str, before: Expression | None) -> Expression:
    """A text in which the variable stands for what it held before."""
    if before is None:
        return said
    if said == Name(dotted=name):
        return before
    if isinstance(said, Joined):
        parts = [_filled(part, name, before) for part in said.parts]
        flat = [p for part in parts for p in (part.parts if isinstance(part, Joined) else (part,))]
        return Joined(parts=tuple(flat))
    return said
