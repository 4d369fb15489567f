"""JAX-RS resources: Quarkus, RESTEasy, Jersey, Liberty, Dropwizard, CXF, Helidon MP.

Recognises: `@Path` on classes and methods with constants and patterns of parameters; `@GET` to
`@OPTIONS`; mappings inherited from interfaces and abstract classes, interfaces whose class bears no
annotation; sub-resource locators; `@ApplicationPath`; `@PathParam`, `@QueryParam`, `@HeaderParam`,
`@CookieParam`, RESTEasy's `@RestPath` and its like; bodies; `@ResponseStatus`; `@RolesAllowed`,
`@Authenticated`, `@PermitAll`, Dropwizard's `@Auth`.
Versions seen: JAX-RS 1 to 4, Quarkus 1 to 3, Dropwizard 1 to 4.
Not recognised: resources registered by programs (`Resource.builder`), locators that give an Object,
own annotations of methods (`@HttpMethod`) that are not called as the method is. Clients
(`@RegisterRestClient`, interfaces that nothing implements) say nothing.
Documentation: https://jakarta.ee/specifications/restful-ws/4.0/,
https://quarkus.io/guides/rest, https://eclipse-ee4j.github.io/jersey.github.io/documentation/latest/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Expression,
    Fact,
    GlobalPrefix,
    Guard,
    Input,
    Joined,
    Literally,
    Mount,
    Name,
)
from backend_architect.survey.grammars.java.text import (
    arguments_of_type,
    inner_type,
    joined,
    parameters_of,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import (
    annotated,
    class_around,
    members,
    said,
    text,
)
from backend_architect.survey.idioms.java.controllers import (
    actions,
    controller,
    hands_down,
    head,
    routes,
)
from backend_architect.survey.idioms.java.spring_guards import guards_of, opens
from backend_architect.survey.idioms.kotlin.controllers import EMPTY, Handled, Mapped, Style

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
_QUOTED = " ".join(f'"{name}"' for name in _METHODS)
_PLACES = {
    "PathParam": "path", "QueryParam": "query", "HeaderParam": "header", "CookieParam": "cookie",
    "RestPath": "path", "RestQuery": "query", "RestHeader": "header", "RestCookie": "cookie",
}  # fmt: skip
#: Annotations of parameters that are no body.
_ASIDE = frozenset(
    (*_PLACES, "Context", "Suspended", "BeanParam", "MatrixParam", "FormParam", "FormDataParam",
     "RestForm", "RestMatrix", "Auth", "Multipart", "MultipartForm", "SseElementType", "Inject")
)  # fmt: skip
_NOTHING = frozenset(("void", "Void", "Object", "Response", "RestResponse", "?", "Uni", "Multi"))
_PATTERN = re.compile(r"\{\s*([\w.-]+)\s*(?::(?:[^{}]|\{[^{}]*\})*)?\}")
_MARK = b"ws.rs."
#: Characters nobody uses, which stand for parts of a path that are no texts.
_HIDDEN = 0xE000
_SPLIT = re.compile("([\ue000-\uf8ff])")


@detector(
    language="java",
    anchors=("ws.rs.",),
    query=f"""
