"""Symfony: routes in attributes and annotations of controllers.

Recognises: `#[Route]` and `@Route` on classes (prefix, methods, or the route of an invokable class)
and on methods, with one path or one for each language; FOSRestBundle's `@Rest\\Get` to
`@Rest\\Patch` and `@Rest\\Route`; `IsGranted` and `Security`; routes of abstract controllers and
traits, which the controllers below them serve. Prefixes of configuration are `symfony-config`'s.
Versions seen: Symfony 2.8 to 7, FOSRestBundle 2 and 3.
Not recognised: FOSRestBundle's routes by the names of methods, route loaders, routes of bundles
from elsewhere.
Documentation: https://symfony.com/doc/current/routing.html,
https://fosrestbundle.readthedocs.io/en/3.x/annotations-reference.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Action,
    Expression,
    Fact,
    Guard,
    Literally,
    Resource,
    Route,
    Router,
)
from backend_architect.survey.grammars.php.text import bases_of, joined, own_name, qualified
from backend_architect.survey.idioms.php.annotations import (
    Annotation,
    annotations_of,
    module_of,
)
from backend_architect.survey.idioms.php.symfony import (
    class_around,
    guards_of,
    has_invoke,
    is_abstract,
    methods_of,
    paths_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = ("Get", "Post", "Put", "Patch", "Delete")


@detector(
    language="php",
    anchors=("Route(", "#[Route", "FOS\\RestBundle", "Rest\\"),
    query="""
    (method_declaration) @method
    (class_declaration) @class
    """,
)
def symfony_routes(match: Match) -> Iterator[Fact]:
    """A router for each class with routes, and the routes of each method."""
    declared, method = match.node("class"), match.node("method")
    if declared is not None:
        yield from _controller(match, declared)
    elif method is not None:
        owner = class_around(method)
        if owner is not None:
            yield from _routes(match, method, owner)


def _said(match: Match, node: Node) -> list[Annotation]:
    """The routes among what is written above a class or method."""
    return [each for each in annotations_of(node, match.source) if _is_route(match, each)]


def _is_route(match: Match, each: Annotation) -> bool:
    module = module_of(each.written, match.source)
    if each.name in _VERBS:
        return module.startswith("FOS\\RestBundle") or each.written.startswith("Rest\\")
    if each.name != "Route":
        return False
    return not module or module.startswith(("Symfony\\", "Sensio\\", "FOS\\")) or "\\Rest" in module


def _controller(match: Match, node: Node) -> Iterator[Fact]:
    body = node.child_by_field_name("body")
    methods = [m for m in body.named_children if m.type == "method_declaration"] if body else []
    own = _said(match, node)
    if not own and not any(_said(match, method) for method in methods):
        return
    if is_abstract(node):
        return
    invoked = has_invoke(node) and not any(_said(match, method) for method in methods)
    name = qualified(node)
    prefixes: list[Expression] = [] if invoked or not own else paths_of(own[0])
    written = annotations_of(node, match.source)
    yield Router(
        lines=own[0].lines if own else _first(node), name=name, framework="symfony",
        prefix=prefixes[0] if len(prefixes) == 1 else Literally(text=""),
        root=True, guards=guards_of(written),
    )  # fmt: skip
    if any(bases_of(node)):
        yield Resource(lines=_first(node), scope=name, router=name, path=Literally(text=""),
                       controller=name, framework="symfony")  # fmt: skip
    for each in own if invoked else ():
        for path in paths_of(each):
            yield _route(each, name, path, f"{name}.__invoke")


def _first(node: Node) -> tuple[int, int]:
    return node.start_point.row + 1, node.start_point.row + 1


def _routes(match: Match, method: Node, owner: Node) -> Iterator[Fact]:
    own = _said(match, method)
    if own and is_abstract(owner):
        yield from _handed_down(match, method, qualified(owner), own)
    if not own or is_abstract(owner):
        return
    name, around = qualified(owner), _said(match, owner)
    guards = guards_of(annotations_of(method, match.source))
    above = paths_of(around[0]) if around else []
    prefixes: list[Expression] = list(above) if len(above) > 1 else [Literally(text="")]
    usual = methods_of(around[0]) if around else ("ANY",)
    handler = f"{name}.{own_name(method)}"
    for each in own:
        for path in paths_of(each):
            for prefix in prefixes:
                yield _route(each, name, joined([prefix, path]), handler, guards, usual)


def _handed_down(match: Match, method: Node, owner: str, own: list[Annotation]) -> Iterator[Action]:
    """The routes of an abstract class or a trait: those of each controller that has it above."""
    guards = guards_of(annotations_of(method, match.source))
    for each in own:
        for path in paths_of(each):
            if isinstance(path, Literally):
                text = f"/{path.text.lstrip('/')}" if path.text else ""
                yield Action(
                    lines=each.lines, scope=owner, controller=owner, name=own_name(method),
                    methods=_methods(each), path=text, guards=guards,
                    handler=f"{owner}.{own_name(method)}",
                )  # fmt: skip


def _methods(each: Annotation) -> tuple[str, ...]:
    return (each.name.upper(),) if each.name in _VERBS else methods_of(each)


def _route(
    each: Annotation,
    owner: str,
    path: Expression,
    handler: str,
    guards: tuple[Guard, ...] = (),
    usual: tuple[str, ...] = ("ANY",),
) -> Route:
    methods = _methods(each)
    return Route(
        lines=each.lines, scope=owner, router=owner, path=path, handler=handler,
        methods=usual if methods == ("ANY",) else methods, framework="symfony", guards=guards,
    )  # fmt: skip
