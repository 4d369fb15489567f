"""Feathers: services and the methods they answer.

Recognises: `app.use("/messages", new MessageService())` and `app.use(path, service, { methods })`
where the file speaks of Feathers; the class's own methods where it stands in the same file or says
no known base, else all six; own methods of `methods` are left out, for REST has no path for them.
Versions seen: 3 to 5.
Not recognised: hooks that forbid methods.
Documentation: https://feathersjs.com/api/services.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Joined, Literally, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    elements,
    expression,
    field,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_ROUTER = "(services)"
#: Method of a service -> method of HTTP, and the path behind the service's own.
_METHODS = {
    "find": ("GET", ""), "get": ("GET", "/{id}"), "create": ("POST", ""),
    "update": ("PUT", "/{id}"), "patch": ("PATCH", "/{id}"), "remove": ("DELETE", "/{id}"),
}  # fmt: skip
_SERVICE = re.compile(r"Service|service|createService|createModel|knex|mongoose|sequelize|memory")


@detector(
    language="javascript",
    anchors=("eathers", "new Service", "service("),
    query="""
    (call_expression
      function: (member_expression object: (identifier) @_app property: (property_identifier) @_use)
      arguments: (arguments . (_) @path . (_) @service)
      (#eq? @_use "use") (#any-of? @_app "app" "feathersApp" "api")) @call
    """,
)
def feathers_services(match: Match) -> Iterator[Fact]:
    """A route for each method of a service."""
    call, path, service = match.node("call"), match.node("path"), match.node("service")
    if call is None or path is None or service is None or "eathers" not in match.source.text:
        return
    said = _path(path)
    if said is None or not _is_service(service):
        return
    lines, scope = node_lines(call), scope_of(call)
    yield Router(lines=lines, scope=scope, name=_ROUTER, framework="feathers", root=True)
    for name in _offered(match.source, service, arguments(call)[2:3]):
        verb, behind = _METHODS[name]
        yield Route(
            lines=lines, scope=scope, router=_ROUTER, methods=(verb,), framework="feathers",
            path=Joined(parts=(Literally(text="/"), said, Literally(text=behind))),
            handler=f"{_class(service)}.{name}" if _class(service) else "",
        )  # fmt: skip


def _path(node: Node) -> Expression | None:
    text = string(node)
    if text is not None:
        return Literally(text=text.strip("/")) if text.strip("/") else None
    known = plain(node).type in ("identifier", "member_expression")
    return expression(node) if known and re.search(r"[pP]ath", dotted(node)) else None


def _is_service(node: Node) -> bool:
    node = plain(node)
    if node.type == "object":
        return bool(set(pairs(node)) & set(_METHODS))
    if node.type in FUNCTIONS:
        return False
    name = dotted(field(node, "constructor") or field(node, "function") or node)
    return bool(_SERVICE.search(name))


def _class(node: Node) -> str:
    return dotted(field(plain(node), "constructor"))


def _offered(source: Source, service: Node, options: list[Node]) -> tuple[str, ...]:
    """The service's methods in the order of the documentation."""
    listed = [string(each) for each in elements(_methods(options))]
    if plain(service).type == "object":
        own = set(pairs(service))
    else:
        names, name = names_of(source), _class(service)
        found = names.definitions.get(name)
        local = found is not None and not found.bases
        own = {each for each in _METHODS if f"{name}.{each}" in names.definitions}
        own = own if local and own else set(_METHODS)
    return tuple(each for each in _METHODS if each in own and (not listed or each in listed))


def _methods(options: list[Node]) -> Node | None:
    return pairs(options[0]).get("methods") if options else None
