"""Chains of calls on a GORM handle: `db.Where(...).Order(...).Find(&x)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tree_sitter import Node, Query, QueryCursor

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Joined, Literally, Name
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import (
    dotted,
    expression,
    plain_type,
    receiver_of,
)
from backend_architect.survey.idioms.go.gorm_fields import kind_of
from backend_architect.survey.idioms.go.routing import (
    arguments_of,
    declaration_of,
    function_around,
)

_HANDLE = re.compile(
    r"(?:^|_)(?:g?orm)?(?:db|tx|conn|orm|database)\Z|(?:DB|Db|Tx)\Z", re.IGNORECASE
)
_COLUMN = re.compile(
    r"(?:^|[\s(,])(?:[\"`]?\w+[\"`]?\.)?[\"`]?(\w+)[\"`]?(?:::\w+)?\s*"
    r"(?:=|<>|!=|<=|>=|<|>|\bNOT\s+IN\b|\bIN\b|\bI?LIKE\b|\bNOT\s+I?LIKE\b|\bBETWEEN\b|\bIS\b)",
    re.IGNORECASE,
)
_FUNCTION = re.compile(r"\b(?:lower|upper|date|trim)\(\s*(?:\w+\.)?(\w+)\s*\)", re.IGNORECASE)
_ORDER = re.compile(r"(?:[\"`]?\w+[\"`]?\.)?[\"`]?(\w+)[\"`]?(?:\s+(asc|desc))?", re.IGNORECASE)
_KEYWORDS = frozenset(("and", "or", "not", "where", "null", "case", "when", "then", "else"))
_REASSIGNED = """
(assignment_statement
  left: (expression_list . (identifier) @name .)
  right: (expression_list . (call_expression) @chain .))
"""


class Step(NamedTuple):
    """One call of a chain."""

    name: str
    call: Node
    arguments: list[Node]


class Steps(NamedTuple):
    """A chain from its first call to its last; `base` is what it is called on."""

    base: Node
    steps: tuple[Step, ...]

    def named(self, *names: str) -> Iterator[Step]:
        """The calls of these methods."""
        return (step for step in self.steps if step.name in names)


def chain_of(call: Node) -> Steps:
    """The chain that ends with this call, with those that its variable was given before."""
    steps: list[Step] = []
    node = call
    while node.type == "call_expression":
        function = node.child_by_field_name("function")
        operand = function.child_by_field_name("operand") if function is not None else None
        field = function.child_by_field_name("field") if function is not None else None
        if operand is None or field is None:
            break
        steps.append(Step(node_text(field), node, arguments_of(node)))
        node = operand
    before = _given_before(node)
    base = before.base if before is not None else node
    return Steps(base, (*(before.steps if before is not None else ()), *reversed(steps)))


def _given_before(base: Node) -> Steps | None:
    """What a query variable holds: its declaration's chain and all that are assigned to it."""
    name = node_text(base) if base.type == "identifier" else ""
    declared = declaration_of(base, name) if name else None
    function = function_around(base)
    if declared is None or function is None or declared.type != "short_var_declaration":
        return None
    right = declared.child_by_field_name("right")
    value = right.named_children[0] if right is not None and right.named_children else None
    if value is None or value.type != "call_expression":
        return None
    start = chain_of(value)
    more = [step for chain in _assigned(function, name, base) for step in chain]
    return Steps(start.base, (*start.steps, *more))


def _assigned(function: Node, name: str, before: Node) -> Iterator[tuple[Step, ...]]:
    """The steps of `query = query.Where(...)` that stand before a place."""
    for _, found in QueryCursor(_reassigned()).matches(function):
        chain = found["chain"][0]
        own = node_text(found["name"][0]) == name and chain.start_byte < before.start_byte
        steps = _plain_steps(chain) if own else None
        if steps is not None and node_text(steps.base) == name:
            yield steps.steps


def _plain_steps(call: Node) -> Steps:
    steps: list[Step] = []
    node = call
    while node.type == "call_expression":
        function = node.child_by_field_name("function")
        operand = function.child_by_field_name("operand") if function is not None else None
        field = function.child_by_field_name("field") if function is not None else None
        if operand is None or field is None:
            break
        steps.append(Step(node_text(field), node, arguments_of(node)))
        node = operand
    return Steps(node, tuple(reversed(steps)))


@cache
def _reassigned() -> Query:
    return Query(grammar("go").language, _REASSIGNED)


def is_handle(base: Node, steps: tuple[Step, ...]) -> bool:
    """True for a variable, field or call that holds GORM's handle.

    Its declared type says so where it is to be seen, else its name, or a method that only GORM has.
    """
    name = dotted(base)
    kind = type_of_handle(base)
    if any(step.name in ("Preload", "Unscoped", "Model", "Joins") for step in steps):
        return True
    if kind:
        return kind == "gorm.DB"
    last = name.rpartition(".")[2] or _called(base)
    return bool(_HANDLE.search(last))


