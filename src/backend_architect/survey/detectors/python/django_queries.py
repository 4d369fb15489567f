"""Django: queries of the ORM.

Recognises: `Model.objects` (and other managers named `...objects`) with `filter`, `exclude`, `get`,
`order_by`, `first`, `exists`, `count`, slices, `create`, `update`, `delete`, `bulk_create`,
`get_or_create`, carried on by variables; `get_object_or_404(Model, ...)`,
`get_list_or_404`. `queryset = Model.objects...` of class-based views is said by
`django-generic-views`.
Filters are the model's own fields (`author__name` is said as "author", `pk` as "id").
Versions seen: Django 1.8 to 5.2.
Not recognised: reverse relations (`author.books.all()`), managers of other names, `Q` objects held
by variables, lazy loading of related objects in loops.
Documentation: https://docs.djangoproject.com/en/stable/ref/models/querysets/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Fact
from backend_architect.survey.idioms.python.calls import (
    arguments,
    callee,
    dotted,
    last,
    literal,
    looped,
    scope,
)
from backend_architect.survey.idioms.python.chains import Link, carried, chain

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS: dict[str, QueryVerb] = {
    "create": "insert", "bulk_create": "insert", "acreate": "insert", "abulk_create": "insert",
    "get_or_create": "insert", "aget_or_create": "insert", "update_or_create": "update",
    "update": "update", "aupdate": "update", "bulk_update": "update", "delete": "delete",
    "adelete": "delete",
}  # fmt: skip
_SINGLE = frozenset(
    ("get", "first", "last", "exists", "count", "latest", "earliest", "aggregate", "get_or_create",
     "update_or_create", "aget", "afirst", "alast", "aexists", "acount", "aggregate")
)  # fmt: skip
_FILTERS = frozenset(("filter", "exclude", "get", "aget", "get_or_create", "update_or_create",
                      "aget_or_create"))  # fmt: skip
_NOT_FILTERS = frozenset(("defaults",))


@detector(
    language="python",
    anchors=("objects", "get_object_or_404", "get_list_or_404"),
    query="""
    (attribute object: [(identifier) (attribute)] @model attribute: (identifier) @manager
      (#match? @manager "objects$")) @managed
    (call function: (identifier) @short
      (#any-of? @short "get_object_or_404" "get_list_or_404" "aget_object_or_404")) @call
    """,
)
def django_queries(match: Match) -> Iterator[Fact]:
    """One access for each query."""
    managed, call = match.node("managed"), match.node("call")
    if "/migrations/" in match.source.path:
        return  # runs once, on the tables as they were then
    if managed is not None:
        yield from _managed(managed, match.text("model"))
    elif call is not None:
        yield from _shortcut(call)


def _managed(managed: Node, model: str) -> Iterator[Access]:
    links, end = chain(managed)
    if _is_attribute(end):
        return  # said by `django-generic-views`, for each method that uses it
    if not links or not re.search(r"(?:^|\.)[A-Z]\w*$", model):
        return
    whole = (*links, *carried(end))
    names = {link.name for link in whole}
    single = bool(names & _SINGLE)
    yield Access(
        lines=node_lines(end), scope=scope(managed), entity=model, single=single,
        verb=next((_VERBS[link.name] for link in whole if link.name in _VERBS), "select"),
        filters=tuple(dict.fromkeys(f for link in whole for f in _filters(link))),
        sorts=tuple(dict.fromkeys(s for link in whole for s in _sorts(link))),
        limited=single or _sliced(end) or any(_sliced(link.call) for link in whole),
        looped=looped(managed),
    )  # fmt: skip


def _is_attribute(end: Node) -> bool:
    """True for `queryset = Order.objects.all()` in a class body."""
    statement = end.parent
    inside = statement.parent.parent if statement is not None and statement.parent else None
    return (
        statement is not None
        and statement.type == "assignment"
        and node_text(statement).startswith("queryset")
        and inside is not None
        and inside.parent is not None
        and inside.parent.type == "class_definition"
    )


def _shortcut(call: Node) -> Iterator[Access]:
    """`get_object_or_404(Order, pk=1)`, also of a manager or a queryset."""
    given = arguments(call)
    first = given.positional[0] if given.positional else None
    entity = dotted(first).partition(".objects")[0]
    if first is None or not re.search(r"(?:^|\.)[A-Z]\w*$", entity):
        return
    single = last(callee(call)).endswith("object_or_404")
    yield Access(
        lines=node_lines(call), scope=scope(call), entity=entity, verb="select", single=single,
        filters=tuple(dict.fromkeys(_field(name) for name in given.keywords)), limited=single,
        looped=looped(call),
    )  # fmt: skip


def _filters(link: Link) -> Iterator[str]:
    if link.name not in _FILTERS:
        return
    for name in link.given.keywords:
        if name not in _NOT_FILTERS:
            yield _field(name)
    for each in link.given.positional:  # Q(state=1) | Q(owner=user)
        for name in re.findall(r"\bQ\(\s*(\w+)\s*=", node_text(each)):
            yield _field(name)


def _field(lookup: str) -> str:
    """`author__name__icontains` compares the field `author`; `pk` is most often `id`."""
    name = lookup.partition("__")[0]
    return "id" if name == "pk" else name


def _sorts(link: Link) -> Iterator[str]:
    if link.name in ("order_by", "latest", "earliest"):
        for each in link.given.positional:
            text = literal(each)
            if text and text != "?":
                minus = "-" if text.startswith("-") else ""
                yield minus + _field(text.removeprefix("-"))


def _sliced(end: Node) -> bool:
    """True if a queryset is cut as in `orders[:10]`."""
    parent = end.parent
    if parent is None or parent.type != "subscript":
        return False
    return any(child.type in ("slice", "integer") for child in parent.named_children)
