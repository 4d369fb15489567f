"""Slim, and routers that are written like it: FastRoute, Mezzio, League\\Route, Flight, Hyperf.

Recognises: `$app->get` to `any` and `map`, `addRoute`, groups by closures (also with `$this` and
`$group`), by classes and by files, middleware that is added; optional and typed parts of paths;
`setBasePath`; files that give a closure which is handed the application. `Flight::route('GET /x',
...)`, `Router::addGroup` of Hyperf.
Versions seen: Slim 2 to 4, FastRoute 1, Mezzio 3, Flight 2 and 3, Hyperf 2 and 3.
Not recognised: routes in loops over arrays, attributes of Hyperf (see `hyperf`).
Documentation: https://www.slimframework.com/docs/v4/objects/routing.html,
https://docs.mezzio.dev/mezzio/v3/features/router/intro/, https://docs.flightphp.com/learn/routing
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, GlobalPrefix, Literally, Mount
from backend_architect.survey.grammars.php.text import expression, literal
from backend_architect.survey.idioms.php.chains import Chain, chain_to, receivers, texts_of
from backend_architect.survey.idioms.php.dialects import dialect
from backend_architect.survey.idioms.php.handlers import Handler, handler_of
from backend_architect.survey.idioms.php.laravel import file_of
from backend_architect.survey.idioms.php.micro import (
    VERBS,
    Said,
    guards,
    is_inside_group,
    mount,
    plain_route,
    prefixes,
    route,
    router,
    router_name,
    slashed,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_FRAMEWORKS = ("slim", "fastroute", "mezzio", "league", "hyperf")
#: How a call with a path begins: what is got from containers and the like begins otherwise.
_CALLS = tuple(
    f"->{name}({start}"
    for name in (*VERBS, "group")
    for start in ("'/", '"/', "''", '""', "'[", "[", "\n", "\r\n", " ", "$")
    if start != "[" or name == "map"
)
_NAMES = (*VERBS, "addRoute", "group", "addGroup", "setBasePath")


@detector(
    language="php",
    anchors=(*_CALLS, "addRoute", "addGroup", "setBasePath", "Flight::", "Router::"),
    query=f"""
    ([(scoped_call_expression name: (name) @_name) (member_call_expression name: (name) @_name)]
      @call (#any-of? @_name {" ".join(f'"{name}"' for name in _NAMES)}))
    [(require_expression) (require_once_expression) (include_expression)
     (include_once_expression)] @require
    """,
)  # fmt: skip
def slim(match: Match) -> Iterator[Fact]:
    """The file or class as a router, and what one call registers."""
    required = match.node("require")
    if required is not None:
        yield from _required(match, required)
        return
    call = match.nodes("call")[0]
    chain = chain_to(call)
    framework = _framework(match, call, chain)
    facts = list(_facts(match, call, chain, framework)) if framework else []
    if facts:
        yield router(call, framework, match.scope("call"))
        yield from facts


def _required(match: Match, required: Node) -> Iterator[Fact]:
    """A file that is run inside a group adds its routes there."""
    outer = next(receivers(required), None)
    framework = _framework(match, outer, chain_to(outer)) if outer is not None else ""
    file = file_of(required.named_children[0]) if framework else ""
    if outer is not None and file and chain_to(outer).links[-1].name in ("group", "addGroup"):
        scope = match.scope("require")
        yield router(outer, framework, scope)
        yield Mount(
            lines=node_lines(required), scope=scope, parent=router_name(scope),
            child=Literally(text=file), prefix=slashed(*prefixes(required)),
            guards=guards(required),
        )  # fmt: skip


def _framework(match: Match, call: Node, chain: Chain) -> str:
    root = chain.root
    if len(chain.links) > 1:
        return ""
    if root in ("Flight", "Router"):
        spoken = dialect(match.source, root)
        return spoken if spoken in ("flight", "hyperf") else ""
    inside = root in ("this", "self") and is_inside_group(call)
    if not inside and ("." in root and not root.startswith("this.")):
        return ""
    found = dialect(match.source, root)
    return found if found in _FRAMEWORKS and (root != "this" or inside) else ""


def _facts(match: Match, call: Node, chain: Chain, framework: str) -> Iterator[Fact]:
    last = chain.links[-1]
    first = last.argument(0)
    if last.name == "setBasePath":
        if first is not None and literal(first) != "":
            yield GlobalPrefix(lines=node_lines(call), scope=match.scope("call"),
                               prefix=expression(first), framework=framework)  # fmt: skip
    elif last.name in ("group", "addGroup"):
        yield from mount(match, call, chain)
    elif framework == "flight":
        said = _flown(chain)
        yield from route(match, call, said, framework) if said else ()
    elif last.name != "route" or framework == "mezzio":
        said = _mezzio(chain) if last.name == "route" else plain_route(last)
        yield from route(match, call, said, framework) if said else ()


def _mezzio(chain: Chain) -> Said | None:
    """`$app->route('/x', Handler::class, ['GET', 'POST'])`."""
    last = chain.links[-1]
    path, handler = last.argument(0), handler_of(last.argument(1))
    if path is None or handler is None:
        return None
    methods = tuple(text.upper() for text in texts_of(last.argument(2)))
    return Said(methods or ("ANY",), expression(path), handler)


def _flown(chain: Chain) -> Said | None:
    """`Flight::route('GET|POST /x/@id', ...)`."""
    last = chain.links[-1]
    text = literal(last.argument(0))
    if text is None or last.argument(1) is None:
        return None
    before, space, path = text.rpartition(" ")
    methods = tuple(before.split("|")) if space else ("ANY",)
    if last.name != "route":
        methods = (last.name.upper(),)
    parts = [f"{{{p[1:].partition(':')[0]}}}" if p.startswith("@") else p for p in path.split("/")]
    handler = handler_of(last.argument(1)) or Handler()
    return Said(methods, Literally(text="/".join(parts).replace("(", "").replace(")", "")), handler)
