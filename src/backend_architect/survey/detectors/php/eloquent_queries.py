"""Eloquent and Laravel's query builder: queries.

Recognises: chains that begin with a model (`Post::where(...)->latest()->first()`) or with
`DB::table('posts')`: filters of `where` and its kind with a column written out, sorts, `limit`,
`first`, `find`, `count`, `create`, `update`, `delete` and the like. A class counts as a model where
it is imported from a namespace of models, or lies right below `App`.
Versions seen: Laravel 5 to 12.
Not recognised: relations (`$user->posts()`), scopes, chains that variables carry on, raw SQL.
Documentation: https://laravel.com/docs/eloquent#retrieving-models, https://laravel.com/docs/queries
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.php.text import field_of, literal
from backend_architect.survey.idioms.php.annotations import module_of
from backend_architect.survey.idioms.php.chains import (
    CALLS,
    Chain,
    Link,
    chain_to,
    table_of,
    texts_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS: dict[str, QueryVerb] = {
    "create": "insert", "insert": "insert", "insertGetId": "insert", "forceCreate": "insert",
    "firstOrCreate": "insert", "insertOrIgnore": "insert", "upsert": "insert",
    "updateOrCreate": "update", "updateOrInsert": "update", "update": "update",
    "increment": "update", "decrement": "update", "touch": "update", "delete": "delete",
    "destroy": "delete", "forceDelete": "delete", "truncate": "delete",
}  # fmt: skip
_SINGLE = frozenset(
    ("first", "firstOrFail", "find", "findOrFail", "firstOrCreate", "firstOrNew", "firstWhere",
     "value", "exists", "doesntExist", "count", "sum", "max", "min", "avg", "sole",
     "updateOrCreate")
)  # fmt: skip
_FILTERS = frozenset(
    ("where", "orWhere", "whereIn", "whereNotIn", "whereNull", "whereNotNull", "whereBetween",
     "whereDate", "firstWhere", "whereNot", "whereLike", "firstOrCreate", "updateOrCreate")
)  # fmt: skip
_STARTS = frozenset(
    ("whereHas", "with", "query", "firstOrNew", "withTrashed", "select", "withCount", "all", "get",
     "paginate", "oldest", "latest", "orderBy", "orderByDesc", "join", "chunk", "cursor", "pluck")
)  # fmt: skip
_ANY = _STARTS | _FILTERS | _SINGLE | frozenset(_VERBS)
_MODELS = re.compile(r"(?:^|\\)(?:Models?|Entities|Entity)\\|^App\\\w+$")
_LIMITS = ("limit", "take", "paginate", "simplePaginate", "cursorPaginate", "forPage")


@detector(
    language="php",
    anchors=("DB::table", *(f"::{name}(" for name in sorted(_ANY))),
    query="(scoped_call_expression scope: [(name) (qualified_name)] name: (name)) @call",
)
def eloquent_queries(match: Match) -> Iterator[Fact]:
    """One access for each chain."""
    call = match.nodes("call")[0]
    start = chain_to(call)
    entity = _entity(match, start)
    if not entity or "/migrations/" in match.source.path:
        return
    chain = chain_to(_end(call))
    links = chain.links
    grammar = match.source.grammar
    single = any(link.name in _SINGLE for link in links)
    yield Access(
        lines=(node_lines(call)[0], node_lines(chain.links[-1].call)[1]),
        scope=match.scope("call"), entity=entity, single=single,
        verb=next((_VERBS[link.name] for link in links if link.name in _VERBS), "select"),
        filters=tuple(dict.fromkeys(f for link in links for f in _filters(link))),
        sorts=tuple(dict.fromkeys(s for link in links for s in _sorts(link))),
        limited=single or any(link.name in _LIMITS for link in links),
        looped=grammar.looped(call) if grammar is not None else False,
    )  # fmt: skip


def _entity(match: Match, chain: Chain) -> str:
    """The model's name or the table's, "" for a call of something else."""
    first = chain.links[0]
    if chain.root.rpartition("\\")[2] == "DB":
        table = literal(first.argument(0)) if first.name == "table" else None
        return (table or "").partition(" ")[0]
    if first.name not in _ANY or chain.root in ("self", "parent", ""):
        return ""
    module = module_of(chain.root, match.source)
    return chain.root if _MODELS.search(module) else ""


def _end(call: Node) -> Node:
    """The last call of the chain that begins with this one."""
    below, above = call, call.parent
    while above is not None and above.type in CALLS and field_of(above, "object") == below:
        below, above = above, above.parent
    return below


def _filters(link: Link) -> Iterator[str]:
    if link.name not in _FILTERS:
        if link.name in ("find", "findOrFail", "destroy"):
            yield "id"
        return
    first = link.argument(0)
    text = literal(first)
    for name in (text,) if text is not None else table_of(first):
        yield name.rpartition(".")[2]


def _sorts(link: Link) -> Iterator[str]:
    if link.name in ("latest", "oldest"):
        own = literal(link.argument(0)) or "created_at"
        yield f"-{own}" if link.name == "latest" else own
    elif link.name in ("orderBy", "orderByDesc"):
        for text in texts_of(link.argument(0))[:1]:
            down = link.name == "orderByDesc" or (literal(link.argument(1)) or "").lower() == "desc"
            yield ("-" if down else "") + text.rpartition(".")[2]
