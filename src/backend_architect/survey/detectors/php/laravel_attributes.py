"""Laravel: routes in attributes of controllers (spatie/laravel-route-attributes).

Recognises: `#[Get]` to `#[Delete]`, `#[Any]`, `#[Route]` on methods, `#[Prefix]`, `#[Middleware]`,
`#[Resource]` and `#[ApiResource]` with `only` and `except` on classes.
Versions seen: spatie/laravel-route-attributes 1.
Not recognised: prefixes that the package's configuration gives to folders.
Documentation: https://github.com/spatie/laravel-route-attributes
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.php.text import own_name, qualified
from backend_architect.survey.idioms.php.annotations import (
    Annotation,
    annotations_of,
    module_of,
)
from backend_architect.survey.idioms.php.guards import guard
from backend_architect.survey.idioms.php.laravel import forms, path_of
from backend_architect.survey.idioms.php.laravel_resources import Asked, routes_of
from backend_architect.survey.idioms.php.symfony import class_around

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = ("Get", "Post", "Put", "Patch", "Delete", "Any", "Route")


@detector(
    language="php",
    anchors=("Spatie\\RouteAttributes",),
    query="""
    (method_declaration attributes: (_)) @method
    (class_declaration) @class
    """,
)
def laravel_attributes(match: Match) -> Iterator[Fact]:
    """A router for each controller, and the routes of its methods."""
    if b"Spatie\\RouteAttributes" not in match.source.data:
        return
    declared, method = match.node("class"), match.node("method")
    if declared is not None:
        yield from _controller(match, declared)
    elif method is not None:
        owner = class_around(method)
        if owner is not None:
            yield from _routes(match, method, qualified(owner))


def _said(match: Match, node: Node) -> list[Annotation]:
    found = annotations_of(node, match.source)
    return [e for e in found if module_of(e.written, match.source).startswith("Spatie\\")]


def _guards(said: list[Annotation]) -> tuple[Guard, ...]:
    names = [t for e in said if e.name == "Middleware" for t in e.list("", "middleware")]
    names.extend(t for e in said for t in e.list("middleware") if e.name in _VERBS)
    return tuple(guard(name.rpartition("\\")[2]) for name in names)


def _controller(match: Match, node: Node) -> Iterator[Fact]:
    said = _said(match, node)
    name = qualified(node)
    prefix = next((e.text("", "prefix") for e in said if e.name == "Prefix"), "")
    lines = node.start_point.row + 1, node.start_point.row + 1
    yield Router(lines=lines, name=name, framework="laravel", prefix=Literally(text=prefix),
                 root=True, guards=_guards(said))  # fmt: skip
    for each in said:
        if each.name in ("Resource", "ApiResource"):
            yield from _resource(each, name)


def _resource(said: Annotation, name: str) -> Iterator[Route]:
    own = said.text("", "resource")
    only, without = said.list("only"), said.list("except")
    api = said.name == "ApiResource" or said.text("apiResource") == "true"
    for route in routes_of(Asked(own.strip("/"), single=False, api=api, links=(), options={})):
        if (not only or route.action in only) and route.action not in without:
            yield Route(
                lines=said.lines, router=name, methods=route.methods, framework="laravel",
                path=Literally(text=f"/{route.path}"), handler=f"{name}.{route.action}",
            )  # fmt: skip


def _routes(match: Match, method: Node, owner: str) -> Iterator[Route]:
    said = _said(match, method)
    for each in said:
        if each.name not in _VERBS:
            continue
        methods: tuple[str, ...] = (each.name.upper(),)
        if each.name == "Route":
            methods = tuple(text.upper() for text in each.list("methods", "")) or ("GET",)
        path = each.said.get("uri") or each.said.get("1" if each.name == "Route" else "")
        for whole in forms(path_of(path or Literally(text=""))):
            yield Route(
                lines=each.lines, scope=owner, router=owner, methods=methods, path=whole,
                handler=f"{owner}.{own_name(method)}", framework="laravel", guards=_guards(said),
            )  # fmt: skip