def _called(base: Node) -> str:
    """`GetDB` of `common.GetDB()`."""
    function = base.child_by_field_name("function") if base.type == "call_expression" else None
    return dotted(function).rpartition(".")[2] if function is not None else ""


def type_of_handle(base: Node) -> str:
    """The declared type of a parameter or of a receiver's field in the same file."""
    head, _, rest = dotted(base).partition(".")
    function = function_around(base)
    declared = declaration_of(base, head) if head else None
    if declared is not None and declared.type == "parameter_declaration" and not rest:
        return plain_type(declared.child_by_field_name("type"))
    receiver = receiver_of(function) if function is not None else None
    if receiver and head == receiver[0] and rest and "." not in rest:
        return _field_type(base, receiver[1], rest)
    return ""


def _field_type(node: Node, owner: str, field: str) -> str:
    while node.parent is not None:
        node = node.parent
    found = re.search(
        rf"type\s+{re.escape(owner)}\s+struct\s*\{{[^}}]*?\b{re.escape(field)}\s+\*?([\w.]+)",
        node_text(node),
    )
    return found[1] if found else ""


# ---------------------------------------------------------------- what calls say


def type_named(node: Node) -> str:
    """The struct of `&User{}`, `&users`, `users` or `new(User)`, "" if it is not to be seen."""
    if node.type in ("unary_expression", "parenthesized_expression") and node.named_children:
        return type_named(node.named_children[-1])
    if node.type == "composite_literal":
        kind = node.child_by_field_name("type")
        return kind_of(kind).name if kind is not None else ""
    if node.type == "call_expression":
        given = arguments_of(node)
        function = node.child_by_field_name("function")
        made = dotted(function) in ("new", "make") if function is not None else False
        return kind_of(given[0]).name if made and given else ""
    return _variable_type(node)


def _variable_type(node: Node) -> str:
    name = dotted(node)
    declared = declaration_of(node, name) if name and "." not in name else None
    if declared is None:
        return _receiver_type(node, name)
    if declared.type == "var_declaration":
        kind = declared.named_children[0].child_by_field_name("type")
        return kind_of(kind).name if kind is not None else ""
    if declared.type == "parameter_declaration":
        kind = declared.child_by_field_name("type")
        return kind_of(kind).name if kind is not None else ""
    right = declared.child_by_field_name("right")
    value = right.named_children[0] if right is not None and right.named_children else None
    return type_named(value) if value is not None and value.type != "identifier" else ""


def _receiver_type(node: Node, name: str) -> str:
    function = function_around(node)
    receiver = receiver_of(function) if function is not None else None
    return receiver[1] if receiver and receiver[0] == name else ""


def columns_of(arguments: list[Node]) -> tuple[str, ...]:
    """The columns that conditions compare: of SQL, of a struct's literal, of a map's."""
    if not arguments:
        return ()
    first = arguments[0]
    text = text_in(first)
    if text:
        return tuple(dict.fromkeys(columns_in(text)))
    literal = first.named_children[-1] if first.type == "unary_expression" else first
    if literal.type == "composite_literal":
        return tuple(_keys(literal))
    return ()


def text_in(node: Node) -> str:
    """The literal parts of a text, "" for anything else."""
    said = expression(node)
    if isinstance(said, Literally):
        return said.text
    if isinstance(said, Joined):
        return " ".join(part.text for part in said.parts if isinstance(part, Literally))
    return ""


def columns_in(condition: str) -> list[str]:
    """The columns a piece of SQL compares; a lone word is a column compared with the next value."""
    plain = _FUNCTION.sub(r"\1", condition)
    if re.fullmatch(r"\w+", plain.strip()):
        return [plain.strip()]
    return [name for name in _COLUMN.findall(plain) if name.lower() not in _KEYWORDS]


def _keys(literal: Node) -> Iterator[str]:
    body = literal.child_by_field_name("body")
    for element in body.named_children if body is not None else ():
        key = element.child_by_field_name("key") if element.type == "keyed_element" else None
        said = expression(key) if key is not None else None
        if isinstance(said, Literally | Name):
            yield said.text if isinstance(said, Literally) else said.dotted


def sorts_of(arguments: list[Node]) -> tuple[str, ...]:
    """The columns of an `Order`, "-" before a descending one."""
    return sorts_in(text_in(arguments[0])) if arguments else ()


def sorts_in(text: str) -> tuple[str, ...]:
    """The columns of the text of an order."""
    found = []
    for part in text.split(","):
        match = _ORDER.match(part.strip())
        if match is not None and match[1]:
            found.append(f"{'-' if (match[2] or '').lower() == 'desc' else ''}{match[1]}")
    return tuple(found)
