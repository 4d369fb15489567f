"""Diesel: what code reads from and writes to tables.

Recognises: chains on `users::table` (and on an imported `users`) that end in `load`, `first`,
`get_result(s)` and the like; `insert_into`, `update`, `delete`, `replace_into`; columns compared in
`filter`, `find` (the key), `order`, `limit`.
Versions seen: 1.0 to 2.3.
Not recognised: queries built by functions over several steps; joins (the first table counts).
Documentation: https://diesel.rs/guides/getting-started
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.rust.text import call_arguments, callee_of, dotted
from backend_architect.survey.idioms.rust.flow import Step, steps_of
from backend_architect.survey.idioms.rust.items import is_tested

_WRITES: dict[str, QueryVerb] = {
    "insert_into": "insert", "replace_into": "insert", "insert_or_ignore_into": "insert",
    "update": "update", "delete": "delete",
}  # fmt: skip
_ENDS = frozenset(
    ("load", "first", "get_result", "get_results", "load_iter", "load_stream", "execute",
     "optional", "stream")
)  # fmt: skip
_COMPARED = re.compile(
    r"(?:\b\w+::)?\b(\w+)\s*\.\s*(?:eq|ne|gt|ge|lt|le|like|ilike|eq_any|ne_all|is_null|is_not_null"
    r"|between|not_like)\s*\("
)
_SORTED = re.compile(r"(?:\w+::)*(\w+)(?:\.(desc|asc))?")


@detector(
    language="rust",
    anchors=("diesel",),
    query="(call_expression) @call",
)
def diesel_queries(match: Match) -> Iterator[Fact]:
    """One access for each query that is run, or begun where it writes."""
    call, grammar = match.nodes("call")[0], match.source.grammar
    if grammar is None or b"diesel" not in match.source.data:
        return
    verb, base, steps = _written(call) or _read(call) or ("select", None, [])
    base, steps = _begun(base, steps) if base is not None else (call, steps)
    table = _table(base, match.source.text)
    if not table or is_tested(call):
        return
    yield Access(
        lines=node_lines(call),
        scope=grammar.scope(call),
        entity=table,
        verb=verb,
        filters=tuple(dict.fromkeys(c for s in steps for c in _filters(s))),
        sorts=tuple(sort for step in steps for sort in _sorts(step)),
        limited=any(step.name in ("limit", "first", "find") for step in steps),
        single=any(step.name in ("first", "get_result", "find") for step in steps),
        looped=grammar.looped(call),
    )


_Query = tuple[QueryVerb, Node | None, list[Step]]


def _written(call: Node) -> _Query | None:
    """`insert_into(users::table)`, `update(users::table.find(1))`, `delete(...)`."""
    name = callee_of(call)
    verb = _WRITES.get(name.rpartition(".")[2])
    given = call_arguments(call)
    if verb is None or not given or (name not in _WRITES and not name.startswith("diesel.")):
        return None
    base, steps = steps_of(given[0])
    return verb, base, steps


def _read(call: Node) -> _Query | None:
    """The outermost call of a chain on a table that ends in loading rows."""
    base, steps = steps_of(call)
    ends = bool(steps) and steps[-1].name in _ENDS and base.type != "call_expression"
    return ("select", base, steps) if ends else None


def _begun(base: Node, steps: list[Step]) -> tuple[Node, list[Step]]:
    """The chain with what stands before it in a variable: `let mine = orders.filter(..)`."""
    around = base.parent
    while around is not None and around.type != "function_item":
        around = around.parent
    if base.type != "identifier" or around is None:
        return base, steps
    for given in _values(around, node_text(base)):
        if given.start_byte < base.start_byte:
            before, first = steps_of(given)
            return before, [*first, *steps]
    return base, steps


def _values(function: Node, name: str) -> Iterator[Node]:
    """What the `let` of this name at the top of a function holds."""
    body = function.child_by_field_name("body")
    for each in body.named_children if body is not None else ():
        pattern, value = each.child_by_field_name("pattern"), each.child_by_field_name("value")
        if each.type == "let_declaration" and pattern is not None and value is not None:
            yield from [value] if node_text(pattern).removeprefix("mut ") == name else []


def _table(node: Node, text: str) -> str:
    """`users::table`, or a `users` that is imported from a schema's `dsl`."""
    name = dotted(node)
    if name.endswith(".table"):
        return name.removesuffix(".table").rpartition(".")[2]
    if node.type != "identifier" or not name.islower():
        return ""
    imported = re.search(rf"\b{name}::(?:dsl|table)\b|\bdsl::\{{?[^;]*\b{name}\b", text)
    return name if imported else ""


def _filters(step: Step) -> Iterator[str]:
    if step.name in ("filter", "or_filter") and step.arguments:
        yield from _COMPARED.findall(node_text(step.arguments[0]))
    elif step.name == "find":
        yield "id"


def _sorts(step: Step) -> Iterator[str]:
    if step.name in ("order", "order_by", "then_order_by") and step.arguments:
        for each in _SORTED.finditer(node_text(step.arguments[0]).strip("()")):
            yield f"{'-' if each[2] == 'desc' else ''}{each[1]}"
