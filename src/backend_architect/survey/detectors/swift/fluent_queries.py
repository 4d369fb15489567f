"""Fluent: what code reads from and writes to models.

Recognises: chains on `Todo.query(on:)` with `filter`, `sort`, `limit`, `range`, ending in `all`,
`first`, `count`, `paginate`, `delete`, `set(..).update`; `Todo.find(_:on:)`; `save`, `create`,
`update`, `delete` on a variable that was made or found in the same function.
Versions seen: 4.
Not recognised: joins (the first model counts), queries kept in variables, raw SQL.
Documentation: https://docs.vapor.codes/fluent/query/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.swift.text import dotted
from backend_architect.survey.idioms.swift.flow import Step, steps_of
from backend_architect.survey.idioms.swift.sources import is_test

_COMPARED = re.compile(r"\\\.?\w*\.?\$(\w+)")
_ENDS: dict[str, QueryVerb] = {
    "all": "select", "first": "select", "count": "select", "paginate": "select", "page": "select",
    "chunk": "select", "delete": "delete", "update": "update", "find": "select", "max": "select",
    "min": "select", "sum": "select", "average": "select",
}  # fmt: skip
_WRITES: dict[str, QueryVerb] = {
    "save": "insert", "create": "insert", "update": "update", "delete": "delete",
}  # fmt: skip


@detector(language="swift", anchors=("(on:", "on: "), query="(call_expression) @call")
def fluent_queries(match: Match) -> Iterator[Fact]:
    """One access for each query or write."""
    call, grammar = match.nodes("call")[0], match.source.grammar
    if grammar is None or is_test(match.source.path):
        return
    base, steps = steps_of(call)
    verb, entity = _query(base, steps) or _write(base, steps) or ("select", "")
    if not entity:
        return
    yield Access(
        lines=node_lines(call),
        scope=grammar.scope(call),
        entity=entity,
        verb=verb,
        filters=tuple(dict.fromkeys(c for step in steps for c in _columns(step, "filter"))),
        sorts=tuple(sort for step in steps for sort in _sorts(step)),
        limited=any(step.name in ("limit", "range", "first", "find", "page") for step in steps),
        single=any(step.name in ("first", "find") for step in steps),
        looped=grammar.looped(call),
    )


def _query(base: Node, steps: list[Step]) -> tuple[QueryVerb, str] | None:
    """A chain on a model that begins with `query` or is `find`, and ends in running it."""
    name = dotted(base)
    model = name.rpartition(".")[2][:1].isupper() and bool(steps)
    if not model or steps[-1].name not in _ENDS:
        return None
    found = len(steps) == 1 and steps[0].name == "find" and _on(steps[0])
    asked = len(steps) > 1 and steps[0].name == "query" and _on(steps[0])
    return (_ENDS[steps[-1].name], name) if found or asked else None


def _on(step: Step) -> bool:
    return any(argument.label == "on" for argument in step.arguments)


def _write(base: Node, steps: list[Step]) -> tuple[QueryVerb, str] | None:
    """`todo.save(on: req.db)`; the variable tells the model."""
    name = dotted(base)
    last = steps[-1] if len(steps) == 1 else None
    if last is None or last.name not in _WRITES or not _on(last) or not name[:1].islower():
        return None
    return (_WRITES[last.name], name) if name != "self" and "." not in name else None


def _columns(step: Step, name: str) -> Iterator[str]:
    if step.name == name:
        for argument in step.arguments:
            yield from _COMPARED.findall(node_text(argument.value))


def _sorts(step: Step) -> Iterator[str]:
    falling = any("descending" in node_text(each.value) for each in step.arguments)
    for column in _columns(step, "sort"):
        yield f"-{column}" if falling else column
