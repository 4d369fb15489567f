"""Rocket: what is mounted where.

Recognises: `mount(base, routes![a, b::c])` on `rocket::build()`, `rocket::custom`,
`rocket::ignite()`, on variables, parameters and the closures of fairings; lists of routes made by
functions and put together with `append`, `extend`, `concat` and `chain`; rocket_okapi's
`openapi_get_routes!` and `mount_endpoints_and_merged_docs!`. A base path that is computed when the
program runs is left out, with a gap. The paths are those of the handlers' attributes
(`handler_attributes`).
Versions seen: 0.4, 0.5.
Not recognised: catchers, file servers, `Route::new` by hand.
Documentation: https://rocket.rs/guide/v0.5/overview/#mounting
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_text
from backend_architect.survey.facts import Expression, Fact, Literally, Made, Mount, Resource
from backend_architect.survey.grammars.rust.text import callee_of, macro_name, text_of, token_groups
from backend_architect.survey.idioms.rust.flow import (
    EMPTY,
    Dialect,
    Flow,
    Step,
    Value,
    Wire,
    read_function,
)
from backend_architect.survey.idioms.rust.items import is_text, short_lines
from backend_architect.survey.idioms.rust.macros import names_in
from backend_architect.survey.idioms.rust.routes import formed

_LISTS = frozenset(
    ("routes", "openapi_get_routes", "openapi_routes", "routes_with_openapi",
     "openapi_get_routes_spec")
)  # fmt: skip
_ADDS = frozenset(("append", "extend", "chain", "extend_from_slice", "push"))
_MAKERS = frozenset(
    ("rocket.build", "rocket.custom", "rocket.ignite", "Rocket.build", "Rocket.custom",
     "Rocket.ignite", "Vec.new", "vec")
)  # fmt: skip


def _make(_flow: Flow, call: Node) -> Expression | None:
    return EMPTY if ".".join(callee_of(call).split(".")[-2:]) in _MAKERS else None


def _step(flow: Flow, wire: Wire, step: Step) -> Wire:
    given = step.arguments
    if step.name == "mount" and len(given) == 2:
        _mount(flow, wire, given[0], given[1])
    elif step.name in _ADDS:
        for each in given:
            flow.mount(wire, each)
    else:
        flow.visit(given)
    return wire


def _mount(flow: Flow, wire: Wire, base: Node, child: Node) -> None:
    prefix = formed(flow.text(base))
    if isinstance(prefix, Literally) and prefix.text == "/":
        prefix = EMPTY
    flow.mount(wire, child, prefix)


def _orphan(flow: Flow, step: Step) -> Value:
    """`rocket.mount(..)` on something whose making is not to be seen."""
    if step.name != "mount" or len(step.arguments) != 2:
        return None
    wire = flow.make(step.call)
    _mount(flow, wire, *step.arguments)
    return wire


def _invoke(flow: Flow, node: Node) -> Value:
    name = macro_name(node)
    if name == "mount_endpoints_and_merged_docs":
        _documented(flow, node)
    if name not in _LISTS:
        return None
    wire = flow.make(node)
    for each in names_in(node):
        flow.say(
            wire,
            Resource(
                lines=short_lines(node),
                scope=flow.scope,
                router=wire.name,
                path=EMPTY,
                controller=each,
                framework="rocket",
            ),
        )
    return wire


def _documented(flow: Flow, node: Node) -> None:
    """rocket_okapi: `mount_endpoints_and_merged_docs!(app, "/v1", settings, "/x" => f(), ..)`."""
    tree = next((c for c in node.named_children if c.type == "token_tree"), None)
    groups = token_groups(tree) if tree is not None else []
    above = _text(groups[1]) if len(groups) > 1 else ""
    wire = flow.make(node, Literally(text=above))
    for group in groups[3:]:
        words = [node_text(token) for token in group]
        if "=>" in words:
            callee = "".join(w for w in words[words.index("=>") + 1 :] if w[:1] != "(")
            flow.say(
                wire,
                Mount(
                    lines=short_lines(node),
                    scope=flow.scope,
                    parent=wire.name,
                    child=Made(callee=callee.replace("::", ".")),
                    prefix=Literally(text=_text(group[:1])),
                ),
            )


def _text(group: list[Node]) -> str:
    return text_of(group[0]) if len(group) == 1 and is_text(group[0]) else ""


DIALECT = Dialect(
    framework="rocket",
    make=_make,
    step=_step,
    types=frozenset(("Rocket", "Route")),
    verbs=frozenset(("mount", "append")),
    invoke=_invoke,
    orphan=_orphan,
)


@detector(
    language="rust",
    anchors=("routes![", "routes_with_openapi![", "openapi_get_routes!", ".mount(", "_merged_docs!",
             "Vec<Route>", "Vec<rocket::Route>"),
    query="(function_item) @function",
)  # fmt: skip
def rocket(match: Match) -> Iterator[Fact]:
    """Say what this function tells about Rocket's routes."""
    data = match.source.data
    if b"rocket" in data or b"routes![" in data or b"Route>" in data:
        yield from read_function(match, DIALECT)
