"""Fastify: applications, plugins, routes, and the plugins registered under a prefix.

Recognises: `fastify()`, functions that are handed an instance (by type, by `FastifyPlugin...`, by
`fastify-plugin`, or by the name and place of their first parameter); `get` to `delete`, `all`,
`route({ method, url })` with literal options or a name; `register` with `prefix`, also of functions
written in place and of modules imported where they are used; `@fastify/autoload`'s folders with
`dirNameRoutePrefix`, `_id`, `autoPrefix` and `prefixOverride`; hooks and options that check.
Versions seen: 3.x to 5.x.
Not recognised: constraints (host, version); options made when the program runs.
Documentation: https://fastify.dev/docs/latest/Reference/Routes/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Chain,
    Expression,
    Fact,
    FolderMount,
    Guard,
    Import,
    Literally,
    Name,
)
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    field,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import dialect_routes as dialects
from backend_architect.survey.idioms.javascript.dialects import Dialect, Held, held
from backend_architect.survey.idioms.javascript.express import flat, guard_of
from backend_architect.survey.idioms.javascript.names import is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

FASTIFY = Dialect(
    framework="fastify",
    packages=re.compile(r"fastify(?:-\w+)*\Z|@fastify/(?!autoload)"),
    apps=re.compile(r"fastify:(?:default|fastify|Fastify)"),
    types=re.compile(r"Fastify\w*Instance|FastifyTypebox|FastifyZod"),
    opens=frozenset(("register",)),
    plugin=re.compile(r"Fastify\w*Plugin"),
    usual=re.compile(r"^(?:fastify|server|app|instance|api|router|scope|f)$"),
)
_HOOKS = ("onRequest", "preValidation", "preHandler", "preParsing")


#: A plugin need not name its framework, but no other one's `route` takes a `url`.
_ROUTE = re.compile(r"\.route\(\{[^}]*\burl\s*:")


@detector(language="javascript", anchors=("astify", ".route({"))
def fastify_routes(match: Match) -> Iterator[Fact]:
    """Routers, routes, mounts and checks of one file."""
    source = match.source
    if "astify" not in source.text:
        yield from _unnamed(source)
        return
    yield from dialects.routers(source, FASTIFY)
    yield from dialects.handovers(source, FASTIFY, ("register", "ready", "close", "inject"))
    for word, call in dialects.calls(source):
        router = held(source, dialects.receiver(call), FASTIFY) if word in _SAYS else None
        if router is not None:
            yield from _SAYS[word](source, call, router)


def _unnamed(source: Source) -> Iterator[Fact]:
    """The routes of a plugin in a file that does not name the framework."""
    for word, call in dialects.calls(source) if _ROUTE.search(source.text) else ():
        router = dotted(dialects.receiver(call) or call)
        if word == "route" and router:
            yield from _route(source, call, Held(router, ""))


def _verb(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    word = node_text(field(field(call, "function"), "property") or call)
    given = arguments(call)
    if len(given) > 1 and dialects.is_pathlike(given[0]):
        options = pairs(given[1]) if len(given) > 2 else pairs(given[-1])
        handlers = [options["handler"]] if "handler" in options else given[-1:]
        yield from dialects.route(source, call, router, (dialects.VERBS[word],), given[0],
                                  handlers, "fastify", _checks(source, call, options))  # fmt: skip


def _route(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`route({ method: ["GET", "HEAD"], url: "/x", handler })`, or a table of such by name."""
    for given in arguments(call)[:1]:
        options = pairs(given)
        where = options.get("url") or options.get("path")
        methods = methods_of(options.get("method"))
        if where is not None and methods:
            handlers = [options["handler"]] if "handler" in options else []
            yield from dialects.route(source, call, router, methods, where, handlers, "fastify",
                                      _checks(source, call, options))  # fmt: skip
        elif (child := dialects.child_of(source, given, FASTIFY)) is not None:
            yield from dialects.mount(call, router, child)


def methods_of(node: Node | None) -> tuple[str, ...]:
    """The methods of a text or of an array of texts."""
    if node is None:
        return ()
    listed = elements(node) or [node]
    found = [string(each) or dotted(each).rpartition(".")[2] for each in listed]
    return tuple(each.upper() for each in found if each and each.isalpha())


