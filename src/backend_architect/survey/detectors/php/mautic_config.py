"""Mautic: routes of a bundle's configuration.

Recognises: `Config/config.php` that returns `'routes' => ['main' | 'public' | 'api' | 'catchall' =>
[name => ['path' => ..., 'controller' => ..., 'method' => ...]]]`. Those of `main` stand below "/s",
those of `api` below "/api".
`standard_entity` makes the usual operations of an entity.
Versions seen: Mautic 2 to 6.
Not recognised: routes of bundles that are computed.
Documentation: https://devdocs.mautic.org/en/latest/plugins/config.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.php.text import literal
from backend_architect.survey.idioms.php.chains import table_of
from backend_architect.survey.idioms.php.handlers import handler_of

if TYPE_CHECKING:
    from tree_sitter import Node

_PREFIXES = {"main": "/s", "public": "", "api": "/api", "catchall": ""}
_ENTITY = (
    (("GET",), ""), (("POST",), "/new"), (("GET",), "/{id}"), (("PUT", "PATCH"), "/{id}/edit"),
    (("DELETE",), "/{id}/delete"), (("POST",), "/batch/new"), (("PUT", "PATCH"), "/batch/edit"),
    (("DELETE",), "/batch/delete"),
)  # fmt: skip


@detector(
    language="php",
    anchors=("'routes'", '"routes"'),
    query="(program (return_statement (array_creation_expression) @array))",
)
def mautic_config(match: Match) -> Iterator[Fact]:
    """The file as a router, and its routes."""
    groups = table_of(table_of(match.nodes("array")[0]).get("routes"))
    facts = [
        fact
        for group, prefix in _PREFIXES.items()
        for node in table_of(groups.get(group)).values()
        for fact in _routes(node, prefix)
    ]
    if facts:
        yield Router(lines=(1, 1), name="routes", framework="mautic", root=True)
        yield from facts


def _routes(node: Node, prefix: str) -> Iterator[Route]:
    said = table_of(node)
    path = literal(said.get("path"))
    handler = handler_of(said.get("controller"))
    if path is None or "controller" not in said:
        return
    method = literal(said.get("method")) or "GET"
    rows: tuple[tuple[tuple[str, ...], str], ...] = ((tuple(method.upper().split("|")), ""),)
    if literal(said.get("standard_entity")) == "true":
        rows = _ENTITY
    for methods, rest in rows:
        yield Route(
            lines=node_lines(node), router="routes", methods=methods, framework="mautic",
            path=Literally(text=f"{prefix}/{path.strip('/')}{rest}"),
            handler=handler.name if handler else "",
        )  # fmt: skip
