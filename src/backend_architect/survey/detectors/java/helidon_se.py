"""Helidon SE's routing.

Recognises: methods that are given `HttpRules`, `Routing.Rules` or a routing's builder: `get("/x",
handler)` to `options`, `any`, `register("/x", service)`; `HttpRouting.builder()` in place. The
routes of a service count where something registers it.
Versions seen: Helidon 1 to 4.
Not recognised: paths of predicates, routes made of configuration.
Documentation: https://helidon.io/docs/latest/se/webserver/webserver
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Literally, Made, Mount, Route, Router
from backend_architect.survey.grammars.java.text import (
    bases_of,
    call_arguments,
    expression,
    parameters_of,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.java.annotations import class_around
from backend_architect.survey.idioms.java.calls import (
    chain_of,
    chains_below,
    filled,
    handler_of,
    locals_of,
    name_of_call,
)

_VERBS = frozenset(("get", "post", "put", "delete", "patch", "head", "options", "any"))
_RULES = frozenset(
    ("HttpRules", "Routing.Rules", "Rules", "HttpRouting.Builder", "Routing.Builder",
     "ServiceRules")
)  # fmt: skip
_BUILDERS = ("HttpRouting.builder()", "Routing.builder()")


@detector(
    language="java",
    anchors=("io.helidon",),
    query="[(method_declaration) (constructor_declaration)] @unit",
)
def helidon_se(match: Match) -> Iterator[Fact]:
    """Say the routes of a method."""
    unit = match.nodes("unit")[0]
    if b"io.helidon" not in match.source.data:
        return
    around = class_around(unit)
    service = around is not None and any(_is_service(base) for base in bases_of(around))
    router = qualified(around) if service and around is not None else qualified(unit)
    rules = {name for name, kind, _ in parameters_of(unit) if plain_type(kind) in _RULES}
    known = locals_of(unit)
    said = [f for chain in chains_below(unit) for f in _chain(chain, router, rules, known)]
    if said:
        line = node_lines(unit)[0]
        yield Router(
            lines=(line, line), scope=router, name=router, framework="helidon", root=not service,
            if_mounted=service,
        )  # fmt: skip
        yield from said


def _is_service(base: Node) -> bool:
    return plain_type(base).rpartition(".")[2] in ("HttpService", "Service")


def _chain(
    node: Node, router: str, rules: set[str], known: dict[str, Expression]
) -> Iterator[Fact]:
    base, calls = chain_of(node)
    built = "".join(node_text(node).split())[:200].startswith(_BUILDERS)
    if node_text(base) not in rules and not built:
        return
    for call in calls:
        name, given = name_of_call(call), call_arguments(call)
        if name in _VERBS and given:
            yield _route(call, name, given, router, known)
        elif name == "register" and given:
            yield _mount(call, given, router, known)


def _route(
    call: Node, name: str, given: list[Node], router: str, known: dict[str, Expression]
) -> Route:
    line = node_lines(call.child_by_field_name("name") or call)[0]
    path = filled(expression(given[0]), known) if len(given) > 1 else Literally(text="")
    return Route(
        lines=(line, line), scope=router, router=router,
        methods=("ANY",) if name == "any" else (name.upper(),), path=path,
        handler=handler_of(given[-1]), framework="helidon",
    )  # fmt: skip


def _mount(call: Node, given: list[Node], router: str, known: dict[str, Expression]) -> Mount:
    prefix = filled(expression(given[0]), known) if len(given) > 1 else Literally(text="")
    child = filled(expression(given[-1]), known)
    if given[-1].type == "method_reference":
        child = Made(callee=node_text(given[-1]).partition("::")[0])
    return Mount(lines=node_lines(call), scope=router, parent=router, child=child, prefix=prefix)
