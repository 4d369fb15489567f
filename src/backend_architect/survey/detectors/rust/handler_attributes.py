"""Handlers whose method and path stand in an attribute: Actix, ntex, Rocket, utoipa.

Recognises: `#[get("/x")]` to `#[trace]`, also below a module's name; `#[route("/x", method = ..)]`
and Rocket's `#[route(GET, uri = "/x")]`; several of them below Actix' `#[routes]`; Actix'
`#[scope("/x")]` around modules; `#[utoipa::path(get, path = "/x")]` where nothing else says the
path; Rocket's segments `<id>`, `<path..>`, its queries `?<page>&<filter..>` and `data`.
They are said as actions: what mounts the handler makes them endpoints.
Versions seen: actix-web 2 to 4, ntex 0.4 to 2, rocket 0.4 and 0.5, utoipa 3 to 5.
Not recognised: attributes that an own macro writes.
Documentation: https://docs.rs/actix-web-codegen/, https://rocket.rs/guide/v0.5/requests/,
https://docs.rs/utoipa/latest/utoipa/attr.path.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Action, Consumed, Fact, Input
from backend_architect.survey.grammars.rust.text import inner_type, parameters_of, qualified
from backend_architect.survey.idioms.rust.items import Attribute, attributes_of, is_tested
from backend_architect.survey.idioms.rust.routes import METHODS, VERBS, openapi_form

_QUERY = re.compile(r"<(\w+)(\.\.)?>")
_BODY = re.compile(r"<(\w+)>")


@detector(
    language="rust",
    anchors=(*(f"{verb}(" for verb in VERBS), "route(", "path("),
    query="(function_item) @handler",
)
def handler_attributes(match: Match) -> Iterator[Fact]:
    """One action for each path of a handler, and what it takes by Rocket's attribute."""
    function = match.nodes("handler")[0]
    found = list(attributes_of(function))
    served = [each for each in found if _methods(each)]
    documented = [each for each in found if each.name in ("utoipa.path", "path")]
    attributes = served or documented
    if not attributes or is_tested(function):
        return
    by_path: dict[str, list[str]] = {}
    for each in attributes:
        path = _path(each)
        if path is not None:
            by_path.setdefault(path, []).extend(_methods(each) or _documented(each))
    name, scoped = qualified(function), _scopes(function)
    for path, methods in by_path.items():
        yield Action(
            lines=node_lines(attributes[0].node),
            scope=name.rpartition(".")[0],
            controller=name,
            name=name.rpartition(".")[2],
            methods=tuple(dict.fromkeys(methods)) or ("ANY",),
            path=_rooted(scoped + openapi_form(path.partition("?")[0])),
            handler=name,
        )
    for each in served:
        yield from _taken(each, function)


def _methods(attribute: Attribute) -> tuple[str, ...]:
    """The methods of an attribute that serves its function, () for any other attribute."""
    last = attribute.name.rpartition(".")[2]
    if last in VERBS and attribute.first_text() is not None:
        return (VERBS[last],)
    if last != "route":
        return ()
    named = attribute.named().get("method", [])
    words = [word.rpartition(":")[2].upper() for word in (*named, *attribute.words())]
    return tuple(word for word in words if word in METHODS)


def _documented(attribute: Attribute) -> tuple[str, ...]:
    """The methods of `#[utoipa::path(get, ...)]`, `method(get, head)`."""
    inside = [node_text(token) for token in attribute.called().get("method", [])]
    words = [word.upper() for word in (*attribute.words(), *inside)]
    return tuple(word for word in words if word in METHODS)


def _path(attribute: Attribute) -> str | None:
    named = attribute.named()
    said = named.get("path") or named.get("uri")
    return attribute.first_text() if said is None else said[0]


def _scopes(function: Node) -> str:
    """What the modules around put before the path."""
    found = ""
    above = function.parent
    while above is not None:
        for each in attributes_of(above) if above.type == "mod_item" else ():
            if each.name.rpartition(".")[2] == "scope":
                found = openapi_form(each.first_text() or "").rstrip("/") + found
        above = above.parent
    return found


def _rooted(path: str) -> str:
    """A path of "/" is that of what it is mounted on."""
    if path in ("", "/"):
        return ""
    return path if path.startswith("/") else f"/{path}"


def _taken(attribute: Attribute, function: Node) -> Iterator[Fact]:
    """Rocket says in the path which parameters come from the query, and which from the body."""
    types = {name: kind for name, kind, _ in parameters_of(function)}
    lines, scope = node_lines(attribute.node), qualified(function)
    for name, _ in _QUERY.findall((_path(attribute) or "").partition("?")[2]):
        kind = types.get(name)
        required = kind is None or not node_text(kind).startswith("Option<")
        given = Input(name=name, location="query", type=inner_type(kind), required=required)
        yield Consumed(lines=lines, scope=scope, input=given)
    for data in attribute.named().get("data", []):
        body = _BODY.match(data)
        if body is not None:
            held = inner_type(types.get(body[1]))
            given = Input(name=held or body[1], location="body", type=held)
            yield Consumed(lines=lines, scope=scope, input=given)
