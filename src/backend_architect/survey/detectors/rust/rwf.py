"""Rwf: what servers and engines are made of.

Recognises: `Server::new(vec![route!("/x" => Controller), ..])`, `Engine::new` likewise,
`engine!("/admin" => engine)` of a variable or function, `crud!` and `rest!` with the conventional
routes of a `RestController`; the methods a controller's `handle` tells apart.
Versions seen: 0.1, 0.2.
Not recognised: WebSocket controllers, static files.
Documentation: https://levkk.github.io/rwf/controllers/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Action, Expression, Fact, Literally, Mount, Name
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    macro_name,
    plain_type,
    qualified,
    text_of,
    token_groups,
)
from backend_architect.survey.idioms.rust.flow import Dialect, Flow, Step, Wire, read_function
from backend_architect.survey.idioms.rust.items import is_text
from backend_architect.survey.idioms.rust.routes import METHODS, openapi_form
from backend_architect.survey.idioms.rust.saying import say_resource

_MAKERS = ("Server.new", "Engine.new", "HttpServer.new")
#: https://levkk.github.io/rwf/controllers/REST/
_REST = (
    ("list", "GET", ""), ("create", "POST", ""), ("get", "GET", "/{id}"),
    ("update", "PUT", "/{id}"), ("patch", "PATCH", "/{id}"), ("delete", "DELETE", "/{id}"),
)  # fmt: skip
_ARM = re.compile(r"\bMethod::([A-Z]\w+)")


def _make(flow: Flow, call: Node) -> Expression | Wire | None:
    if ".".join(callee_of(call).split(".")[-2:]) not in _MAKERS:
        return None
    wire = flow.make(call)
    for argument in call_arguments(call):
        tree = next((c for c in argument.named_children if c.type == "token_tree"), None)
        if argument.type == "macro_invocation" and macro_name(argument) == "vec" and tree:
            for group in token_groups(tree):
                _entry(flow, wire, group)
    return wire


def _entry(flow: Flow, wire: Wire, tokens: list[Node]) -> None:
    """`route!("/x" => Controller)` and its like, as tokens of the list around."""
    words = [node_text(token) for token in tokens]
    if len(tokens) < 3 or words[1] != "!" or tokens[2].type != "token_tree":
        return
    inner = tokens[2].children[1:-1]
    if not inner or not is_text(inner[0]):
        return
    name = "".join(node_text(token) for token in inner[2:] if token.type != "token_tree")
    path = Literally(text=openapi_form(text_of(inner[0])).rstrip("/"))
    lines, target = node_lines(tokens[2]), name.replace("::", ".")
    if words[0] == "engine":
        child = flow.names.get(target)
        made = Name(dotted=child.name if isinstance(child, Wire) else target)
        mount = Mount(lines=lines, scope=flow.scope, parent=wire.name, child=made, prefix=path)
        flow.say(wire, mount)
    elif words[0] in ("route", "crud", "rest"):
        say_resource(flow, wire, lines, target, path)


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    flow.visit(step.arguments)
    return wire


DIALECT = Dialect(
    framework="rwf",
    make=_make,
    step=_step,
    types=frozenset(("Engine", "Server")),
    verbs=frozenset(("launch",)),
)


@detector(
    language="rust",
    anchors=("route!(", "crud!(", "rest!(", "engine!(", "Controller for", "RestController for"),
    query="""
(function_item) @function
(impl_item trait: (_) @trait (#match? @trait "(^|:)(Rest|Model|Page)?Controller$")) @controller
""",
)
def rwf(match: Match) -> Iterator[Fact]:
    """What a function mounts, and what a controller answers."""
    if b"rwf" not in match.source.data:
        return
    controller = match.node("controller")
    if controller is None:
        yield from read_function(match, DIALECT)
    else:
        yield from _controller(controller, plain_type(match.nodes("trait")[0]).rpartition(".")[2])


def _controller(node: Node, kind: str) -> Iterator[Fact]:
    body = node.child_by_field_name("body")
    declared = [c for c in body.named_children if c.type == "function_item"] if body else []
    functions = {qualified(each).rpartition(".")[2]: each for each in declared}
    owner, lines = qualified(node), (node.start_point.row + 1,) * 2
    if kind in ("RestController", "ModelController"):
        for name, method, path in _REST:
            if kind == "ModelController" or name in functions:
                yield _action(owner, name, (method,), path, lines)
    elif kind == "PageController":
        for name in ("get", "post"):
            if name in functions:
                yield _action(owner, name, (name.upper(),), "", lines)
    elif "handle" in functions:
        arms = dict.fromkeys(m.upper() for m in _ARM.findall(node_text(functions["handle"])))
        methods = tuple(each for each in arms if each in METHODS)
        yield _action(owner, "handle", methods or ("ANY",), "", lines)


def _action(
    owner: str, name: str, methods: tuple[str, ...], path: str, lines: tuple[int, int]
) -> Action:
    return Action(
        lines=lines,
        scope=owner,
        controller=owner,
        name=name,
        methods=methods,
        path=path,
        handler=f"{owner}.{name}",
    )
