"""Javalin's routes, in Java and Kotlin: calls on the application, and those of `ApiBuilder`; and
Spark's, which are written alike.

(https://javalin.io/documentation#handler-groups)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    GlobalPrefix,
    Import,
    Joined,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)

_VERBS = {
    name: (name.upper(),)
    for name in ("get", "post", "put", "patch", "delete", "head", "options", "query")
} | {"ws": ("GET",), "sse": ("GET",)}
#: What the properties of Koin are called in the files that ask for them.
KOIN = "@koin"
_CRUD = (
    ("GET", "", "getAll"), ("POST", "", "create"), ("GET", "{}", "getOne"),
    ("PATCH", "{}", "update"), ("DELETE", "{}", "delete"),
)  # fmt: skip
_ADDED = frozenset(("addHttpHandler", "addHandler", "addEndpoint"))
_ASIDE = frozenset(
    ("before", "after", "beforeMatched", "afterMatched", "exception", "error", "wsBefore",
     "wsAfter", "accessManager", "events")
)  # fmt: skip


class Called(Protocol):
    """A call as both languages have it."""

    @property
    def name(self) -> str:
        """What is called."""

    @property
    def on(self) -> Node | None:
        """What it is called on."""

    @property
    def values(self) -> list[Node]:
        """The values given, without functions written in place."""

    @property
    def block(self) -> Node | None:
        """The function written as the last value."""

    @property
    def callee(self) -> str:
        """The dotted name of what is called."""


class Spoken(NamedTuple):
    """How a language says calls, values, and settings of a member (`a.contextPath = x`)."""

    call_of: Callable[[Node], Called | None]
    expression: Callable[[Node], Expression]
    assignment: str
    reference: str
    framework: str = "javalin"
    builder: str = "ApiBuilder"
    applications: tuple[str, ...] = ("app", "javalin", "server", "routes", "router", "routing")
    pathless: bool = True  # a handler may stand without a path


class _Here(NamedTuple):
    unit: str
    spoken: Spoken
    prefix: tuple[Expression, ...] = ()
    grouped: bool = False
    bare: bool = False


def unit_facts(unit: Node, name: str, spoken: Spoken, *, bare: bool) -> Iterator[Fact]:
    """What a function or value says. `bare` is True in files that know `ApiBuilder`, whose
    functions are called without a name before them."""
    said = list(_walk(unit, _Here(name, spoken, bare=bare)))
    prefix = _context(unit, spoken)
    line = node_lines(unit)[0]
    if any(isinstance(fact, Route) for fact in said):
        yield Router(
            lines=(line, line), scope=name, name=name, framework=spoken.framework, root=True,
            prefix=prefix or Literally(text=""),
        )  # fmt: skip
    elif any(isinstance(fact, Mount) for fact in said):
        yield Router(
            lines=(line, line), scope=name, name=name, framework=spoken.framework, root=True
        )
    if prefix is not None and not any(isinstance(fact, Route) for fact in said):
        yield GlobalPrefix(
            lines=(line, line), scope=name, prefix=prefix, framework=spoken.framework
        )
    if isinstance(prefix, Name) and prefix.dotted.startswith(f"{KOIN}."):
        yield Import(lines=(line, line), local=KOIN, module="koin.properties")
    yield from said


def _context(root: Node, spoken: Spoken) -> Expression | None:
    """The context path that is set below a node."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        left = node.child_by_field_name("left") if node.type == spoken.assignment else None
        right = node.child_by_field_name("right") if left is not None else None
        if left is not None and right is not None and node_text(left).endswith("contextPath"):
            return _setting(spoken.expression(right))
        call = spoken.call_of(node)
        if call is not None and call.name == "contextPath" and call.values:
            return _setting(spoken.expression(call.values[0]))
        waiting.extend(reversed(node.named_children))
    return None


def _setting(said: Expression) -> Expression:
    """Koin's `getProperty("x")` as a name in its file of properties, anything else as it is."""
    if isinstance(said, Made) and said.callee.endswith("getProperty") and said.arguments:
        key = said.arguments[0]
        return Name(dotted=f"{KOIN}.{key.text}") if isinstance(key, Literally) else said
    return said


def _walk(node: Node, here: _Here) -> Iterator[Fact]:
    call = here.spoken.call_of(node)
    if call is None:
        for child in node.named_children:
            yield from _walk(child, here)
        return
    if call.on is not None:
        yield from _walk(call.on, here)
    if call.name in _ASIDE:
        return
    if _registers(call, here):
        yield from _registered(node, call, here)
    else:
        yield from _around(node, call, here)


def _registers(call: Called, here: _Here) -> bool:
    if call.name not in (*_VERBS, *_ADDED, "path", "crud"):
        return False
    given = len(call.values) + (call.block is not None)
    if call.on is None or node_text(call.on) == here.spoken.builder:
        return here.bare and (given > 1 or here.spoken.pathless)
    written = node_text(call.on)
    root = written.partition("(")[0].rstrip().lower()
    last = root.rpartition(".")[2].strip()
    known = here.spoken.applications
    return given > 1 and ("javalin" in root or last in known or _chained(root, known))


