"""Sinatra, classic and modular, Padrino's applications, and what config.ru maps.

Recognises: verbs and `route` with a path that begins with "/" and a block, `namespace`, in files
that require Sinatra, or in classes that extend another; `use` of further classes, `map`, `run` and
`use` of config.ru, `Rack::URLMap`.
Versions seen: Sinatra 1.4 to 4, Padrino 0.15.
Not recognised: paths as regular expressions (a gap).
Documentation: https://sinatrarb.com/intro.html, https://sinatrarb.com/contrib/namespace
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Fact,
    Literally,
    Mount,
    Name,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.ruby.text import (
    class_of,
    dotted,
    field_of,
    given_to,
    method_of,
    own_name,
    statements,
    superclass_of,
)
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rack_paths import openapi
from backend_architect.survey.idioms.ruby.rails_values import Values

_VERBS = ("get", "post", "put", "patch", "delete", "options", "link", "unlink", "route")
_OTHERS = ("Grape", "Hanami", "Rails", "ActionController", "Roda")
_LIBRARIES = ("Rack.", "Sinatra.", "Rails.", "OmniAuth.", "Warden.", "ActionDispatch.")
#: Deepest nesting of blocks that is read.
DEPTH = 16


@detector(
    language="ruby",
    anchors=("sinatra", "Sinatra", "get '/", 'get "/', "post '/", 'post "/', "map '/", 'map "/',
             "delete '/", 'delete "/', "put '/", 'put "/', "run "),
    query="(program) @file",
)  # fmt: skip
def sinatra(match: Match) -> Iterator[Fact]:
    """The routers of one file and their routes."""
    root, path = match.nodes("file")[0], match.source.path
    if is_aside(path):
        return
    values = Values(root)
    if path.endswith(".ru"):
        mounts = list(_mapped(root, values, "", 0))
        if mounts:
            yield Router(lines=(1, 1), name="rack", framework="rack", root=True)
            yield from mounts
    text = match.source.data
    top = (b"'sinatra" in text or b'"sinatra' in text) and b"sinatra/base" not in text
    if top:
        yield from _router(root, "sinatra_application", values, (1, 1), told=True)
    for node in _classes(root):
        above = dotted(superclass_of(node))
        if above and not above.startswith(_OTHERS) and basename(path) != "routes.rb":
            around, own = class_of(node), own_name(node)
            name = f"{around}.{own}" if around else own
            sure = above.startswith(("Sinatra.", "Padrino."))
            line = (node_lines(node)[0],) * 2
            yield from _router(field_of(node, "body"), name, values, line, told=sure)


def _router(
    body: Node | None, name: str, values: Values, line: tuple[int, int], *, told: bool
) -> Iterator[Fact]:
    routes = list(_routes(body, name, "", values, 0))
    if routes or told:
        yield Router(lines=line, name=name, framework="sinatra", root=True)
        yield from routes
        yield from _used(body, name)


def _routes(
    body: Node | None, router: str, before: str, values: Values, depth: int
) -> Iterator[Fact]:
    for node in statements(body) if depth <= DEPTH else ():
        name = method_of(node)
        if node.type != "call" or field_of(node, "receiver") is not None:
            continue
        given = given_to(node)
        if name in ("namespace", "configure", "controllers") and given.block is not None:
            text = values.text(given.values[0], {}) if given.values else ""
            own = text or "" if name == "namespace" else ""
            yield from _routes(given.block, router, f"{before}/{own}", values, depth + 1)
        elif name in _VERBS and given.block is not None and given.values:
            yield from _route(node, name, router, before, values)


def _route(node: Node, name: str, router: str, before: str, values: Values) -> Iterator[Fact]:
    given = given_to(node)
    methods: tuple[str, ...] = (name.upper(),)
    paths = list(given.values)
    if name == "route":
        methods = tuple(t.upper() for v in paths[:-1] for t in values.texts(v, {}) or ())
        paths = paths[-1:]
    if paths[0].type == "regex":
        reason = "The path is a regular expression."
        yield Unresolved(lines=node_lines(node), what="a route", reason=reason)
        return
    texts = values.texts(paths[0], {}) or ()
    for text in texts:
        if text.startswith("/") or (before and not text) or text == "*":
            yield Route(
                lines=(node_lines(node)[0],) * 2, router=router, methods=methods,
                path=Literally(text=openapi(before, text)), framework="sinatra",
            )  # fmt: skip


def _used(body: Node | None, router: str) -> Iterator[Fact]:
    """`use Other` in a class."""
    for node in statements(body):
        if method_of(node) == "use" and node.type == "call":
            yield from _mount(node, router, "", given_to(node).values[:1])


def _mapped(body: Node | None, values: Values, before: str, depth: int) -> Iterator[Fact]:
    """`map "/api" do run Api end`, `run App`, `Rack::URLMap.new("/" => App)`."""
    for node in statements(body) if depth <= DEPTH else ():
        name, given = method_of(node), given_to(node)
        if name == "map" and given.block is not None and given.values:
            text = values.text(given.values[0], {}) or ""
            yield from _mapped(given.block, values, f"{before}/{text}", depth + 1)
        elif name in ("run", "use"):
            yield from _mount(node, "rack", before, given.values[:1])
            for value in given.values[:1]:
                if dotted(value).startswith("Rack.URLMap"):
                    yield from _tabled(value, before, values)


def _tabled(call: Node, before: str, values: Values) -> Iterator[Fact]:
    for key, value in given_to(call).pairs:
        yield from _mount(call, "rack", f"{before}/{values.text(key, {}) or ''}", (value,))


def _mount(node: Node, router: str, prefix: str, children: tuple[Node, ...]) -> Iterator[Mount]:
    for child in children:
        name = dotted(child).removesuffix(".new").removesuffix(".app").removesuffix(".freeze")
        if name[:1].isupper() and not f"{name}.".startswith(_LIBRARIES):
            yield Mount(
                lines=node_lines(node), parent=router, child=Name(dotted=name),
                prefix=Literally(text=openapi(prefix)),
            )  # fmt: skip


def _classes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "class":
            yield node
        if node.type in ("program", "module", "class", "body_statement"):
            waiting.extend(reversed(node.named_children))
