"""Gin: routers, groups, routes and middleware.

Recognises: `gin.New`/`gin.Default` kept in variables and fields; `Group`, nested and chained;
groups and engines handed to functions and kept in structs; parameters, fields and results of type
`*gin.Engine`, `*gin.RouterGroup`, `gin.IRouter`, `gin.IRoutes`; `GET` to `HEAD`, `Any`, `Handle`,
`Match` with the middleware before the handler; `Use`; what handlers written in place read.
Roles of middleware: `gin.Recovery`, `gin.Logger` and `gin.BasicAuth` as Gin means them, others by
their names.
Versions seen: 1.6 to 1.11.
Not recognised: `Static*` and `NoRoute` (files and fallbacks are no operations); routers kept in
maps; functions that register routes called through an interface or a slice; a middleware added to
a group after a subgroup was made does not reach that subgroup, which is left to `assemble`.
Documentation: https://gin-gonic.com/docs/, https://pkg.go.dev/github.com/gin-gonic/gin#RouterGroup
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Fact, Guard, Route, Unresolved
from backend_architect.survey.idioms import go_routers
from backend_architect.survey.idioms.go_inputs import inputs_of
from backend_architect.survey.idioms.go_readers import GIN
from backend_architect.survey.idioms.go_routing import (
    Dialect,
    arguments_of,
    callee_of,
    guards_of,
    join_paths,
    path_of,
    plain_guard,
    query,
    reach,
    reference,
    scope_of,
    short_lines,
)

_PARAMETER = re.compile(r"[:*](\w+)")
_KNOWN = {
    "gin.Recovery": Guard(name="gin.Recovery", role="recovery"),
    "gin.RecoveryWithWriter": Guard(name="gin.RecoveryWithWriter", role="recovery"),
    "gin.Logger": Guard(name="gin.Logger", role="logging"),
    "gin.LoggerWithConfig": Guard(name="gin.LoggerWithConfig", role="logging"),
    "gin.BasicAuth": Guard(name="gin.BasicAuth", role="authentication"),
}
_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def _guard(name: str) -> Guard:
    return _KNOWN.get(name) or plain_guard(name)


def _form(path: str) -> str:
    return _PARAMETER.sub(r"{\1}", path)


DIALECT = Dialect(
    framework="gin",
    package="github.com/gin-gonic/gin",
    makers=("gin.New", "gin.Default"),
    types=("gin.Engine", "gin.RouterGroup", "gin.IRouter", "gin.IRoutes"),
    verbs={**{verb: (verb,) for verb in _VERBS}, "Any": ("ANY",), "Handle": (), "Match": ()},
    form=_form,
    roles=_guard,
)


@detector(
    language="go",
    anchors=(
        *(f"{verb}(" for verb in (*DIALECT.verbs, "Group", "Use", "gin.New", "gin.Default")),
        *DIALECT.types,
        DIALECT.package,
    ),
    query=query(DIALECT),
)
def gin(match: Match) -> Iterator[Fact]:
    """Say what this match tells about Gin."""
    if match.node("route") is not None:
        yield from _route(match)
    else:
        yield from go_routers.events(match, DIALECT)


def _route(match: Match) -> Iterator[Fact]:
    call, verb, operand = match.nodes("route")[0], match.text("verb"), match.nodes("router")[0]
    given = arguments_of(call)
    methods, rest = _methods(verb, given)
    if len(rest) < 2:  # a path and a handler
        return
    path, handler = rest[0], rest[-1]
    reached = reach(operand, DIALECT)
    router = reference(reached.base)
    if not _is_path(path) or not router:
        return
    lines = short_lines(call, match.node("verb"), handler)
    if not methods:
        yield Unresolved(
            lines=lines,
            scope=scope_of(call),
            what=f"a route of {router}",
            reason="Its method is not written out here.",
        )
        return
    yield from go_routers.received(reached.base, DIALECT)
    yield Route(
        lines=lines,
        scope=scope_of(call),
        router=router,
        methods=methods,
        path=join_paths(reached.prefix, path_of(path, DIALECT)),
        handler=callee_of(handler),
        framework="gin",
        guards=reached.guards + guards_of(rest[1:-1], DIALECT),
        inputs=inputs_of(handler, GIN) if handler.type == "func_literal" else (),
    )


def _is_path(node: Node) -> bool:
    """A route's path is a text, a name or put together of those; not a call's other result."""
    return node.type not in ("func_literal", "composite_literal", "unary_expression", "nil")


def _methods(verb: str, given: list[Node]) -> tuple[tuple[str, ...], list[Node]]:
    """The methods a registration names, and its arguments after them."""
    if verb not in ("Handle", "Match"):
        return DIALECT.verbs[verb], given
    named = re.findall(r"\"([A-Za-z]+)\"|http\.Method(\w+)", node_text(given[0])) if given else []
    return tuple(dict.fromkeys((a or b).upper() for a, b in named)), given[1:]