def _chained(root: str, known: tuple[str, ...]) -> bool:
    """True for `app.get(...).get(...)`."""
    head, _, verb = root.rpartition(".")
    return verb.strip() in _VERBS and head.rpartition(".")[2].strip() in known


def _registered(node: Node, call: Called, here: _Here) -> Iterator[Fact]:
    if call.name == "path":
        yield from _grouped(call, here)
    elif call.name == "crud":
        yield from _crud(node, call, here)
    elif call.name in _ADDED and call.values:
        method = node_text(call.values[0]).rpartition(".")[2]
        yield _route(node, (method,), (*here.prefix, *_path(call.values[1:], here)), "", here)
    elif call.name in _VERBS:
        path = _path(call.values, here)
        yield _route(node, _VERBS[call.name], (*here.prefix, *path), _handler(call, here), here)


def _path(values: list[Node], here: _Here) -> tuple[Expression, ...]:
    """The path among the values: the first, unless that is the handler."""
    if not values or _is_reference(values[0], here):
        return ()
    said = here.spoken.expression(values[0])
    if isinstance(said, Name) and len(values) == 1:
        return () if said.dotted.rpartition(".")[2][:1].islower() else (said,)
    if isinstance(said, Made) and len(said.arguments) == 1:
        said = said.arguments[0]  # `underContext("api/")`: what it adds cannot be known here
    return (said,) if isinstance(said, Literally | Name | Joined) else ()


def _is_reference(value: Node, here: _Here) -> bool:
    return value.type == here.spoken.reference or "::" in node_text(value).partition("(")[0]


def _handler(call: Called, here: _Here) -> str:
    for value in call.values:
        if _is_reference(value, here):
            written = node_text(value).replace("::", ".").removeprefix(".")
            return written.removeprefix("this.")
        said = here.spoken.expression(value)
        if isinstance(said, Made):
            return said.callee
    return ""


def _grouped(call: Called, here: _Here) -> Iterator[Fact]:
    """`path("users") { ... }`, or with a group that stands elsewhere."""
    prefix = (*here.prefix, *_path(call.values[:1], here))
    below = here._replace(prefix=prefix, grouped=True)
    if call.block is not None:
        yield from _walk(call.block, below)
    for value in call.values[1:]:
        yield from _elsewhere(value, below)


def _elsewhere(value: Node, here: _Here) -> Iterator[Fact]:
    said = here.spoken.expression(value)
    name = said.callee if isinstance(said, Made) else said.dotted if isinstance(said, Name) else ""
    if _is_reference(value, here):
        name = node_text(value).replace("::", ".").removeprefix(".")
        yield _mount(value, name, here)
    elif name:
        yield _mount(value, name, here)
        yield _mount(value, f"{name}.addEndpoints", here)


def _mount(node: Node, callee: str, here: _Here) -> Mount:
    lines = node_lines(node)
    return Mount(
        lines=lines,
        scope=here.unit,
        parent=here.unit,
        child=Made(callee=callee),
        prefix=_whole(here.prefix),
    )


def _crud(node: Node, call: Called, here: _Here) -> Iterator[Fact]:
    """The five routes of a resource; its path ends with the parameter."""
    own = _path(call.values, here) if len(call.values) > 1 else ()
    *before, last = (*here.prefix, *own) or (Literally(text=""),)
    if not isinstance(last, Literally):
        return
    collection, _, parameter = last.text.rstrip("/").rpartition("/")
    owner = _handler(call, here)
    for method, rest, function in _CRUD:
        path = Literally(text=f"{collection}/{parameter}" if rest else collection)
        handler = f"{owner}.{function}" if owner else ""
        yield _route(node, (method,), (*before, path), handler, here)


def _route(
    node: Node, methods: tuple[str, ...], path: tuple[Expression, ...], handler: str, here: _Here
) -> Route:
    line = node_lines(node)[0]
    return Route(
        lines=(line, line),
        scope=here.unit,
        router=here.unit,
        methods=methods,
        path=_whole(path),
        handler=handler,
        framework=here.spoken.framework,
    )


def _whole(parts: tuple[Expression, ...]) -> Expression:
    between: list[Expression] = []
    for part in parts:
        between.extend((Literally(text="/"), part))
    while len(parts) > 1 and between[-1] == Literally(text=""):
        del between[-2:]
    if all(isinstance(part, Literally) for part in between):
        text = "".join(part.text for part in between if isinstance(part, Literally))
        return Literally(text="/".join(("", *(p for p in text.split("/") if p))))
    return Joined(parts=tuple(between))


def _around(node: Node, call: Called, here: _Here) -> Iterator[Fact]:
    """Any other call: one that groups routes, or of a function that may declare some."""
    grouped = here.grouped or call.name in ("routes", "apiBuilder")
    if here.grouped and call.callee and not call.callee.startswith("."):
        yield _mount(node, call.callee, here)
    below = here._replace(grouped=grouped)
    for value in call.values:
        if call.name in ("routes", "apiBuilder"):
            yield from _elsewhere(value, below)
        yield from _walk(value, below)
    if call.block is not None:
        yield from _walk(call.block, below)
