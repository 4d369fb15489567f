"""Strapi: routes of content types and of plugins.

Recognises: `createCoreRouter("api::article.article")` with `only` and `except` below "/api";
`routes: [{ method, path, handler }]` in files of `routes` folders.
Versions seen: 4 and 5.
Not recognised: prefixes of plugins.
Documentation: https://docs.strapi.io/cms/backend-customization/routes
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Guard, Import, Literally, Resource, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    elements,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript import route_tables as tables
from backend_architect.survey.idioms.javascript.file_routes import FILE
from backend_architect.survey.idioms.javascript.strapi import ACTIONS, CONTENT_TYPE

if TYPE_CHECKING:
    from tree_sitter import Node

_FOLDER = re.compile(r"(?:^|/)(?:src/)?(api|extensions|plugins)/[^/]+/(?:server/)?(?:src/)?routes/")


@detector(
    language="javascript",
    anchors=("createCoreRouter", "routes"),
    query="""
    (call_expression
      function: [(identifier) @_maker (member_expression property: (property_identifier) @_maker)]
      (#eq? @_maker "createCoreRouter")) @core
    (pair key: (property_identifier) @_key value: (array) @table (#eq? @_key "routes"))
    """,
)
def strapi_routes(match: Match) -> Iterator[Fact]:
    """The conventional routes of a content type, or the routes of a table."""
    core, table = match.node("core"), match.node("table")
    if core is not None:
        yield from _conventional(core)
    elif table is not None and _FOLDER.search(match.source.path):
        yield from _listed(table)


def _conventional(call: Node) -> Iterator[Fact]:
    """The routes that the content type's schema, beside this folder, makes conventional."""
    given = arguments(call)
    uid = string(given[0]) if given else None
    if not uid:
        return
    options = pairs(given[1]) if len(given) > 1 else {}
    only = [string(each) for each in elements(options.get("only"))]
    without = [string(each) for each in elements(options.get("except"))]
    lines, own = node_lines(call), uid.rpartition(".")[2]
    yield Router(lines=lines, name=FILE, framework="strapi", root=True,
                 prefix=Literally(text="/api"))  # fmt: skip
    yield Import(lines=lines, local=CONTENT_TYPE, name=CONTENT_TYPE,
                 module=f"../content-types/{own}/schema.json")  # fmt: skip
    kept = [each for each in ACTIONS if each not in without and (not only or each in only)]
    base = Literally(text=string(options.get("prefix")) or "")
    yield Resource(lines=lines, router=FILE, path=base, controller=CONTENT_TYPE,
                   framework="strapi", actions=tuple(kept))  # fmt: skip


def _listed(table: Node) -> Iterator[Fact]:
    """Rows of `routes: [...]`; those of type "admin" are not below "/api"."""
    members = pairs(table.parent.parent) if table.parent is not None else {}
    admin = string(members.get("type")) == "admin"
    yield Router(lines=node_lines(table), name=FILE, framework="strapi", root=True,
                 prefix=Literally(text="" if admin else "/api"))  # fmt: skip
    for each in elements(table):
        said = tables.row(each)
        if said is None:
            continue
        config = pairs(said.options.get("config"))
        opened = "auth" in config and plain(config["auth"]).type == "false"
        handler = string(said.options.get("handler")) or ""
        for path in dialects.paths(said.path) or ():
            yield Route(
                lines=node_lines(each), router=FILE, methods=said.methods, path=path,
                handler=handler, framework="strapi",
                guards=(Guard(name="auth: false", opens=True),) if opened else (),
            )  # fmt: skip
