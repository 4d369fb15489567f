"""CakePHP: routes of `config/routes.php`.

Recognises: `connect` (with `_method`), `get` to `delete`, `resources` with `only`, `path`, `map`
and what is nested in it, inside `scope`, `prefix` and `plugin`. Parameters are `{id}` or `:id`.
Versions seen: CakePHP 3 to 5.
Not recognised: `fallbacks`, which route any controller's any action; version 2.
Documentation: https://book.cakephp.org/5/en/development/routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Literally, Route, Router
from backend_architect.survey.grammars.php.text import expression, literal
from backend_architect.survey.idioms.php.chains import (
    Link,
    chain_to,
    is_array,
    links_after,
    receivers,
    table_of,
    texts_of,
)
from backend_architect.survey.idioms.php.handlers import Handler, handler_of
from backend_architect.survey.idioms.php.micro import slashed
from backend_architect.survey.idioms.php.words import singular

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = ("get", "post", "put", "patch", "delete", "connect", "resources")
_RESOURCE = (
    ("index", ("GET",), ""), ("create", ("POST",), ""), ("view", ("GET",), "/{id}"),
    ("update", ("PUT", "PATCH"), "/{id}"), ("delete", ("DELETE",), "/{id}"),
)  # fmt: skip
_ACTIONS = {"create": "add", "update": "edit"}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@detector(
    language="php",
    anchors=("Cake\\Routing", "RouteBuilder"),
    query=f"""
    ([(member_call_expression name: (name) @_name) (scoped_call_expression name: (name) @_name)]
      @call (#any-of? @_name {" ".join(f'"{name}"' for name in _VERBS)}))
    """,
)
def cakephp(match: Match) -> Iterator[Fact]:
    """The file as a router, and the routes of one call."""
    call = match.nodes("call")[0]
    chain = chain_to(call)
    known = b"Cake\\Routing" in match.source.data or b"RouteBuilder" in match.source.data
    if not known or chain.root not in ("routes", "builder", "Router", "route", "router", "scope"):
        return
    facts = list(_facts(match, call, chain.links[-1]))
    if facts:
        yield Router(lines=(1, 1), name="routes", framework="cakephp", root=True)
        yield from facts


def _facts(match: Match, call: Node, last: Link) -> Iterator[Route]:
    path = last.argument(0)
    if path is None or (last.argument(1) is None and last.name != "resources"):
        return
    if last.name == "resources":
        yield from _resources(match, call, last)
        return
    target = last.argument(1)
    table = table_of(target)
    handler = _handler(table, target)
    methods = tuple(m.upper() for m in texts_of(table.get("_method")))
    for link in links_after(call):
        if link.name == "setMethods":
            methods = tuple(m.upper() for m in texts_of(link.argument(0)))
    if last.name != "connect":
        methods = (last.name.upper(),)
    yield _route(match, call, methods or ("ANY",), expression(path), handler)


def _handler(table: dict[str, Node], target: Node | None) -> Handler:
    if not is_array(target):
        return handler_of(target) or Handler()
    owner = next(iter(texts_of(table.get("controller"))), "")
    action = next(iter(texts_of(table.get("action"))), "index")
    return Handler(f"{owner}Controller", action) if owner else Handler()


def _route(
    match: Match, call: Node, methods: tuple[str, ...], path: Expression, handler: Handler
) -> Route:
    return Route(
        lines=node_lines(call), scope=match.scope("call"), router="routes", methods=methods,
        path=_plain(slashed(*_prefixes(call), path)), handler=handler.name, framework="cakephp",
    )  # fmt: skip


def _plain(path: Expression) -> Expression:
    """The path with `:id` as `{id}`, and what follows the route (`*`) left out."""
    if not isinstance(path, Literally):
        return path
    text = re.sub(r"/\*{1,2}\Z", "", re.sub(r"(?<=/):(\w+)", r"{\1}", path.text))
    return Literally(text=text or "/")


def _prefixes(call: Node) -> tuple[Expression, ...]:
    """The scopes, prefixes, plugins and resources around a call, outermost first."""
    found: list[Expression] = []
    for outer in receivers(call):
        link = chain_to(outer).links[-1]
        first = link.argument(0)
        if first is None or link.name not in ("scope", "prefix", "plugin", "resources"):
            continue
        told = table_of(link.argument(1)).get("path")
        if told is not None:
            said = expression(told)
        else:
            name = literal(first) or ""
            said = expression(first) if link.name == "scope" else Literally(text=_dashed(name))
        if link.name == "resources":
            inner = singular(_dashed(literal(first) or "")).replace("-", "_")
            said = slashed(said, Literally(text=f"{{{inner}_id}}"))
        found.append(said)
    return tuple(reversed(found))


def _dashed(name: str) -> str:
    """`BlogPosts` is "blog-posts"."""
    return _HUMP.sub("-", name).lower().replace("_", "-")


def _resources(match: Match, call: Node, last: Link) -> Iterator[Route]:
    name = literal(last.argument(0))
    if name is None:
        return
    options = table_of(last.argument(1))
    base = next(iter(texts_of(options.get("path"))), _dashed(name))
    owner = next(iter(texts_of(options.get("controller"))), name)
    only = texts_of(options.get("only"))
    for action, methods, path in _RESOURCE:
        if not only or action in only:
            handler = Handler(f"{owner}Controller", _ACTIONS.get(action, action))
            whole = Literally(text=f"/{base}{path}")
            yield _route(match, call, methods, whole, handler)
    for key, value in table_of(options.get("map")).items():
        said = table_of(value)
        wanted = tuple(m.upper() for m in texts_of(said.get("method"))) or ("GET",)
        own = next(iter(texts_of(said.get("path"))), key)
        action = next(iter(texts_of(said.get("action"))), key)
        handler = Handler(f"{owner}Controller", action)
        yield _route(match, call, wanted, Literally(text=f"/{base}/{own}"), handler)
