"""Laravel's route registrar: what groups and chains of calls add to a route.

Source: https://laravel.com/docs/routing#route-groups,
https://lumen.laravel.com/docs/routing#route-groups
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from posixpath import normpath

from tree_sitter import Node

from backend_architect.survey.detector import Source
from backend_architect.survey.facts import (
    Expression,
    Guard,
    Import,
    Joined,
    Literally,
    Made,
    Router,
)
from backend_architect.survey.grammars.php.text import dotted, expression, joined
from backend_architect.survey.idioms.php.chains import (
    Chain,
    Link,
    chain_to,
    is_array,
    receivers,
    table_of,
    texts_of,
)
from backend_architect.survey.idioms.php.dialects import dialect
from backend_architect.survey.idioms.php.guards import guards_in
from backend_architect.survey.idioms.php.handlers import Handler

#: What every router of a file is called.
ROUTER = "Route"

_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\??\}")
_END = re.compile(r"/?\{\w+(?::\w+)?\?\}/?\Z")
_API = re.compile(r"(?:^|/)routes/api(?:\.php|/.+\.php)\Z", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_FACADE = b"Illuminate\\Support\\Facades\\Route"
_TAIL = re.compile(r"[\w./-]+\.php\Z")


@dataclass(frozen=True)
class Context:
    """What the groups around a route, outermost first, and the links before it add."""

    prefixes: tuple[Expression, ...] = ()
    guards: tuple[Guard, ...] = ()
    controller: str = ""
    namespaces: tuple[str, ...] = ()


def router(source: Source) -> Router:
    """The file as a router: Laravel serves `routes/api.php` below "api" unless it is told to."""
    prefix = "api" if _API.search(source.path) else ""
    return Router(
        lines=(1, 1),
        name=ROUTER,
        framework="laravel",
        prefix=Literally(text=prefix),
        root=True,
    )


def is_router(source: Source, root: str, node: Node) -> bool:
    """True if calls on this name register routes: the facade, Lumen's router, or the variable a
    group's closure is given."""
    if is_facade(source, root):
        return b"Routing\\Annotation" not in source.data
    if root not in ("router", "this.router", "route", "app", "api", "this.app", "app.router"):
        return False
    if any(is_facade(source, chain_to(call).root) for call in receivers(node)):
        return True
    return dialect(source, root) == "laravel"


def is_facade(source: Source, root: str) -> bool:
    """True for Laravel's `Route`, also by another name it is imported under."""
    if root.rpartition("\\")[2] == "Route":
        return True
    return _FACADE in source.data and any(
        isinstance(fact, Import) and fact.local == root and fact.module == _FACADE.decode()
        for fact in source.symbols
    )


def context_of(chain: Chain, node: Node) -> Context:
    """What holds for the last call of a chain, which stands at `node`."""
    around = Context()
    for call in reversed(list(receivers(node))):
        outer = chain_to(call)
        if outer.links[-1].name in ("group", "version", "prefix"):
            around = _with_links(around, outer.links)
    return _with_links(around, chain.links[:-1])


def _with_links(context: Context, links: tuple[Link, ...]) -> Context:
    for link in links:
        context = with_link(context, link)
    return context


def with_link(context: Context, link: Link) -> Context:
    """The context after one more link of a chain."""
    first = link.argument(0)
    if first is None:
        return context
    if link.name == "prefix":
        return replace(context, prefixes=(*context.prefixes, expression(first)))
    if link.name == "middleware":
        added = tuple(g for _, value in link.given for g in guards_in(value))
        return replace(context, guards=(*context.guards, *added))
    if link.name == "withoutMiddleware":
        gone = {each.name for each in guards_in(first)}
        return replace(context, guards=tuple(g for g in context.guards if g.name not in gone))
    if link.name == "controller":
        return replace(context, controller=dotted(first) or next(iter(texts_of(first)), ""))
    if link.name == "namespace":
        return replace(context, namespaces=(*context.namespaces, *texts_of(first)))
    if link.name in ("group", "version"):
        arrays = [value for _, value in link.given if is_array(value)]
        return with_attributes(context, table_of(arrays[0])) if arrays else context
    return context


def with_attributes(context: Context, table: dict[str, Node]) -> Context:
    """The context with the attributes of a group's array."""
    for key in ("prefix", "middleware", "namespace", "controller"):
        value = table.get(key)
        if value is not None:
            context = with_link(context, Link(key, [("", value)], value))
    return context


def path_of(*parts: Expression) -> Expression:
    """The parts with slashes between them."""
    pieces: list[Expression] = []
    for part in parts:
        pieces.extend((Literally(text="/"), part))
    return single_slashes(joined(pieces)) if pieces else Literally(text="/")


def single_slashes(path: Expression) -> Expression:
    """The path with each run of slashes in its texts as one."""
    if isinstance(path, Joined):
        return Joined(parts=tuple(single_slashes(part) for part in path.parts))
    return Literally(text=_SLASHES.sub("/", path.text)) if isinstance(path, Literally) else path


def forms(path: Expression) -> list[Expression]:
    """The path with and without each optional parameter at its end; `{id?}` and `{post:slug}` are
    `{id}` and `{post}`."""
    last = path.parts[-1] if isinstance(path, Joined) else path
    if not isinstance(last, Literally):
        return [plain(path)]
    before = path.parts[:-1] if isinstance(path, Joined) else ()
    texts = [last.text]
    while (found := _END.search(texts[0])) is not None:
        texts.insert(0, texts[0][: found.start()] or ("" if before else "/"))
    return [plain(joined([*before, Literally(text=text)])) for text in texts]


def plain(path: Expression) -> Expression:
    """The path with `{id?}` and `{post:slug}` as `{id}` and `{post}`."""
    if isinstance(path, Joined):
        return Joined(parts=tuple(plain(part) for part in path.parts))
    if isinstance(path, Literally):
        return Literally(text=_PARAMETER.sub(r"{\1}", path.text))
    return path


def module_of(handler: Handler, context: Context) -> str:
    """The full name of a class that a text names, below the groups' namespaces."""
    spaces = context.namespaces
    if any(handler.owner.startswith(f"{top}\\") for top in ("App", *(s for s in spaces[:1] if s))):
        return handler.owner
    start = max((n for n, s in enumerate(spaces) if s.startswith(("App\\", "\\"))), default=None)
    top = ["App\\Http\\Controllers"] if start is None else []
    inner = [s.strip("\\") for s in (spaces if start is None else spaces[start:])]
    return "\\".join([*top, *inner, handler.owner])


def file_of(node: Node | None) -> str:
    """The file that `base_path('routes/x.php')` or `__DIR__ . '/x.php'` names, else ""."""
    said = expression(node) if node is not None else None
    text = _tail(said)
    found = _TAIL.search(text)
    return normpath(found[0].lstrip("/")) if found is not None and found[0] != ".php" else ""


def _tail(said: Expression | None) -> str:
    if isinstance(said, Literally):
        return said.text
    if isinstance(said, Joined):
        return _tail(said.parts[-1])
    if isinstance(said, Made) and said.arguments:
        return _tail(said.arguments[-1])
    return ""
