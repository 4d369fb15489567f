"""CodeIgniter 3 and 4: routes.

Recognises: `$routes->get` to `delete`, `match`, `add`, groups with filters, `resource` and
`presenter` with `only`, `except`, `controller`, `websafe`; in version 3 `$route['x'] = 'y'` and
`$route['x']['post'] = 'y'`. Placeholders such as `(:num)` are parameters.
Versions seen: CodeIgniter 3 and 4.
Not recognised: automatic routes by the names of controllers, closures' results.
Documentation: https://codeigniter.com/user_guide/incoming/routing.html,
https://codeigniter.com/user_guide/incoming/restful.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.php.text import expression, literal
from backend_architect.survey.idioms.php.chains import (
    Chain,
    Link,
    chain_to,
    receivers,
    table_of,
    texts_of,
)
from backend_architect.survey.idioms.php.dialects import dialect
from backend_architect.survey.idioms.php.guards import guards_in
from backend_architect.survey.idioms.php.handlers import Handler, handler_of
from backend_architect.survey.idioms.php.micro import slashed

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = ("get", "post", "put", "patch", "delete", "add", "match")
_HOLDERS = re.compile(r"\(:(\w+)\)|\((?!\?)[^()]*\)")
_OLD = re.compile(r"\$route\[")
_IGNORED = ("default_controller", "404_override", "translate_uri_dashes")
_RESOURCE = (
    ("index", ("GET",), ""), ("new", ("GET",), "/new"), ("create", ("POST",), ""),
    ("show", ("GET",), "/{id}"), ("edit", ("GET",), "/{id}/edit"),
    ("update", ("PUT", "PATCH"), "/{id}"), ("delete", ("DELETE",), "/{id}"),
)  # fmt: skip
_PRESENTER = (
    ("index", ("GET",), ""), ("show", ("GET",), "/show/{id}"), ("new", ("GET",), "/new"),
    ("create", ("POST",), "/create"), ("edit", ("GET",), "/edit/{id}"),
    ("update", ("POST",), "/update/{id}"), ("remove", ("GET",), "/remove/{id}"),
    ("delete", ("POST",), "/delete/{id}"),
)  # fmt: skip


@detector(
    language="php",
    anchors=("$routes->", "$route["),
    query="""
    (member_call_expression name: (name) @_name
      (#any-of? @_name "get" "post" "put" "patch" "delete" "add" "match" "resource" "presenter"))
      @call
    (assignment_expression left: (subscript_expression) @place right: (_) @value) @assigned
    """,
)
def codeigniter(match: Match) -> Iterator[Fact]:
    """The file as a router, and the routes of one call or assignment."""
    call = match.node("call")
    if call is not None:
        chain = chain_to(call)
        own = chain.root == "routes" and dialect(match.source, "routes") == "codeigniter"
        told = _facts(match, call, chain) if own and len(chain.links) == 1 else ()
    else:
        told = _assigned(match)
    facts = list(told)
    if facts:
        yield Router(lines=(1, 1), name="routes", framework="codeigniter", root=True)
        yield from facts


def _facts(match: Match, call: Node, chain: Chain) -> Iterator[Route]:
    last = chain.links[-1]
    if last.name in ("resource", "presenter"):
        yield from _resource(match, call, last)
        return
    listed = last.name == "match"
    path, answer = last.argument(1 if listed else 0), last.argument(2 if listed else 1)
    if path is None or answer is None:
        return
    methods = tuple(t.upper() for t in texts_of(last.argument(0))) if listed else ()
    if not listed:
        methods = ("ANY",) if last.name == "add" else (last.name.upper(),)
    options = table_of(last.argument(3 if listed else 2))
    handler = handler_of(answer) or Handler()
    yield _route(match, call, (methods, expression(path), handler), options)


def _route(
    match: Match,
    call: Node,
    said: tuple[tuple[str, ...], Expression, Handler],
    options: dict[str, Node],
) -> Route:
    prefixes: list[Expression] = []
    guards: list[Guard] = []
    for outer in reversed(list(receivers(call))):
        link = chain_to(outer).links[-1]
        first = link.argument(0)
        if link.name == "group" and first is not None:
            prefixes.append(expression(first))
            guards.extend(guards_in(table_of(link.argument(1)).get("filter")))
    methods, path, handler = said
    guards.extend(guards_in(options.get("filter")))
    return Route(
        lines=node_lines(call), scope=match.scope("call") if match.node("call") else "",
        router="routes", methods=methods, path=_plain(slashed(*prefixes, path)),
        handler=handler.name, framework="codeigniter", guards=tuple(dict.fromkeys(guards)),
    )  # fmt: skip


def _plain(path: Expression) -> Expression:
    """The path with `(:num)` as a parameter; those after the first of a kind are numbered."""
    if not isinstance(path, Literally):
        return path
    used: dict[str, int] = {}

    def name(found: re.Match[str]) -> str:
        kind = found[1] or "param"
        used[kind] = used.get(kind, 0) + 1
        return f"{{{kind}{used[kind] if used[kind] > 1 else ''}}}"

    return Literally(text=_HOLDERS.sub(name, path.text))


def _resource(match: Match, call: Node, last: Link) -> Iterator[Route]:
    name = literal(last.argument(0))
    options = table_of(last.argument(1))
    if name is None:
        return
    told = next(iter(texts_of(options.get("controller"))), "")
    owner = told or name.rpartition("/")[2].capitalize()
    only, without = texts_of(options.get("only")), texts_of(options.get("except"))
    without = [each for text in without for each in re.split(r"[,\s]+", text)]
    for action, methods, path in _RESOURCE if last.name == "resource" else _PRESENTER:
        if (not only or action in only) and action not in without:
            said = (methods, Literally(text=name + path), Handler(owner, action))
            yield _route(match, call, said, options)
    if last.name == "resource" and "websafe" in options:
        for action, path in (("update", "/{id}"), ("delete", "/{id}/delete")):
            said = (("POST",), Literally(text=name + path), Handler(owner, action))
            yield _route(match, call, said, options)


def _assigned(match: Match) -> Iterator[Route]:
    """`$route['users/(:num)']['get'] = 'users/show/$1'` of version 3."""
    place, value = match.nodes("place")[0], match.nodes("value")[0]
    if not _OLD.match(node_text(place)):
        return
    keys = re.findall(r"\[\s*['\"]([^'\"]*)['\"]\s*\]", node_text(place))
    target = literal(value)
    if not keys or keys[0] in _IGNORED or target is None:
        return
    method = keys[1].upper() if len(keys) > 1 else "ANY"
    controller, _, rest = target.partition("/")
    handler = Handler(controller.capitalize(), rest.partition("/")[0] or "index")
    assigned = match.nodes("assigned")[0]
    yield _route(match, assigned, ((method,), Literally(text=f"/{keys[0]}"), handler), {})
