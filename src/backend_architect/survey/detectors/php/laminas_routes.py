"""Laminas MVC (Zend Framework 2 and 3): routes of a module's configuration.

Recognises: `'router' => ['routes' => [name => ['options' => ['route' => ..., 'defaults' => [...]],
'may_terminate' => ..., 'child_routes' => [...]]]]` with literal, segment and method routes; a
controller without an action is taken to be a RESTful one. `:id` is a parameter, what stands in
brackets is optional.
Versions seen: Zend Framework 2 and 3, Laminas MVC 3; API Tools write the same.
Not recognised: regular expressions, host names, actions that stand in the path.
Documentation: https://docs.laminas.dev/laminas-router/routing/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.php.text import dotted, literal
from backend_architect.survey.idioms.php.chains import table_of
from backend_architect.survey.idioms.php.micro import forms

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETER = re.compile(r":(\w+)(?:\{[^{}]*\})?")
_REST = ((("GET", "POST"), False), (("GET", "PUT", "PATCH", "DELETE"), True))
#: Routes nested deeper than this are left out.
DEPTH = 12


class _Above(NamedTuple):
    """What the routes around say: the path so far, the controller, the methods."""

    path: str = ""
    controller: str = ""
    action: str = ""
    methods: tuple[str, ...] = ("ANY",)


@detector(
    language="php",
    anchors=("'router'", '"router"'),
    query="(program (return_statement (array_creation_expression) @array))",
)
def laminas_routes(match: Match) -> Iterator[Fact]:
    """The file as a router, and its routes."""
    router = table_of(table_of(match.nodes("array")[0]).get("router"))
    facts = [
        fact
        for node in table_of(router.get("routes")).values()
        for fact in _routes(node, _Above(), 0)
    ]
    if facts:
        yield Router(lines=(1, 1), name="router", framework="laminas", root=True)
        yield from facts


def _routes(node: Node, above: _Above, depth: int) -> Iterator[Route]:
    said = table_of(node)
    options = table_of(said.get("options"))
    if not options or depth > DEPTH:
        return
    here = _below(above, options)
    children = table_of(said.get("child_routes"))
    ends = not children or literal(said.get("may_terminate")) == "true"
    if ends and here.controller:
        yield from _ending(said["options"], here)
    for child in children.values():
        yield from _routes(child, here, depth + 1)


def _below(above: _Above, options: dict[str, Node]) -> _Above:
    defaults = table_of(options.get("defaults"))
    controller, verb = defaults.get("controller"), literal(options.get("verb"))
    name = (literal(controller) or dotted(controller)) if controller is not None else ""
    return _Above(
        above.path + (literal(options.get("route")) or ""),
        name or above.controller,
        literal(defaults.get("action")) or above.action,
        tuple(part.strip().upper() for part in verb.split(",")) if verb else above.methods,
    )


def _ending(node: Node, here: _Above) -> Iterator[Route]:
    """The routes that end here: one for each form of the path; more for a RESTful controller."""
    paths = forms(Literally(text=_PARAMETER.sub(r"{\1}", here.path) or "/"))
    for path in paths:
        text = path.text if isinstance(path, Literally) else ""
        one = text.endswith("}")
        rest = not here.action and here.methods == ("ANY",)
        methods = next(m for m, item in _REST if item == one) if rest else here.methods
        action = f".{here.action}Action" if here.action else ""
        yield Route(
            lines=node_lines(node), router="router", methods=methods, path=path,
            handler=here.controller + action, framework="laminas",
        )  # fmt: skip
