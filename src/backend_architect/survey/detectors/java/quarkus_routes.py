"""Quarkus' reactive routes.

Recognises: `@Route` with `path`, `regex` left out, `methods`; `@RouteBase` of the class; `@Param`,
`@Header`, `@Body`; `@RolesAllowed`, `@Authenticated`, `@PermitAll`. Failure handlers and filters
are no routes.
Versions seen: Quarkus 1 to 3.
Not recognised: routes whose path is derived from the method's name, regular expressions.
Documentation: https://quarkus.io/guides/reactive-routes
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Fact, Guard, Input
from backend_architect.survey.grammars.java.text import inner_type, parameters_of
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    argument,
    class_around,
    elements,
    named,
    said,
    text,
)
from backend_architect.survey.idioms.java.controllers import controller, is_first, routes
from backend_architect.survey.idioms.java.spring_guards import guards_of, opens
from backend_architect.survey.idioms.kotlin.controllers import Handled, Mapped, Style

_PLACES = {"Param": "query", "Header": "header"}


@detector(
    language="java",
    anchors=("io.quarkus.vertx.web",),
    query="""
(method_declaration (modifiers (annotation name: (_) @_name (#eq? @_name "Route")))) @handler
""",
)
def quarkus_routes(match: Match) -> Iterator[Fact]:
    """Say the route of a method, and its class once."""
    method = match.nodes("handler")[0]
    around = class_around(method)
    if b"io.quarkus.vertx.web" not in match.source.data or around is None:
        return
    if is_first(method, around, _ROUTES):
        yield from controller(around, _ROUTES)
    yield from routes(method, around, _ROUTES)


def _of_class(declared: Node) -> Mapped | None:
    found = annotated(declared).get("RouteBase")
    return Mapped(tuple(said(found, "path"))) if found is not None else None


def _of_method(method: Node) -> Mapped | None:
    found = annotated(method).get("Route")
    paths = tuple(said(found, "path", "value"))
    aside = named(found, "type") == "FAILURE" or argument(found, "regex") is not None
    if found is None or aside or not paths:
        return None
    given = elements(argument(found, "methods"))
    return Mapped(paths, tuple(node_text(each).rpartition(".")[2] for each in given) or ("ANY",))


def _guards(declared: Node) -> tuple[Guard, ...]:
    if opens(declared):
        return (Guard(name="PermitAll", opens=True),)
    known = Guard(name="authenticated", role="authentication")
    return guards_of(declared) or ((known,) if "Authenticated" in annotated(declared) else ())


def _handled(method: Node) -> Handled:
    given = list(parameters_of(method))
    bodies = [kind for _, kind, each in given if "Body" in annotated(each)]
    returns = inner_type(method.child_by_field_name("type"))
    return Handled(
        guards=_guards(method),
        inputs=tuple(each for name, kind, p in given for each in _inputs(name, kind, p)),
        body=inner_type(bodies[0]) if bodies else "",
        returns="" if returns in ("void", "Uni", "Multi") else returns,
    )


def _inputs(name: str, kind: Node, declared: Node) -> Iterator[Input]:
    found = annotated(declared)
    for place in (each for each in _PLACES if each in found):
        yield Input(
            name=text(found[place], "value") or name,
            location=_PLACES[place],  # type: ignore[arg-type]  # one of the places above
            type=inner_type(kind),
            required=False,
        )


_ROUTES = Style("quarkus", _of_class, _of_method, _handled, _guards)
