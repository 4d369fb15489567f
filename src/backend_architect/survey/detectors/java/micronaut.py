"""Micronaut's controllers.

Recognises: `@Controller` with its path; `@Get` to `@Options` with `value`, `uri` and `uris`,
constants; templates of queries (`{?q*}`) and their operators; mappings inherited from interfaces
and abstract classes; `@Secured`, `@RolesAllowed`, `@PermitAll`; `@Body`, `@QueryValue`,
`@PathVariable`, `@Header`, `@CookieValue`; `@Status`.
Versions seen: Micronaut 1 to 4.
Not recognised: routes made by `RouteBuilder`, management endpoints (`@Endpoint`). Clients
(`@Client`) say nothing.
Documentation: https://docs.micronaut.io/latest/guide/#httpServer
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Input, Joined, Literally
from backend_architect.survey.grammars.java.text import (
    inner_type,
    joined,
    parameters_of,
    plain_type,
)
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    argument,
    class_around,
    named,
    said,
    text,
)
from backend_architect.survey.idioms.java.controllers import (
    actions,
    controller,
    hands_down,
    routes,
)
from backend_architect.survey.idioms.java.spring_guards import guards_of, opens
from backend_architect.survey.idioms.java.spring_mappings import path
from backend_architect.survey.idioms.kotlin.controllers import EMPTY, Handled, Mapped, Style

_METHODS = {
    name: name.upper() for name in ("Get", "Post", "Put", "Delete", "Patch", "Head", "Options")
}
_QUOTED = " ".join(f'"{name}"' for name in _METHODS)
_PLACES = {
    "PathVariable": "path", "QueryValue": "query", "Header": "header", "CookieValue": "cookie",
}  # fmt: skip
_NOTHING = frozenset(("void", "Void", "Object", "HttpResponse", "MutableHttpResponse", "?"))
#: Query parameters and operators of URI templates (RFC 6570) that add nothing to the path.
_QUERY = re.compile(r"\{[?&#][^}]*\}")
_OPERATED = re.compile(r"\{([+/.;]?)(\w+)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\*?\}")
_MARK = b"io.micronaut"


@detector(
    language="java",
    anchors=("io.micronaut",),
    query=f"""
(method_declaration (modifiers [(marker_annotation name: (_) @_name) (annotation name: (_) @_name)]
  (#any-of? @_name {_QUOTED}))) @handler
(class_declaration (modifiers [(marker_annotation name: (_) @_name) (annotation name: (_) @_name)]
  (#eq? @_name "Controller"))) @class
""",
)
def micronaut(match: Match) -> Iterator[Fact]:
    """Say what this match tells about the controllers."""
    if _MARK not in match.source.data:
        return
    declared = match.node("class")
    if declared is not None:
        if _serves(declared):
            yield from controller(declared, _MICRONAUT)
        return
    method = match.nodes("handler")[0]
    around = class_around(method)
    if around is not None and "Client" not in annotated(around):
        yield from (routes if _serves(around) else actions)(method, around, _MICRONAUT)


def _serves(declared: Node) -> bool:
    return "Controller" in annotated(declared) and not hands_down(declared)


def _of_class(declared: Node) -> Mapped | None:
    found = annotated(declared).get("Controller")
    return Mapped(tuple(map(_path, said(found, "value")))) if found is not None else None


def _of_method(method: Node) -> Mapped | None:
    """The paths and methods of all its mappings; a method may have several."""
    found = [(each, name) for name, each in annotated(method).items() if name in _METHODS]
    paths: list[Expression] = []
    for each, _ in found:
        paths.extend(map(_path, said(each, "value", "uri") or said(each, "uris")))
    methods = tuple(_METHODS[name] for _, name in found)
    return Mapped(tuple(dict.fromkeys(paths)) or (EMPTY,), methods) if methods else None


def _path(written: Expression) -> Expression:
    """A path without its query, with plain parameters."""
    said_ = path(_unasked(written))
    if isinstance(said_, Joined):
        return joined([_path(part) for part in said_.parts])
    return said_


def _unasked(written: Expression) -> Expression:
    if not isinstance(written, Literally):
        return written
    return Literally(text=_OPERATED.sub(_parameter, _QUERY.sub("", written.text)))


def _parameter(found: re.Match[str]) -> str:
    """`{/id}` brings its own slash, `{.format}` its own dot."""
    before = found[1] if found[1] in "/." else ""
    return f"{before}{{{found[2]}}}"


def _guards(declared: Node) -> tuple[Guard, ...]:
    """What `@Secured` and its like demand; anonymous callers make it open."""
    found = annotated(declared).get("Secured")
    written = node_text(found) if found is not None else ""
    if "ANONYMOUS" in written or "isAnonymous" in written or opens(declared):
        return (Guard(name="anonymous", opens=True),)
    if "AUTHENTICATED" in written or "isAuthenticated" in written:
        return (Guard(name="authenticated", role="authentication"),)
    return guards_of(declared)


def _handled(method: Node) -> Handled:
    given = list(parameters_of(method))
    bodies = [kind for _, kind, each in given if "Body" in annotated(each)]
    returns = inner_type(method.child_by_field_name("type"))
    return Handled(
        guards=_guards(method),
        inputs=tuple(each for name, kind, p in given for each in _inputs(name, kind, p)),
        body=inner_type(bodies[0]) if bodies else "",
        returns="" if returns in _NOTHING else returns,
        status=_status(method),
    )


def _status(method: Node) -> int | None:
    name = named(annotated(method).get("Status"), "value")
    return HTTPStatus[name].value if name in HTTPStatus.__members__ else None


def _inputs(name: str, kind: Node, declared: Node) -> Iterator[Input]:
    found = annotated(declared)
    for place in (each for each in _PLACES if each in found):
        optional = plain_type(kind) == "Optional" or "Nullable" in found
        optional = optional or argument(found[place], "defaultValue") is not None
        yield Input(
            name=text(found[place], "value", "name") or name,
            location=_PLACES[place],  # type: ignore[arg-type]  # one of the places above
            type=inner_type(kind),
            required=_PLACES[place] == "path" or not optional,
        )


_MICRONAUT = Style("micronaut", _of_class, _of_method, _handled, _guards)
