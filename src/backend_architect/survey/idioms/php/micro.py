"""Routers of small frameworks: `$app->get('/x', handler)` and groups by closures.

Slim, FastRoute, Mezzio, League, Flight, Hyperf, CodeIgniter and CakePHP all write it so; their
detectors say which calls and which paths are theirs.
Source: https://www.slimframework.com/docs/v4/objects/routing.html,
https://github.com/nikic/FastRoute
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Guard,
    Import,
    Joined,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.php.text import dotted, expression, joined
from backend_architect.survey.idioms.fallbacks import is_fallback
from backend_architect.survey.idioms.php.chains import (
    CLOSURES,
    Chain,
    Link,
    chain_to,
    links_after,
    receivers,
    texts_of,
)
from backend_architect.survey.idioms.php.guards import guard, guards_in
from backend_architect.survey.idioms.php.handlers import Handler, handler_of
from backend_architect.survey.idioms.php.laravel import file_of, single_slashes

VERBS = ("get", "post", "put", "patch", "delete", "any", "map", "route")
GROUPS = ("group", "addGroup", "scope", "prefix", "mount")

_TYPED = re.compile(r"\{(\w+)\s*:[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class Said(NamedTuple):
    """A route as the call says it."""

    methods: tuple[str, ...]
    path: Expression
    handler: Handler


def router_name(scope: str) -> str:
    """A file's routers are one; those of a class that registers routes are called as the class."""
    return scope.partition(".")[0] or "app"


def router(call: Node, framework: str, scope: str) -> Router:
    """The file, or the class around a call, as a router."""
    name = router_name(scope)
    lines = (1, 1) if name == "app" else node_lines(call)[:1] * 2
    return Router(lines=lines, name=name, framework=framework, root=True)


def prefixes(call: Node) -> tuple[Expression, ...]:
    """The prefixes of the groups around a call, outermost first."""
    found = []
    for outer in receivers(call):
        link = chain_to(outer).links[-1]
        first = link.argument(0)
        if link.name in GROUPS and first is not None and first.type not in CLOSURES:
            found.append(expression(first))
    return tuple(reversed(found))


def guards(call: Node) -> tuple[Guard, ...]:
    """The middleware added to the groups around a call and to the call itself."""
    found: list[Guard] = []
    for outer in (*reversed(list(receivers(call))), call):
        for link in links_after(outer):
            if link.name in ("add", "addMiddleware", "middleware", "before"):
                found.extend(_guard(link))
    return tuple(dict.fromkeys(found))


def _guard(link: Link) -> tuple[Guard, ...]:
    """A middleware by name, class or variable."""
    first = link.argument(0)
    said = expression(first) if first is not None else None
    if isinstance(said, Made):
        return (guard(said.callee.rpartition("\\")[2]),)
    if isinstance(said, Name):
        return (guard(said.dotted.rpartition("\\")[2]),)
    return guards_in(first)


def route(match: Match, call: Node, said: Said, framework: str) -> Iterator[Import | Route]:
    """The route, once for each form of its path."""
    if isinstance(said.path, Literally) and is_fallback(said.path.text, node_text(call)):
        return
    scope = match.scope("call")
    name, handler = said.handler.name, said.handler
    if handler.spoken and name:
        last = handler.owner.rpartition("\\")[2]
        yield Import(lines=node_lines(call), local=handler.owner, module=handler.owner, name=last)
    whole = slashed(*prefixes(call), said.path)
    for path in forms(whole):
        yield Route(
            lines=_lines(call), scope=scope, router=router_name(scope), path=path,
            methods=said.methods, handler=name, framework=framework, guards=guards(call),
        )  # fmt: skip


def _lines(call: Node) -> tuple[int, int]:
    named = call.child_by_field_name("name") or call
    return node_lines(named)[0], node_lines(call)[1]


def slashed(*parts: Expression) -> Expression:
    """The parts with slashes between them; a part that begins with "[" is optional as a whole."""
    pieces: list[Expression] = []
    for part in parts:
        bare = isinstance(part, Literally) and part.text[:1] in ("[", "")
        pieces.extend((part,) if bare else (Literally(text="/"), part))
    return single_slashes(joined(pieces)) if pieces else Literally(text="/")


def forms(path: Expression) -> list[Expression]:
    """The path without the patterns of its parameters, with and without an optional end."""
    if isinstance(path, Joined):
        *before, last = path.parts
        return [joined([*(_plain(p) for p in before), end]) for end in forms(last)]
    if not isinstance(path, Literally):
        return [path]
    text = _typeless(path.text)
    found = _OPTIONAL.search(text)
    for _ in range(4):
        if found is None:
            return [Literally(text=text)]
        if found.end() == len(text.rstrip("]/")) or text.endswith("]"):
            break
        text = text[: found.start()] + found[1] + text[found.end() :]
        found = _OPTIONAL.search(text)
    return _with_and_without(text)


def _with_and_without(text: str) -> list[Expression]:
    start = text.find("[")
    whole = text.replace("[", "").replace("]", "")
    without = text[:start] if start >= 0 else whole
    found = [without or "/"]
    if whole.rstrip("/") != without.rstrip("/"):
        found.append(whole)
    return [Literally(text=each) for each in found]


def _plain(part: Expression) -> Expression:
    if isinstance(part, Literally):
        return Literally(text=_typeless(part.text).replace("[", "").replace("]", ""))
    return part


def _typeless(text: str) -> str:
    return _TYPED.sub(r"{\1}", text)


def plain_route(link: Link) -> Said | None:
    """What `get(path, handler)` or `map(methods, path, handler)` says; None for other calls."""
    listed = link.name in ("map", "addRoute", "match")
    path = link.argument(1 if listed else 0)
    answer = link.argument(2 if listed else 1)
    handler = handler_of(answer)
    if path is None or answer is None or (handler is None and not _is_computed(answer)):
        return None
    said = expression(path)
    if isinstance(said, Literally) and said.text[:1] not in ("/", "[", ""):
        return None
    methods = tuple(m.upper() for m in texts_of(link.argument(0))) if listed else ()
    if not listed:
        methods = ("ANY",) if link.name in ("any", "route") else (link.name.upper(),)
    return Said(methods or ("ANY",), said, handler or Handler())


def _is_computed(answer: Node) -> bool:
    return answer.type in ("variable_name", "function_call_expression", "member_access_expression")


def is_inside_group(call: Node) -> bool:
    """Whether a call stands in the closure of a group."""
    return any(chain_to(outer).links[-1].name in GROUPS for outer in receivers(call))


def mount(match: Match, call: Node, chain: Chain) -> Iterator[Mount]:
    """A group whose routes are registered by a class or by another file."""
    last = chain.links[-1]
    answer = last.argument(1)
    if answer is None or answer.type in CLOSURES:
        return
    scope = match.scope("call")
    file, name = file_of(answer), dotted(answer)
    first = last.argument(0)
    prefix = (
        slashed(*prefixes(call), expression(first)) if first is not None else Literally(text="")
    )
    child: Expression | None = Literally(text=file) if file else None
    if child is None and name:
        child = Name(dotted=name)
    if child is not None:
        yield Mount(
            lines=node_lines(call), scope=scope, parent=router_name(scope), child=child,
            prefix=prefix, guards=guards(call),
        )  # fmt: skip
