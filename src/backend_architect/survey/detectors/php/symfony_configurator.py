"""Symfony: routing files in PHP.

Recognises: `$routes->add('name', '/path')->controller([Orders::class, 'list'])->methods([...])` and
`$routes->import('../src/Controller/', 'attribute')->prefix('/api')` of a `RoutingConfigurator`.
Versions seen: Symfony 4 to 7.
Not recognised: collections of routes, routes in XML.
Documentation: https://symfony.com/doc/current/routing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, FolderMount, Literally, Mount, Route, Router
from backend_architect.survey.grammars.php.text import expression, literal
from backend_architect.survey.idioms.php.chains import (
    Link,
    chain_to,
    link_of,
    links_after,
    table_of,
    texts_of,
)
from backend_architect.survey.idioms.php.handlers import handler_of
from backend_architect.survey.idioms.php.symfony import ROUTER, plain
from backend_architect.survey.idioms.php.symfony_yaml import folder_of

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="php",
    anchors=("RoutingConfigurator",),
    query="""
    (member_call_expression object: (variable_name) name: (name) @_name
      (#any-of? @_name "add" "import")) @call
    """,
)
def symfony_configurator(match: Match) -> Iterator[Fact]:
    """The file as a router, and what one chain registers or loads."""
    call = match.nodes("call")[0]
    if b"RoutingConfigurator" not in match.source.data:
        return
    own, links = link_of(call), {link.name: link for link in links_after(call)}
    if chain_to(call).root not in ("routes", "routing", "routingConfigurator", "configurator"):
        return
    facts = list(_added(call, own, links) if own.name == "add" else _imported(call, own, links))
    if facts:
        yield Router(lines=(1, 1), name=ROUTER, framework="symfony", root=True)
        yield from facts


def _added(call: Node, own: Link, links: dict[str, Link]) -> Iterator[Route]:
    path = own.argument(1, "path")
    if path is None:
        return
    handler = handler_of(links["controller"].argument(0)) if "controller" in links else None
    methods = texts_of(links["methods"].argument(0)) if "methods" in links else []
    wanted = tuple(m.upper() for m in methods if m.upper() not in ("HEAD", "OPTIONS"))
    yield Route(
        lines=node_lines(call), router=ROUTER, methods=wanted or ("ANY",),
        path=plain(expression(path)), handler=handler.name if handler else "",
        framework="symfony",
    )  # fmt: skip


def _imported(call: Node, own: Link, links: dict[str, Link]) -> Iterator[Fact]:
    first, kind = own.argument(0, "resource"), literal(own.argument(1, "type")) or ""
    resource = literal(first) or literal(table_of(first).get("path"))
    told = links["prefix"].argument(0) if "prefix" in links else None
    prefix = plain(expression(told)) if told is not None else Literally(text="")
    if resource is None or resource.startswith("@"):
        return
    if kind.startswith(("attribute", "annotation")):
        yield FolderMount(lines=node_lines(call), parent=ROUTER, folder=folder_of(resource),
                          prefix=prefix, framework="symfony")  # fmt: skip
    elif kind == "api_platform":
        yield FolderMount(lines=node_lines(call), parent=ROUTER, folder="../..", prefix=prefix,
                          framework="api-platform")  # fmt: skip
    elif resource.endswith((".yaml", ".yml", ".php")) and "*" not in resource:
        child = Literally(text=resource)
        yield Mount(lines=node_lines(call), parent=ROUTER, child=child, prefix=prefix)
