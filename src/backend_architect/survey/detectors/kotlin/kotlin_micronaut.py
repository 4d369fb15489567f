"""Micronaut's controllers written in Kotlin.

Recognises: `@Controller` with its path; `@Get` to `@Options` with `value`, `uri` and `uris`,
constants and string templates; mappings inherited from interfaces and abstract classes; `@Secured`;
`@Body`, `@QueryValue`, `@PathVariable`, `@Header`, `@CookieValue`.
Versions seen: Micronaut 1 to 4.
Not recognised: routes made by `RouteBuilder`. Clients (`@Client`) say nothing.
Documentation: https://docs.micronaut.io/latest/guide/#httpServer
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Input, Literally
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
    routes,
)

_METHODS = {
    name: name.upper() for name in ("Get", "Post", "Put", "Delete", "Patch", "Head", "Options")
}
_PLACES = {
    "PathVariable": "path", "QueryValue": "query", "Header": "header", "CookieValue": "cookie",
}  # fmt: skip
_NOTHING = frozenset(("Unit", "Void", "Any", "HttpResponse", "MutableHttpResponse", "*"))
#: Query parameters and operators of URI templates (RFC 6570) that add nothing to the path.
_QUERY = re.compile(r"\{[?&][^}]*\}")
_OPERATED = re.compile(r"\{[+/#.;]?(\w+)\*?\}")


@detector(
    language="kotlin",
    anchors=("io.micronaut",),
    query="""
(function_declaration (modifiers (annotation [(user_type) @_name
  (constructor_invocation (user_type) @_name)]
  (#any-of? @_name "Get" "Post" "Put" "Delete" "Patch" "Head" "Options")))) @handler
(class_declaration (modifiers (annotation [(user_type) @_name
  (constructor_invocation (user_type) @_name)] (#eq? @_name "Controller")))) @class
""",
)
def kotlin_micronaut(match: Match) -> Iterator[Fact]:
    """Say what this match tells about the controllers."""
    if b"io.micronaut" not in match.source.data:
        return
    declared = match.node("class")
    if declared is not None:
        if _serves(declared):
            yield from controller(declared, _MICRONAUT)
        return
    function = match.nodes("handler")[0]
    around = class_around(function)
    if around is None or "Client" in annotations_of(around):
        return
    yield from (routes if _serves(around) else actions)(function, around, _MICRONAUT)


def _serves(declared: Node) -> bool:
    return "Controller" in annotations_of(declared) and not hands_down(declared)


def _of_class(declared: Node) -> Mapped | None:
    found = annotations_of(declared).get("Controller")
    return Mapped(tuple(map(_path, said(found, "value")))) if found is not None else None


def _of_function(function: Node) -> Mapped | None:
    found = annotations_of(function)
    for name, method in _METHODS.items():
        if name in found:
            given = said(found[name], "value", "uri") or said(found[name], "uris")
            return Mapped(tuple(map(_path, given)) or (EMPTY,), (method,))
    return None


def _path(written: Expression) -> Expression:
    plain = path(written)
    if isinstance(plain, Literally):
        return Literally(text=_OPERATED.sub(r"{\1}", _QUERY.sub("", plain.text)))
    return plain


def _guards(declared: Node) -> tuple[Guard, ...]:
    """What `@Secured` demands; anonymous callers make it open."""
    found = annotations_of(declared).get("Secured")
    written = node_text(found) if found is not None else ""
    if not written or "ANONYMOUS" in written or "isAnonymous" in written:
        return ()
    known = Guard(name="authenticated", role="authentication")
    if "AUTHENTICATED" in written or "isAuthenticated" in written:
        return (known,)
    words = " ".join(re.findall(r"\w+", written.partition("(")[2])[:4])
    return known, Guard(name=f"Secured {words}", role="authorization")


def _handled(function: Node) -> Handled:
    given = list(parameters_of(function))
    bodies = [each for each in given if "Body" in annotated(each.modifiers)]
    returns = inner_type(return_type(function))
    return Handled(
        guards=_guards(function),
        inputs=tuple(each for parameter in given for each in _inputs(parameter)),
        body=inner_type(bodies[0].type) if bodies else "",
        returns="" if returns in _NOTHING else returns,
    )


def _inputs(parameter: Parameter) -> Iterator[Input]:
    found = annotated(parameter.modifiers)
    for name in (each for each in _PLACES if each in found):
        place = _PLACES[name]
        optional = is_nullable(parameter.type) or parameter.default is not None
        yield Input(
            name=text(found[name], "value", "name") or parameter.name,
            location=place,  # type: ignore[arg-type]  # one of the places above
            type=inner_type(parameter.type),
            required=place == "path" or not optional,
        )


_MICRONAUT = Style("micronaut", _of_class, _of_function, _handled, _guards)
