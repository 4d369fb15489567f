"""Method routers, as Axum and Poem have them: `get(list).post(create).layer(auth)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Guard
from backend_architect.survey.grammars.rust.text import call_arguments, callee_of
from backend_architect.survey.idioms.rust.flow import Flow, steps_of
from backend_architect.survey.idioms.rust.guards import checks, layer_guards
from backend_architect.survey.idioms.rust.routes import VERBS, handler_of, method_in

_LAYERS = frozenset(("layer", "route_layer", "with", "around", "before"))
#: A method router has at most this many parts within one another.
_DEPTH = 6


class Answer(NamedTuple):
    """One part of a method router."""

    methods: tuple[str, ...]
    handler: str
    guards: tuple[Guard, ...] = ()


def method_routers(flow: Flow, node: Node, depth: int = 0) -> Iterator[Answer]:
    """Methods, handler and guards of each part of a method router."""
    base, steps = steps_of(node)
    found = list(_base(flow, base, depth)) if depth < _DEPTH else []
    for step in steps:
        if step.name in _LAYERS and step.arguments:
            guards = checks(layer_guards(step.arguments[0]))
            found = [each._replace(guards=(*guards, *each.guards)) for each in found]
        elif step.name == "merge" and step.arguments:
            found.extend(method_routers(flow, step.arguments[0], depth + 1))
        else:
            found.extend(_verb(step.name, step.arguments))
    yield from found


def _base(flow: Flow, base: Node, depth: int) -> Iterator[Answer]:
    if base.type == "call_expression":
        name = callee_of(base).rpartition(".")[2]
        found = list(_verb(name, call_arguments(base)))
        inner = None if found else _function_here(flow, callee_of(base))
        yield from found or (method_routers(flow, inner, depth + 1) if inner is not None else ())
    elif base.type == "identifier" and node_text(base) in flow.lets:
        yield from method_routers(flow, flow.lets[node_text(base)], depth + 1)


def _verb(name: str, arguments: list[Node]) -> Iterator[Answer]:
    plain = name.removesuffix("_with").removesuffix("_service")
    if plain in VERBS and arguments:
        yield Answer((VERBS[plain],), handler_of(arguments[0]))
    elif plain == "any" and arguments:
        yield Answer(("ANY",), handler_of(arguments[0]))
    elif plain in ("on", "method") and len(arguments) > 1:
        yield Answer(method_in(arguments[0]) or ("ANY",), handler_of(arguments[1]))


def _function_here(flow: Flow, name: str) -> Node | None:
    """The last expression of a function of the same file."""
    root = flow.function
    while root.parent is not None:
        root = root.parent
    for item in root.named_children:
        own = item.child_by_field_name("name") if item.type == "function_item" else None
        body = item.child_by_field_name("body") if own is not None else None
        if own is not None and body is not None and node_text(own) == name.removeprefix("self."):
            return body.named_children[-1] if body.named_children else None
    return None
