"""Nextcloud: routes of an app.

Recognises: `appinfo/routes.php` that returns `routes`, `ocs` and `resources`. Those of an
app stand below "/apps/<app>" where its folder tells its name, those of `ocs` also below
"/ocs/v2.php".
Versions seen: Nextcloud 20 to 31.
Not recognised: attributes of controllers, routes of the server itself.
Documentation: https://docs.nextcloud.com/server/latest/developer_manual/basics/routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.php.text import literal
from backend_architect.survey.idioms.php.chains import pairs_of, table_of

if TYPE_CHECKING:
    from tree_sitter import Node

_RESOURCE = (
    ("index", "GET", ""), ("show", "GET", "/{id}"), ("create", "POST", ""),
    ("update", "PUT", "/{id}"), ("destroy", "DELETE", "/{id}"),
)  # fmt: skip


@detector(
    language="php",
    paths=("appinfo/routes.php", "*/appinfo/routes.php"),
    query="(array_creation_expression) @array",
)
def nextcloud_routes(match: Match) -> Iterator[Fact]:
    """The file as a router, and its routes."""
    table = table_of(match.nodes("array")[0])
    if not any(key in table for key in ("routes", "ocs", "resources", "ocs-resources")):
        return
    app = dirname(dirname(match.source.path)).rpartition("/")[2]
    own = f"/apps/{app}" if app else ""
    yield Router(lines=(1, 1), name="routes", framework="nextcloud", root=True)
    for key, prefix in (("routes", own), ("ocs", f"/ocs/v2.php{own}")):
        for _, value in pairs_of(table.get(key)):
            yield from _route(value, prefix)
    for key, prefix in (("resources", own), ("ocs-resources", f"/ocs/v2.php{own}")):
        for name, value in table_of(table.get(key)).items():
            yield from _resource(name, value, prefix)


def _route(node: Node, prefix: str) -> Iterator[Route]:
    said = table_of(node)
    url = literal(said.get("url"))
    if url is not None:
        told = literal(said.get("root"))
        start = f"/ocs/v2.php{told}" if told and "/ocs/" in prefix else prefix
        name = literal(said.get("name")) or ""
        controller, _, method = name.partition("#")
        verb = (literal(said.get("verb")) or "GET").upper()
        handler = f"{_camel(controller)}Controller.{_lower(method)}" if method else ""
        yield _said(node, verb, start + url, handler)


def _resource(name: str, node: Node, prefix: str) -> Iterator[Route]:
    url = literal(table_of(node).get("url")) or f"/{name}"
    for action, method, path in _RESOURCE:
        yield _said(node, method, prefix + url + path, f"{_camel(name)}Controller.{action}")


def _said(node: Node, method: str, path: str, handler: str) -> Route:
    return Route(
        lines=node_lines(node), router="routes", methods=(method,), path=Literally(text=path),
        handler=handler, framework="nextcloud",
    )  # fmt: skip


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_-]", name))


def _lower(name: str) -> str:
    whole = _camel(name)
    return whole[:1].lower() + whole[1:]
