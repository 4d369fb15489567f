"""Fiber: apps, groups, routes and middleware.

Recognises: `fiber.New` kept in variables and fields; `Group`, `Route` with a function, `Mount` and
`Use` of another app; routers handed to functions and kept in structs; parameters, fields and
results of type `*fiber.App`, `fiber.Router`, `*fiber.Group`; `Get` to `Patch`, `All`, `Add`, and
version 3's `RouteChain`; the middleware before the handler; `Use`, also below a path.
Roles of middleware: Fiber's own packages by their names (`jwtware`, `keyauth`, `basicauth`,
`limiter`, `cors`, `csrf`, `recover`, `logger`, `cache`, `session` ...), others by theirs.
Versions seen: 2, 3.
Not recognised: `Static`, `Domain`; routers kept in maps; registration through interfaces; routes in
a file that does not mention Fiber.
Documentation: https://docs.gofiber.io/guide/routing, https://docs.gofiber.io/api/app
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Chain,
    Definition,
    Fact,
    Guard,
    Literally,
    Mount,
    Name,
    PathRule,
    Router,
)
from backend_architect.survey.grammars.go.text import dotted
from backend_architect.survey.idioms.go import routers, routes
from backend_architect.survey.idioms.go.frameworks import speaks
from backend_architect.survey.idioms.go.readers import FIBER
from backend_architect.survey.idioms.go.routing import (
    Dialect,
    arguments_of,
    callee_of,
    guards_of,
    path_of,
    plain_guard,
    query,
    reach,
    reference,
    scope_of,
    short_lines,
    variable_name,
)

_PARAMETER = re.compile(r"(?<!\\):(\w+)(?:<(?:[^<>]|<[^<>]*>)*>)?(\?)?|[*+]\d*")
_KNOWN = {
    "keyauth.New": "authentication", "basicauth.New": "authentication",
    "jwtware.New": "authentication", "helmet.New": "other", "healthcheck.New": "other",
    "encryptcookie.New": "session", "etag.New": "caching", "pprof.New": "tracing",
    "requestid.New": "logging", "recover.New": "recovery", "idempotency.New": "other",
}  # fmt: skip
_VERBS = ("Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "Connect", "Trace")


def _guard(name: str) -> Guard:
    role = _KNOWN.get(name)
    return Guard(name=name, role=role) if role else plain_guard(name)  # type: ignore[arg-type]  # a role of the table above


def _form(path: str) -> str:
    """`/users/:id<int>?` as `/users/{id}?`, `/files/*` as `/files/{path}`."""
    plain = _PARAMETER.sub(lambda m: f"{{{m[1]}}}{m[2] or ''}" if m[1] else "{path}", path)
    return plain.replace("\\:", ":").replace("\\", "")


DIALECT = Dialect(
    framework="fiber",
    package="github.com/gofiber/fiber",
    makers=("fiber.New",),
    types=("fiber.App", "fiber.Router", "fiber.Group"),
    verbs={**{verb: (verb.upper(),) for verb in _VERBS}, "All": ("ANY",), "Add": ()},
    form=_form,
    roles=_guard,
    grouping=("Group", "RouteChain"),
)


@detector(
    language="go",
    anchors=("fiber",),
    query=query(DIALECT)
    + """
