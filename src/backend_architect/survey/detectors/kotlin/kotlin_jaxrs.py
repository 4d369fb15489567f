"""JAX-RS resources written in Kotlin: Quarkus, Jersey, RESTEasy.

Recognises: `@Path` on classes and functions with constants and string templates; `@GET` to
`@OPTIONS`; mappings inherited from interfaces and abstract classes; `@ApplicationPath`;
`@PathParam`, `@QueryParam`, `@HeaderParam`, `@CookieParam` and RESTEasy's `@RestPath` and its like;
`@RolesAllowed`, `@Authenticated`, `@PermitAll`.
Versions seen: JAX-RS 2 to 4, Quarkus 1 to 3.
Not recognised: sub-resource locators, resources whose path stands on an interface alone. Clients
(`@RegisterRestClient`) say nothing.
Documentation: https://jakarta.ee/specifications/restful-ws/, https://quarkus.io/guides/rest
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Fact, GlobalPrefix, Guard, Input
from backend_architect.survey.grammars.kotlin.text import (
    Parameter,
    inner_type,
    is_nullable,
    parameters_of,
    return_type,
)
from backend_architect.survey.idioms.java.annotations import said, text
from backend_architect.survey.idioms.java.spring_mappings import path
from backend_architect.survey.idioms.kotlin.annotations import (
    annotated,
    annotations_of,
    class_around,
)
from backend_architect.survey.idioms.kotlin.controllers import (
    EMPTY,
    Handled,
    Mapped,
    Style,
    actions,
    controller,
    hands_down,
    head,
    routes,
)

_METHODS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"))
_PLACES = {
    "PathParam": "path", "QueryParam": "query", "HeaderParam": "header", "CookieParam": "cookie",
    "RestPath": "path", "RestQuery": "query", "RestHeader": "header", "RestCookie": "cookie",
}  # fmt: skip
_NOTHING = frozenset(("Unit", "Void", "Any", "Response", "RestResponse", "*"))


@detector(
    language="kotlin",
    anchors=("ws.rs.",),
    query="""
(function_declaration (modifiers (annotation (user_type) @_name
  (#any-of? @_name "GET" "POST" "PUT" "DELETE" "PATCH" "HEAD" "OPTIONS")))) @handler
(class_declaration (modifiers (annotation (constructor_invocation (user_type) @_name)
  (#any-of? @_name "Path" "ApplicationPath")))) @class
""",
)
def kotlin_jaxrs(match: Match) -> Iterator[Fact]:
    """Say what this match tells about the resources."""
    if b"ws.rs." not in match.source.data:
        return
    declared = match.node("class")
    if declared is not None:
        yield from _class(declared)
        return
    function = match.nodes("handler")[0]
    around = class_around(function)
    if around is None or "RegisterRestClient" in annotations_of(around):
        return
    yield from (routes if _serves(around) else actions)(function, around, _JAXRS)


def _class(declared: Node) -> Iterator[Fact]:
    application = annotations_of(declared).get("ApplicationPath")
    if application is not None:
        for prefix in said(application, "value")[:1]:
            yield GlobalPrefix(lines=head(declared), prefix=prefix, framework="jax-rs")
    elif _serves(declared):
        yield from controller(declared, _JAXRS)


def _serves(declared: Node) -> bool:
    found = annotations_of(declared)
    return "Path" in found and "RegisterRestClient" not in found and not hands_down(declared)


def _of_class(declared: Node) -> Mapped | None:
    found = annotations_of(declared).get("Path")
    return Mapped(tuple(map(path, said(found, "value")))) if found is not None else None


def _of_function(function: Node) -> Mapped | None:
    found = annotations_of(function)
    methods = tuple(name for name in found if name in _METHODS)
    paths = tuple(map(path, said(found.get("Path"), "value"))) or (EMPTY,)
    return Mapped(paths, methods) if methods else None


def _guards(declared: Node) -> tuple[Guard, ...]:
    """What the annotations of a class or function demand."""
    found = annotations_of(declared)
    known = Guard(name="authenticated", role="authentication")
    if "RolesAllowed" in found:
        words = node_text(found["RolesAllowed"]).partition("(")[2].rstrip(")")
        return known, Guard(name=f"RolesAllowed {words}"[:80], role="authorization")
    return (known,) if "Authenticated" in found else ()


def _handled(function: Node) -> Handled:
    given = list(parameters_of(function))
    bodies = [each for each in given if not _is_annotated(each)]
    returns = inner_type(return_type(function))
    return Handled(
        guards=_guards(function),
        inputs=tuple(each for parameter in given for each in _inputs(parameter)),
        body=inner_type(bodies[0].type) if bodies else "",
        returns="" if returns in _NOTHING else returns,
    )


def _is_annotated(parameter: Parameter) -> bool:
    return bool({*_PLACES, "Context", "BeanParam"} & annotated(parameter.modifiers).keys())


def _inputs(parameter: Parameter) -> Iterator[Input]:
    found = annotated(parameter.modifiers)
    for name in (each for each in _PLACES if each in found):
        place = _PLACES[name]
        optional = is_nullable(parameter.type) or "DefaultValue" in found
        yield Input(
            name=text(found[name], "value") or parameter.name,
            location=place,  # type: ignore[arg-type]  # one of the places above
            type=inner_type(parameter.type),
            required=place == "path" or not optional,
        )


_JAXRS = Style("jax-rs", _of_class, _of_function, _handled, _guards)
