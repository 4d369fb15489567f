"""SQLAlchemy: queries.

Recognises: `select(Model)`, `update`, `delete`, `insert` and what is chained on them or on the
variable that holds them (`where`, `filter`, `filter_by`, `order_by`, `limit`), how the result is
taken (`first`, `one`, `scalar_one_or_none`, ...); `session.query(Model)`, `Model.query` of
Flask-SQLAlchemy, `session.get(Model, id)`; `session.add(Model(...))`, also of a variable that holds
a new object, and `add_all`; `text("SELECT ...")` by the table it names.
Filters are the queried class's own columns; a fetch by key is said as a filter on "id".
Versions seen: 1.3 to 2.0, Flask-SQLAlchemy 2.5 to 3.1, SQLModel 0.0.x.
Not recognised: columns of joined classes, aliases, lazy loading of relationships, objects deleted
or changed by a variable of unknown class.
Documentation: https://docs.sqlalchemy.org/en/20/orm/queryguide/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.idioms.python.anchors import with_class
from backend_architect.survey.idioms.python.calls import (
    arguments,
    callee,
    dotted,
    elements,
    enclosing,
    last,
    literal,
    looped,
    scope,
)
from backend_architect.survey.idioms.python.chains import Link, carried, chain, given_to
from backend_architect.survey.idioms.python.sqlalchemy import column_name

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS: dict[str, QueryVerb] = {
    "select": "select", "query": "select", "update": "update", "delete": "delete",
    "insert": "insert",
}  # fmt: skip
_ENTITY = re.compile(r"(?:^|\.)(?=[A-Z])\w*[a-z]\w*$")
#: What statements are made by when not by a bare name; list.insert and path.delete are others'.
_MAKERS = re.compile(
    r"^(?:sa|sqlalchemy|sql|sqlmodel|db|pg|postgresql|mysql|sqlite|future|expression"
    r"|orm|dialect\w*|\w*insert|\w*table\w*|\w+\.query)$"
)
_SINGLE = frozenset(
    ("first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "get",
     "fetchone", "count", "first_or_404", "get_or_404", "one_or_404", "exists", "scalar_or_none")
)  # fmt: skip
_RUNS = frozenset(("execute", "scalars", "scalar", "exec", "stream", "stream_scalars", "fetch_one",
                   "fetch_all", "paginate"))  # fmt: skip
_SQL = re.compile(
    r"\b(?:(?P<select>from)|(?P<insert>insert\s+into)|(?P<update>update)|(?P<delete>delete\s+from))"
    r"\s+[\"`]?(?:\w+[\"`]?\.)?[\"`]?(?P<table>[A-Za-z_]\w*)",
    re.IGNORECASE,
)


@detector(
    language="python",
    anchors=(*with_class("select", "query", "update", "delete", "insert"), ".query.",
             *(f"{session}.{verb}" for session in ("session", "db", "sess")
               for verb in ("get(", "get_one(", "add(", "add_all(")),
             "(text(", ".text(", "execute(\n"),
    query="""
    (call function: [(identifier) @made (attribute attribute: (identifier) @made)]
      (#any-of? @made "select" "query" "update" "delete" "insert")) @call
    (attribute object: [(identifier) (attribute)] attribute: (identifier) @flask
      (#eq? @flask "query")) @held
    (call function: (attribute object: [(identifier) (attribute)] @session
      attribute: (identifier) @verb)
      (#any-of? @verb "get" "add" "add_all" "get_one")
      (#match? @session "(session|db|sess)$")) @kept
    (call function: (attribute attribute: (identifier) @run)
      (#any-of? @run "execute" "fetch_all" "fetch_one" "exec")
      arguments: (argument_list . (call function: [(identifier) (attribute)] @text) @raw))
    """,
)  # fmt: skip
def sqlalchemy_queries(match: Match) -> Iterator[Fact]:
    """One access for each query, addition or fetch."""
    call, held, kept = match.node("call"), match.node("held"), match.node("kept")
    raw = match.node("raw")
    if b"down_revision" in match.source.data:
        return
    if call is not None:
        yield from _made(call, match.text("made"))
    elif held is not None and _ENTITY.search(match.text("held").removesuffix(".query")):
        links, end = chain(held)
        if links or any(True for _ in carried(end)):
            yield _access(held, match.text("held").removesuffix(".query"), "select", links, end)
    elif kept is not None:
        yield from _kept(kept, match.text("verb"))
    elif raw is not None and last(callee(raw)) == "text":
        yield from _raw(raw)


def _made(call: Node, verb: str) -> Iterator[Access]:
    entity, function = _entity(call), call.child_by_field_name("function")
    if not entity or function is None:
        return
    maker = function.child_by_field_name("object") if function.type == "attribute" else None
    if maker is not None and verb != "query" and not _MAKERS.match(node_text(maker)):
        return
    links, end = chain(call)
    if verb in ("update", "delete", "insert") and links and links[0].name not in (
        "where", "values", "filter", "returning", "filter_by", "on_conflict_do_update",
        "on_conflict_do_nothing", "execution_options", "from_select", "prefix_with",
    ):  # fmt: skip
        return
    if verb == "query":  # session.query(User).filter(...).delete()
        verb = next((link.name for link in links if link.name in ("update", "delete")), verb)
    yield _access(call, entity, _VERBS[verb], links, end)


def _entity(call: Node) -> str:
    """The class a statement begins with: `User`, `User.id`, `func.count(User.id)`, `users.c.id`."""
    given = arguments(call).positional
    for each in given:
        name = dotted(each)
        if _ENTITY.search(name):
            return name
        if ".c." in name:
            return name.partition(".c.")[0]
        owner = name.rpartition(".")[0]
        if _ENTITY.search(owner):
            return owner
        if each.type == "call" and (inner := _entity(each)):
            return inner
        if re.fullmatch(r"[a-z_]\w*", name) and f"{name}.c." in _around(call):
            return name
    links, _ = chain(call)
    begun = next((link for link in links if link.name == "select_from"), None)
    return _entity(begun.call) if begun is not None else ""


def _around(call: Node) -> str:
    function = enclosing(call, "function_definition", "module")
    return node_text(function) if function is not None and function.type != "module" else ""


def _access(
    start: Node, entity: str, verb: QueryVerb, links: tuple[Link, ...], end: Node
) -> Access:
    own = (*links, *carried(end))
    taken = (*own, *given_to(end, _RUNS))
    names = {link.name for link in taken}
    filters = [f for link in own for f in _filters(link, entity)]
    single = bool(names & _SINGLE) or "count(" in node_text(start)
    if any(link.name in ("get", "get_or_404") for link in links):
        filters.append("id")
    return Access(
        lines=node_lines(end), scope=scope(start), entity=entity, verb=verb,
        filters=tuple(dict.fromkeys(filters)),
        sorts=tuple(dict.fromkeys(s for link in own for s in _sorts(link))),
        limited=bool(names & {"limit", "paginate", "slice", "fetch"}) or single, single=single,
        looped=looped(start) or any(looped(link.call) for link in taken if link.name in _RUNS),
    )  # fmt: skip


def _filters(link: Link, entity: str) -> Iterator[str]:
    if link.name == "filter_by":
        yield from link.given.keywords
    elif link.name in ("where", "filter", "having"):
        for each in link.given.positional:
            yield from _columns(each, entity)


def _columns(node: Node, entity: str) -> Iterator[str]:
    """The columns of the class that a condition compares."""
    wanted = re.compile(rf"(?:^|\.){re.escape(last(entity))}(?:\.c)?\.(\w+)$")
    rest = [node]
    while rest:
        each = rest.pop(0)
        found = wanted.search(node_text(each)) if each.type == "attribute" else None
        if found and found.group(1) != "c":
            yield found.group(1)
        else:
            rest = [*each.named_children, *rest]


def _sorts(link: Link) -> Iterator[str]:
    for each in link.given.positional if link.name == "order_by" else ():
        name = column_name(each)
        if not name and last(callee(each)) in ("desc", "asc"):
            inner = arguments(each).positional
            name = column_name(inner[0]) if inner else ""
        if name:
            yield name


# ---------------------------------------------------------------- sessions and raw statements


def _kept(call: Node, verb: str) -> Iterator[Access]:
    given = arguments(call).positional
    if verb in ("get", "get_one"):
        entity = dotted(given[0]) if len(given) >= 2 else ""
        if _ENTITY.search(entity):
            yield Access(
                lines=node_lines(call), scope=scope(call), entity=entity, verb="select",
                filters=("id",), limited=True, single=True, looped=looped(call),
            )  # fmt: skip
        return
    listed = elements(given[0]) if verb == "add_all" and given else given[:1]
    for each in listed:
        entity = callee(each) or _new(each)
        if _ENTITY.search(entity):
            yield Access(lines=node_lines(call), scope=scope(call), entity=entity, verb="insert",
                         looped=looped(call))  # fmt: skip


def _new(name: Node) -> str:
    """The class of the new object a variable holds: `user = User(...)` above in the function."""
    function = enclosing(name, "function_definition")
    wanted = node_text(name)
    if function is None or name.type != "identifier":
        return ""
    made = re.findall(rf"\b{re.escape(wanted)}\s*=\s*([A-Za-z_][\w.]*)\(", node_text(function))
    return made[-1] if made else ""


def _raw(made: Node) -> Iterator[Access]:
    found = _SQL.search(literal(arguments(made).get("text", 0)))
    if found:
        verb = next(verb for verb in ("insert", "update", "delete", "select") if found.group(verb))
        yield Access(lines=node_lines(made), scope=scope(made), entity=found.group("table"),
                     verb=_VERBS[verb], raw=True, looped=looped(made))  # fmt: skip