def _checks(source: Source, call: Node, options: dict[str, Node]) -> Iterator[Guard]:
    names, scope = names_of(source), scope_of(call)
    for hook in _HOOKS:
        for each in flat([options[hook]]) if hook in options else ():
            found = guard_of(names, each, scope)
            if found is not None:
                yield found


def _hook(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    """`addHook("preHandler", authenticate)` checks all routes of its instance."""
    given = arguments(call)
    if len(given) > 1 and string(given[0]) in _HOOKS:
        found = guard_of(names_of(source), given[1], scope_of(call))
        if found is not None:
            yield Chain(lines=node_lines(call), scope=router.scope, router=router.name,
                        guard=found)  # fmt: skip


# ---------------------------------------------------------------- plugins


def _register(source: Source, call: Node, router: Held) -> Iterator[Fact]:
    given = arguments(call)
    if not given:
        return
    options = _options(given[1:])
    prefix: Expression = Literally(text="")
    if "prefix" in options:
        prefix = dialects.path(options["prefix"])
    if _is_autoload(source, given[0]):
        yield from _autoload(source, call, router, options)
        return
    yield from dialects.opened(source, call, FASTIFY, prefix)
    child = dialects.child_of(source, _unwrapped(given[0]), FASTIFY)
    if child is None or (isinstance(child, Name) and child.dotted.startswith("inline")):
        return
    name = child.dotted if isinstance(child, Name) else getattr(child, "callee", "")
    module = names_of(source).module_of(name, scope_of(call)) or _module(name)
    if not (module and is_package(module)):
        yield from dialects.mount(call, router, child, prefix)


def _module(name: str) -> str:
    return name[len("require(") : -1].replace("%", ".") if name.startswith("require(") else ""


def _unwrapped(node: Node) -> Node:
    """`fp(plugin)` and `import("./x").then((m) => m.default)` are what is in them."""
    inner = plain(node)
    if inner.type != "call_expression":
        return inner
    called = field(inner, "function")
    if called is not None and called.type == "member_expression":
        owner = plain(field(called, "object") or called)
        return owner if node_text(field(called, "property") or called) == "then" else inner
    if dotted(called) in ("fp", "fastifyPlugin", "plugin") and arguments(inner):
        return arguments(inner)[0]
    return inner


def _options(given: list[Node]) -> dict[str, Node]:
    """The options of `register`, also within `Object.assign({ prefix }, options)`."""
    found: dict[str, Node] = {}
    for each in given:
        found.update(pairs(each))
        for inner in arguments(plain(each)):
            found.update(pairs(inner))
    return found


def _is_autoload(source: Source, node: Node) -> bool:
    name = dotted(node)
    found = names_of(source).bound(name, scope_of(node)) if name else None
    module = found.module if isinstance(found, Import) else _module(name)
    return module in ("@fastify/autoload", "fastify-autoload")


def _autoload(source: Source, call: Node, router: Held, options: dict[str, Node]) -> Iterator[Fact]:
    folder = folder_of(source.path, options.get("dir"))
    inner = _options([options["options"]]) if "options" in options else {}
    at = dialects.path(inner["prefix"]) if "prefix" in inner else Literally(text="")
    named = plain(options["dirNameRoutePrefix"]) if "dirNameRoutePrefix" in options else None
    if folder:
        yield FolderMount(lines=node_lines(call), scope=router.scope or scope_of(call),
                          parent=router.name, folder=folder, prefix=dialects.below(router, at),
                          named="" if named is not None and named.type == "false" else "folders"
                          )  # fmt: skip


_HERE = re.compile(r"__dirname|import\.meta\.dirname|import\.meta\.url")


def folder_of(path: str, node: Node | None) -> str:
    """The folder that `join(__dirname, "routes")` or a text names, "" where it is computed."""
    if node is None:
        return ""
    texts = [string(each) for each in arguments(plain(node))] or [string(node)]
    own = "/".join(text for text in texts if text)
    here = bool(_HERE.search(node_text(node))) or "dirname" in node_text(node)
    if not own and not here:
        return ""
    return normpath(join(dirname(path), own)) if here else normpath(own)


_SAYS = {
    "get": _verb, "post": _verb, "put": _verb, "patch": _verb, "delete": _verb, "head": _verb,
    "options": _verb, "all": _verb, "route": _route, "register": _register, "addHook": _hook,
}  # fmt: skip
