"""Queries through an own interface around GORM: `r.db.Find(ctx, &orders, WithOrder("id desc"))`.

Recognises: calls of `Find`, `FindOne`, `FindById`, `First`, `Create`, `Save`, `Update`, `Delete`,
`Count` and the like on a field or parameter whose type is called `Database`, `DB` or `Orm` (and is
not GORM's), with the struct they read or write among the arguments; the conditions written in the
same function ("user_id = ?"), options called after orders and limits.
Versions seen: own code, of no version.
Not recognised: wrappers called otherwise, repositories that are generic in their entity;
conditions of several queries of one function are taken together.
Documentation: https://gorm.io/docs/query.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact, Literally
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import expression
from backend_architect.survey.idioms.go.gorm_chains import (
    columns_in,
    sorts_in,
    type_named,
    type_of_handle,
)
from backend_architect.survey.idioms.go.routing import (
    arguments_of,
    callee_of,
    declaration_of,
    function_around,
    scope_of,
)

_VERBS: dict[str, QueryVerb] = {
    "Find": "select", "FindAll": "select", "FindOne": "select", "FindById": "select",
    "FindByID": "select", "First": "select", "GetOne": "select", "GetByID": "select",
    "List": "select", "Count": "select", "Create": "insert", "Insert": "insert",
    "CreateInBatches": "insert", "Save": "update", "Update": "update", "Updates": "update",
    "Delete": "delete",
}  # fmt: skip
_SINGLE = frozenset(("FindOne", "FindById", "FindByID", "First", "GetOne", "GetByID"))
_BY_KEY = frozenset(("FindById", "FindByID", "GetByID"))
_WRAPPER = re.compile(r"(?:^|\.)(?:\w*(?:Database|Db|ORM|Orm|Gorm)|DB)\Z")
_CONDITION = re.compile(rb'"((?:\w+\.)?\w+\s*(?:=|<>|!=|<=?|>=?|I?LIKE|IN|BETWEEN)\s*\(?\?[^"]*)"')
_NAMES = " ".join(f'"{name}"' for name in _VERBS)


@detector(
    language="go",
    anchors=("Database", ".DB", " DB", "Db", "ORM", "Orm", "Gorm"),
    query=f"""
(call_expression
  function: (selector_expression
    operand: [(identifier) (selector_expression)] @handle field: (field_identifier) @verb)
  arguments: (argument_list (_) (_))
  (#any-of? @verb {_NAMES})) @query
""",
)
def gorm_wrappers(match: Match) -> Iterator[Fact]:
    """Say the access to a table that a call on a wrapper makes."""
    call, verb = match.nodes("query")[0], match.text("verb")
    kind = type_of_handle(match.nodes("handle")[0])
    entity = _entity(call) if kind != "gorm.DB" and _WRAPPER.search(kind) else ""
    if not entity:
        return
    options = [each for each in arguments_of(call) if each.type == "call_expression"]
    names = " ".join(callee_of(each) for each in options)
    asked = _VERBS[verb] in ("select", "delete") and verb not in _BY_KEY
    yield Access(
        lines=node_lines(call),
        scope=scope_of(call),
        entity=entity,
        verb=_VERBS[verb],
        filters=("id",) if verb in _BY_KEY else _conditions(call) if asked else (),
        sorts=tuple(sort for each in options for sort in _sorts(each)),
        limited=verb in _SINGLE or verb == "Count" or "Limit" in names or "Pag" in names,
        single=verb in _SINGLE,
        looped=grammar("go").looped(call),
    )


def _entity(call: Node) -> str:
    """The first argument that is a struct of ours or a list of such."""
    kinds = (type_named(each) for each in arguments_of(call))
    return next((kind for kind in kinds if kind.rpartition(".")[2][:1].isupper()
                 and not kind.endswith("Context")), "")  # fmt: skip


def _conditions(call: Node) -> tuple[str, ...]:
    """The columns of the conditions that the function writes out."""
    function = function_around(call)
    text = (function.text or b"") if function is not None else b""
    found = (column for each in _CONDITION.findall(text) for column in columns_in(each.decode()))
    return tuple(dict.fromkeys(found))


def _sorts(option: Node) -> tuple[str, ...]:
    """The columns of an option that is called after an order."""
    given = arguments_of(option)
    if "Order" not in callee_of(option) or not given:
        return ()
    said = expression(given[0])
    declared = declaration_of(given[0], node_text(given[0]))
    right = declared.child_by_field_name("right") if declared is not None else None
    if not isinstance(said, Literally) and right is not None and right.named_children:
        said = expression(right.named_children[0])
    return sorts_in(said.text) if isinstance(said, Literally) else ()
