"""Django and Django REST framework: what generic views do to the database.

Recognises: generic views and viewsets with `queryset = Model.objects...` or `model = Model`: the
rows that listing, fetching, creating, changing and deleting touch, by `lookup_field` (else the
key), in the order of `order_by`; the methods they inherit, so that a route's handler can be
followed into `get_queryset` and its like.
Versions seen: Django 1.8 to 5.2, DRF 3.x.
Not recognised: pages that `DEFAULT_PAGINATION_CLASS` cuts (only `pagination_class` and
`paginate_by` of the class bound a list); filter backends.
Documentation: https://www.django-rest-framework.org/api-guide/generic-views/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.model.data import QueryVerb
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Access, Call, Definition, Fact
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    attribute_of,
    dotted,
    literal,
    methods_of,
    scope,
    texts,
)
from backend_architect.survey.idioms.python.django_generic import Deed, of_views, of_viewsets

if TYPE_CHECKING:
    from tree_sitter import Node

_MODEL = re.compile(r"([A-Za-z_][\w.]*?)\.(?:\w*objects|_default_manager)\b")
_VERBS: dict[str, tuple[QueryVerb, ...]] = {
    "list": ("select",), "retrieve": ("select",), "create": ("insert",),
    "update": ("select", "update"), "destroy": ("select", "delete"),
}  # fmt: skip
#: What each deed calls on the way, where the class has it.
_CALLS = {"list": ("get_queryset", "filter_queryset"), "retrieve": ("get_object", "get_queryset"),
          "create": ("perform_create", "form_valid"),
          "update": ("get_object", "get_queryset", "perform_update", "form_valid"),
          "destroy": ("get_object", "get_queryset", "perform_destroy")}  # fmt: skip

#: What tells a generic view what it is about.
_TOLD = frozenset(("queryset", "model", "get_queryset", "get_object", "serializer_class",
                   "form_class"))  # fmt: skip


@detector(
    language="python",
    anchors=("View)", "View,", "View\n", "ViewSet", "ModelMixin", "Feed)"),
    query="(class_definition superclasses: (argument_list)) @class",
)
def django_generic_views(match: Match) -> Iterator[Fact]:
    """The inherited methods of a view, and what they read and write."""
    class_ = match.node("class")
    if class_ is None:
        return
    bases = class_bases(class_)
    offered = of_viewsets(bases) or of_views(bases)
    around, own = scope(class_), field_text(class_, "name")
    name = f"{around}.{own}" if around else own
    defined = {field_text(method, "name") for method in methods_of(class_)}
    if not (defined & _TOLD or any(attribute_of(class_, each) is not None for each in _TOLD)):
        return  # nothing says what it is about: a class of another kind, or all of it is inherited
    for method, deed in offered.items():
        if method not in defined and deed:
            yield from _inherited(class_, f"{name}.{method}", name, deed)
            if not defined & {deed, "get_queryset", "get_object"}:
                yield from _accesses(class_, f"{name}.{method}", deed)


def _inherited(class_: Node, function: str, scope: str, deed: Deed) -> Iterator[Fact]:
    lines = (class_.start_point.row + 1,) * 2
    yield Definition(lines=lines, scope=scope, name=function, kind="function",
                     parameters=("request",))  # fmt: skip
    for called in (deed, *_CALLS[deed]):
        yield Call(lines=lines, scope=function, callee=f"self.{called}")


def _accesses(class_: Node, function: str, deed: Deed) -> Iterator[Access]:
    queryset = attribute_of(class_, "queryset")
    found = _MODEL.match(node_text(queryset)) if queryset is not None else None
    model = found.group(1) if found else dotted(attribute_of(class_, "model"))
    if not model:
        return
    one = deed != "list"
    by = literal(attribute_of(class_, "lookup_field") or attribute_of(class_, "slug_field")) or "id"
    for verb in _VERBS[deed]:
        yield Access(
            lines=node_lines(queryset) if queryset is not None else node_lines(class_),
            scope=function, entity=model, verb=verb, single=one and verb == "select",
            filters=(by.partition("__")[0],) if one and verb != "insert" else (),
            sorts=_sorts(class_, queryset) if not one else (),
            limited=one or _is_paged(class_),
        )  # fmt: skip


def _sorts(class_: Node, queryset: Node | None) -> tuple[str, ...]:
    ordering = texts(attribute_of(class_, "ordering"))
    ordered = re.search(r"\.order_by\(([^)]*)\)", node_text(queryset) if queryset else "")
    written = re.findall(r"[\"'](-?\w+)[\"']", ordered.group(1)) if ordered else ()
    return tuple(each.partition("__")[0] for each in (written or ordering))


def _is_paged(class_: Node) -> bool:
    pages = attribute_of(class_, "pagination_class") or attribute_of(class_, "paginate_by")
    return pages is not None and pages.type != "none"
