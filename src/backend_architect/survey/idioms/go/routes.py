"""A route as Go's frameworks write it: `router.Verb(path, middleware..., handler)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Joined,
    Literally,
    Name,
    Route,
    Unresolved,
)
from backend_architect.survey.grammars.go.text import expression, parameters_of, text_of
from backend_architect.survey.idioms.fallbacks import is_fallback
from backend_architect.survey.idioms.go import routers
from backend_architect.survey.idioms.go.inputs import Readers, inputs_of
from backend_architect.survey.idioms.go.order import late_guards
from backend_architect.survey.idioms.go.routing import (
    Dialect,
    Reached,
    arguments_of,
    callee_of,
    declaration_of,
    function_around,
    guards_of,
    join_paths,
    path_of,
    reach,
    reference,
    scope_of,
    short_lines,
)

_METHOD = re.compile(r"\"([A-Za-z]+)\"|\bMethod([A-Z]\w*)")
_NO_HANDLERS = frozenset(("unary_expression", "nil", "interpreted_string_literal", "int_literal"))


def route(match: Match, dialect: Dialect, readers: Readers) -> Iterator[Fact]:
    """The route of a match, if it is one: with a path, a handler and a router that has a name."""
    call, verb, operand = match.nodes("route")[0], match.text("verb"), match.nodes("router")[0]
    methods, rest = _methods(verb, arguments_of(call), dialect)
    if len(rest) < 2 or not is_path(rest[0]) or rest[-1].type in _NO_HANDLERS:
        return
    if is_fallback(text_of(rest[0]), node_text(rest[-1])):
        return
    reached = reach(operand, dialect)
    reached = reached._replace(guards=late_guards(reached.base, dialect) + reached.guards)
    router = reference(reached.base)
    if not router:
        return
    lines = short_lines(call, match.node("verb"), rest[-1])
    if not methods:
        yield Unresolved(
            lines=lines,
            scope=scope_of(call),
            what=f"a route of {router}",
            reason="Its method is not written out here.",
        )
        return
    yield from routers.received(reached.base, dialect)
    for path in spellings(join_paths(reached.prefix, path_of(rest[0], dialect))):
        yield from said(call, lines, reached, router, methods, path, rest[1:], dialect, readers)


def is_path(node: Node) -> bool:
    """True for a text or a name; for a local variable only if a text is put into it, for a
    parameter if it is one."""
    said = expression(node)
    if not isinstance(said, Name):
        return isinstance(said, Literally | Joined)
    declared = declaration_of(node, said.dotted) if "." not in said.dotted else None
    if declared is None:
        return "." in said.dotted or said.dotted not in ("ctx", "c", "nil")
    if declared.type == "parameter_declaration":
        kind = declared.child_by_field_name("type")
        return kind is not None and node_text(kind) == "string"
    right = declared.child_by_field_name("right")
    value = right.named_children[0] if right is not None and right.named_children else None
    return value is not None and isinstance(expression(value), Literally | Joined)


def said(
    call: Node,
    lines: tuple[int, int],
    reached: Reached,
    router: str,
    methods: tuple[str, ...],
    path: Expression,
    chain: list[Node],
    dialect: Dialect,
    readers: Readers,
) -> Iterator[Fact]:
    """The route of a chain of functions, the last of which is the handler."""
    handler = chain[-1]
    yield Route(
        lines=lines,
        scope=scope_of(call),
        router=router,
        methods=methods,
        path=path,
        handler=callee_of(handler) or _only_route_around(handler, router, dialect),
        framework=dialect.framework,
        guards=reached.guards + guards_of(chain[:-1], dialect),
        inputs=inputs_of(handler, readers) if handler.type == "func_literal" else (),
    )


def _only_route_around(handler: Node, router: str, dialect: Dialect) -> str:
    """The function that is given a router and puts this one route on it: it stands for the handler
    that is written in place."""
    function, scope = function_around(handler), scope_of(handler)
    text = (function.text or b"") if function is not None else b""
    verbs = "|".join(dialect.verbs).encode()
    calls = re.findall(rb"\.(?:%b)\(\s*[\"`\w]" % verbs, text)
    given = function is not None and any(
        router == f"{scope}.{name}" for name, _, _ in parameters_of(function)
    )
    return scope if given and len(calls) == 1 and handler.type == "func_literal" else ""


def _methods(verb: str, given: list[Node], dialect: Dialect) -> tuple[tuple[str, ...], list[Node]]:
    """The methods a registration names, and its arguments after them."""
    if dialect.verbs[verb]:
        return dialect.verbs[verb], given
    named = _METHOD.findall(node_text(given[0])) if given else []
    return tuple(dict.fromkeys((a or b).upper() for a, b in named)), given[1:]


def spellings(path: Expression) -> list[Expression]:
    """A path whose last segment is optional (`/users/{id}?`) with it and without it."""
    if not isinstance(path, Literally) or not path.text.endswith("}?"):
        return [path]
    whole = path.text[:-1]
    return [Literally(text=whole), Literally(text=whole.rpartition("/")[0])]
