"""Ecto: queries.

Recognises: `Repo.get(Order, id)` and its kind with a schema's module, `from(o in Order, ...)` with
the columns of its `where` and `order_by`, `limit`; what changes or deletes all of them.
Versions seen: Ecto 2 and 3.
Not recognised: changesets (what they insert or change); queries that are piped together of parts.
Documentation: https://hexdocs.pm/ecto/Ecto.Query.html, https://hexdocs.pm/ecto/Ecto.Repo.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.grammars.elixir.text import Given, callee_of, dotted, given_to
from backend_architect.survey.idioms.elixir.aside import is_aside

_VERBS: dict[str, QueryVerb] = {
    "get": "select", "get!": "select", "get_by": "select", "get_by!": "select", "all": "select",
    "one": "select", "one!": "select", "exists?": "select", "aggregate": "select",
    "stream": "select", "insert_all": "insert", "update_all": "update", "delete_all": "delete",
}  # fmt: skip
_SINGLE = ("get", "get!", "get_by", "get_by!", "one", "one!", "exists?", "aggregate")


@detector(
    language="elixir",
    anchors=("Repo", "from"),
    query="""
    ((call target: (dot left: (alias) @_repo right: (identifier) @verb)) @asked
      (#match? @_repo "Repo$"))
    ((call target: (identifier) @_from) @from (#eq? @_from "from"))
    """,
)
def ecto_queries(match: Match) -> Iterator[Fact]:
    """One access for each query."""
    if is_aside(match.source.path) or "/migrations/" in match.source.path:
        return
    for node in match.nodes("asked"):
        yield from _asked(match, node)
    for node in match.nodes("from"):
        yield from _from(match, node)


def _asked(match: Match, node: Node) -> Iterator[Access]:
    verb, given = match.text("verb"), given_to(node)
    first = given.values[0] if given.values else None
    entity = dotted(first)
    if verb not in _VERBS or first is None or first.type != "alias":
        return
    filters = ("id",) if verb in ("get", "get!") else tuple(given.named)
    yield Access(
        lines=node_lines(node), scope=match.scope("asked"), entity=entity, verb=_VERBS[verb],
        filters=filters if verb.startswith("get") else (), single=verb in _SINGLE,
        limited=verb in _SINGLE,
    )  # fmt: skip


def _from(match: Match, node: Node) -> Iterator[Access]:
    given = given_to(node)
    first = given.values[0] if given.values else None
    entity = dotted(first.child_by_field_name("right")) if first is not None else ""
    variable = dotted(first.child_by_field_name("left")) if first is not None else ""
    if not entity[:1].isupper() or first is None or first.type != "binary_operator":
        return
    around = _verb_around(node)
    yield Access(
        lines=node_lines(node), scope=match.scope("from"), entity=entity,
        verb=_VERBS.get(around, "select"), single=around in _SINGLE,
        filters=_columns(given, "where", variable), sorts=_columns(given, "order_by", variable),
        limited="limit" in given.named or around in _SINGLE,
    )  # fmt: skip


def _columns(given: Given, word: str, variable: str) -> tuple[str, ...]:
    """The columns of the schema that a part of the query names."""
    node = given.named.get(word)
    if node is None or not variable:
        return ()
    named = re.findall(rf"\b(?<![.^]){re.escape(variable)}\.(\w+)", node_text(node))
    return tuple(dict.fromkeys(named))


def _verb_around(node: Node) -> str:
    """What the query is given to: `Repo.all(from ...)`, `from(...) |> Repo.one()`."""
    above = node.parent
    for _ in range(4):
        if above is None:
            break
        whole = callee_of(above) if above.type == "call" else ""
        if above.type == "binary_operator":
            right = above.child_by_field_name("right")
            whole = callee_of(right) if right is not None else ""
        owner, _, verb = whole.rpartition(".")
        if owner.endswith("Repo"):
            return verb
        above = above.parent
    return ""