(call_expression
  function: (selector_expression operand: (_) @parent field: (field_identifier) @_nest)
  arguments: (argument_list . (_) @prefix (func_literal) @nested)
  (#eq? @_nest "Route")) @nest
(call_expression
  function: (selector_expression operand: (_) @parent field: (field_identifier) @_mount)
  arguments: (argument_list . (_) @prefix . [(identifier) (selector_expression)] @child .)
  (#any-of? @_mount "Mount")) @mount
""",
)
def fiber(match: Match) -> Iterator[Fact]:
    """Say what this match tells about Fiber."""
    if b"fiber" not in match.source.data or not speaks(match.source.data, DIALECT):
        return
    if match.node("route") is not None:
        yield from _route(match)
    elif match.node("nest") is not None:
        yield from _nested(match)
    elif match.node("mount") is not None:
        yield _mounted(match.nodes("mount")[0], match.nodes("parent")[0], match.nodes("child")[0])
    elif match.node("use") is not None and len(arguments_of(match.nodes("use")[0])) > 1:
        yield from _used_below(match.nodes("use")[0])
    else:
        yield from routers.events(match, DIALECT)


def _route(match: Match) -> Iterator[Fact]:
    call, operand = match.nodes("route")[0], match.nodes("router")[0]
    if b"RouteChain(" not in (operand.text or b""):
        yield from routes.route(match, DIALECT, FIBER)
        return
    reached, given = reach(operand, DIALECT), arguments_of(call)
    router, methods = reference(reached.base), DIALECT.verbs[match.text("verb")]
    if router and methods and given:
        lines = short_lines(call, match.node("verb"), given[-1])
        yield from routes.said(
            call, lines, reached, router, methods, reached.prefix, given, DIALECT, FIBER
        )


def _nested(match: Match) -> Iterator[Fact]:
    """`app.Route("/x", func(r fiber.Router) {...})`: the parameter is a router below the path."""
    given = match.nodes("nested")[0].child_by_field_name("parameters")
    declared = given.named_children[0] if given is not None and given.named_children else None
    names = declared.children_by_field_name("name") if declared is not None else []
    reached = reach(match.nodes("parent")[0], DIALECT)
    parent = reference(reached.base)
    if declared is None or not names or not parent:
        return
    lines = short_lines(match.nodes("nest")[0], None, match.node("nested"))
    child = variable_name(declared, node_text(names[0]))
    yield Router(lines=lines, scope=scope_of(declared), name=child, framework="fiber")
    if "@" in child:
        yield Definition(lines=lines, scope=scope_of(declared), name=child, kind="value")
    yield Mount(
        lines=lines,
        scope=scope_of(declared),
        parent=parent,
        child=Name(dotted=child),
        prefix=path_of(match.nodes("prefix")[0], DIALECT),
        guards=reached.guards,
    )


def _mounted(call: Node, parent: Node, child: Node) -> Mount:
    return Mount(
        lines=node_lines(call),
        scope=scope_of(call),
        parent=reference(reach(parent, DIALECT).base),
        child=Name(dotted=reference(child)),
        prefix=path_of(arguments_of(call)[0], DIALECT),
    )


def _used_below(call: Node) -> Iterator[Fact]:
    """`Use` with several arguments: another app or middleware below a path, or a plain chain."""
    function = call.child_by_field_name("function")
    operand = function.child_by_field_name("operand") if function is not None else None
    router = reference(reach(operand, DIALECT).base) if operand is not None else ""
    given = arguments_of(call)
    path = path_of(given[0], DIALECT)
    if not router:
        return
    if not isinstance(path, Literally):
        for guard in guards_of(given, DIALECT):
            yield Chain(lines=node_lines(call), scope=scope_of(call), router=router, guard=guard)
        return
    named = [node for node in given[1:] if dotted(node)]
    if len(named) == 1 and operand is not None and _is_router(named[0]):
        yield _mounted(call, operand, named[0])
        return
    guards = guards_of(given[1:], DIALECT)
    if guards:
        yield PathRule(
            lines=node_lines(call),
            scope=scope_of(call),
            router=router,
            patterns=(f"/{path.text.strip('/')}/**".replace("//", "/"),),
            guards=guards,
            exclusive=False,
        )


def _is_router(node: Node) -> bool:
    """A name is an app if its function makes one, or takes one as a parameter."""
    scope = reference(node)
    return scope.rpartition(".")[2].lower().endswith(("app", "router")) and not callee_of(
        node
    ).lower().startswith("middleware")