(method_declaration (modifiers [(marker_annotation name: (_) @_name) (annotation name: (_) @_name)]
  (#any-of? @_name {_QUOTED}))) @handler
(method_declaration (modifiers (annotation name: (_) @_name (#eq? @_name "Path")))) @located
(class_declaration (modifiers (annotation name: (_) @_name
  (#any-of? @_name "Path" "ApplicationPath")))) @class
(interface_declaration (modifiers (annotation name: (_) @_name (#eq? @_name "Path")))) @class
""",
)
def jaxrs(match: Match) -> Iterator[Fact]:
    """Say what this match tells about the resources."""
    if _MARK not in match.source.data:
        return
    declared = match.node("class")
    if declared is not None:
        yield from _class(declared)
        return
    method = (match.nodes("handler") or match.nodes("located"))[0]
    around = class_around(method)
    if around is None or "RegisterRestClient" in annotated(around):
        return
    if match.node("handler") is not None:
        yield from _handler(method, around)
    elif not _methods(method):
        yield from _locator(method, around)


def _class(declared: Node) -> Iterator[Fact]:
    found = annotated(declared)
    for prefix in said(found.get("ApplicationPath"), "value")[:1]:
        yield GlobalPrefix(lines=head(declared), prefix=prefix, framework="jax-rs", inner=True)
    if "Path" in found and "RegisterRestClient" not in found:
        yield from controller(declared, _JAXRS)


def _handler(method: Node, around: Node) -> Iterator[Fact]:
    """A route of its class, or what the class hands down, or both where an interface is served by
    itself or reached through a locator."""
    if "Path" not in annotated(around) and _is_first(method, around):
        yield from controller(around, _JAXRS, mounted=True)
    yield from routes(method, around, _JAXRS)
    if hands_down(around):
        yield from actions(method, around, _JAXRS)


def _is_first(method: Node, around: Node) -> bool:
    """True for the first member that makes its class a resource."""
    own = (each for each in members(around, "method_declaration") if _is_mapped(each))
    return next(own, None) == method


def _is_mapped(method: Node) -> bool:
    return bool(_methods(method)) or "Path" in annotated(method)


def _locator(method: Node, around: Node) -> Iterator[Fact]:
    """What answers below the path is the class that the method gives."""
    if "Path" not in annotated(around) and _is_first(method, around):
        yield from controller(around, _JAXRS, mounted=True)
    own, child = qualified(around), _given(method)
    for prefix in _paths(method) if child and child != own else ():
        yield Mount(
            lines=head(method), scope=own, parent=own, child=Name(dotted=child), prefix=prefix
        )


def _given(method: Node) -> str:
    """The class a locator makes, else the type it gives."""
    kind = method.child_by_field_name("type")
    declared = plain_type(kind)
    if kind is not None and declared == "Class":
        return next((plain_type(each) for each in arguments_of_type(kind)), "")
    made = {plain_type(each.child_by_field_name("type")) for each in _returned(method)}
    return made.pop() if len(made) == 1 else declared if declared != "Object" else ""


def _returned(method: Node) -> Iterator[Node]:
    """The constructions that a method's own statements return."""
    body = method.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        if statement.type == "return_statement":
            for value in statement.named_children:
                if value.type == "object_creation_expression":
                    yield value


def _of_class(declared: Node) -> Mapped | None:
    return Mapped(tuple(_paths(declared))) if "Path" in annotated(declared) else None


def _of_method(method: Node) -> Mapped | None:
    methods = _methods(method)
    return Mapped(tuple(_paths(method)) or (EMPTY,), methods) if methods else None


def _methods(method: Node) -> tuple[str, ...]:
    return tuple(name for name in annotated(method) if name in _METHODS)


def _paths(declared: Node) -> Iterator[Expression]:
    yield from map(_plain, said(annotated(declared).get("Path"), "value"))


def _plain(written: Expression) -> Expression:
    """A path without the patterns of its parameters."""
    parts = written.parts if isinstance(written, Joined) else (written,)
    whole = "".join(
        part.text if isinstance(part, Literally) else chr(_HIDDEN + number)
        for number, part in enumerate(parts)
    )
    found = _PATTERN.sub(r"{\1}", whole)
    return joined([_shown(text, parts) for text in _SPLIT.split(found) if text] or [EMPTY])


def _shown(text: str, parts: tuple[Expression, ...]) -> Expression:
    number = ord(text[0]) - _HIDDEN
    return parts[number] if 0 <= number < len(parts) else Literally(text=text)


def _guards(declared: Node) -> tuple[Guard, ...]:
    """What the annotations of a class or method demand."""
    if opens(declared):
        return (Guard(name="PermitAll", opens=True),)
    known = Guard(name="authenticated", role="authentication")
    return guards_of(declared) or ((known,) if "Authenticated" in annotated(declared) else ())


def _handled(method: Node) -> Handled:
    given = list(parameters_of(method))
    bodies = [kind for _, kind, each in given if not _ASIDE & annotated(each).keys()]
    asked = any("Auth" in annotated(each) for _, _, each in given)
    known = (Guard(name="authenticated", role="authentication"),) if asked else ()
    returns = inner_type(method.child_by_field_name("type"))
    status = text(annotated(method).get("ResponseStatus"), "value")
    return Handled(
        guards=tuple(dict.fromkeys((*known, *_guards(method)))),
        inputs=tuple(each for name, kind, p in given for each in _inputs(name, kind, p)),
        body=inner_type(bodies[0]) if bodies else "",
        returns="" if returns in _NOTHING else returns,
        status=int(status) if status.isdigit() else None,
    )


def _inputs(name: str, kind: Node, declared: Node) -> Iterator[Input]:
    found = annotated(declared)
    for place in (each for each in _PLACES if each in found):
        yield Input(
            name=text(found[place], "value") or name,
            location=_PLACES[place],  # type: ignore[arg-type]  # one of the places above
            type=inner_type(kind),
            required=_PLACES[place] == "path" or "NotNull" in found,
        )


_JAXRS = Style("jax-rs", _of_class, _of_method, _handled, _guards)
