"""The routing languages of Phoenix and Plug, read from top to bottom with the scope around."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Joined,
    Literally,
    Mount,
    Name,
    Route,
)
from backend_architect.survey.grammars.elixir.text import (
    Given,
    callee_of,
    dotted,
    elements,
    expression,
    given_to,
    literal,
    statements,
    texts,
)
from backend_architect.survey.idioms.guard_roles import role_of

VERBS = ("get", "post", "put", "patch", "delete", "options", "head", "connect", "trace")
#: Deepest nesting of blocks that is read.
DEPTH = 24
_ACTIONS: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "index": (("GET",), "", False), "edit": (("GET",), "edit", True),
    "new": (("GET",), "new", False), "show": (("GET",), "", True),
    "create": (("POST",), "", False), "update": (("PATCH", "PUT"), "", True),
    "delete": (("DELETE",), "", True),
}  # fmt: skip
#: Action -> methods, path, whether it is of one of them.
_POW: tuple[tuple[tuple[str, ...], str], ...] = (
    (("GET",), "session/new"), (("POST",), "session"), (("DELETE",), "session"),
    (("GET",), "registration/edit"), (("GET",), "registration/new"), (("POST",), "registration"),
    (("PATCH", "PUT"), "registration"), (("DELETE",), "registration"),
)  # fmt: skip
_PARAMETER = re.compile(r"[:*]([A-Za-z_]\w*)")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LOCAL = re.compile(r"Mix\.env|dev_routes|:dev\b|:test\b|code_reloading")
_PATHS = ("string", "unary_operator", "binary_operator", "identifier")
_GRAPHQL = ("Absinthe.Plug", "Absinthe.Plug.GraphiQL")


@dataclass(frozen=True)
class Scope:
    """The path, alias and guards around a line."""

    path: tuple[Expression, ...] = ()
    alias: str = ""
    guards: tuple[Guard, ...] = ()
    texts: tuple[tuple[str, Expression], ...] = ()

    def said(self, node: Node) -> Expression:
        """What a node says, with the variables of loops filled in."""
        found = expression(node)
        known = dict(self.texts)
        if isinstance(found, Name):
            return known.get(found.dotted, found)
        if isinstance(found, Joined):
            return Joined(parts=tuple(
                known.get(part.dotted, part) if isinstance(part, Name) else part
                for part in found.parts
            ))  # fmt: skip
        return found

    def below(self, *parts: Expression) -> Scope:
        """The scope under a further path."""
        return replace(self, path=(*self.path, *parts))

    def module(self, name: str) -> str:
        """A module's whole name inside the aliases around."""
        return f"{self.alias}.{name}" if self.alias and name else name


def openapi(parts: tuple[Expression, ...]) -> Expression:
    """The parts of a path as one, in OpenAPI's form."""
    said: list[Expression] = []
    for part in parts:
        said.append(Literally(text="/"))
        said.extend(part.parts if isinstance(part, Joined) else (part,))
    texts_: list[Expression] = []
    for part in said:
        if isinstance(part, Literally) and texts_ and isinstance(texts_[-1], Literally):
            texts_[-1] = Literally(text=texts_[-1].text + part.text)
        else:
            texts_.append(part)
    cleaned = tuple(
        Literally(text=_plain(part.text)) if isinstance(part, Literally) else part
        for part in texts_
    )
    whole = next(iter(cleaned), Literally(text="/")) if len(cleaned) < 2 else Joined(parts=cleaned)
    if isinstance(whole, Literally):
        return Literally(text="/" + whole.text.strip("/"))
    return whole


def _plain(text: str) -> str:
    return re.sub(r"/+", "/", _PARAMETER.sub(r"{\1}", text))


class Walk:
    """The routes of one module that is a router."""

    def __init__(self, router: str, framework: str, body: Node | None) -> None:
        self._router, self._framework = router, framework
        self._pipelines = dict(_pipelines(body))
        self._words: dict[str, Callable[[Node, Given, Scope, int], Iterator[Fact]]] = {
            **dict.fromkeys((*VERBS, "match"), self._verb),
            "scope": self._scope, "resources": self._resources, "live": self._live,
            "live_session": self._session, "forward": self._forward, "pow_routes": self._pow,
        }  # fmt: skip

    def block(self, node: Node | None, scope: Scope, depth: int = 0) -> Iterator[Fact]:
        """What the statements of a block say; `pipe_through` holds for those below it."""
        for statement in statements(node) if depth <= DEPTH else ():
            name, given = callee_of(statement), given_to(statement)
            word = self._words.get(name)
            if name == "pipe_through":
                piped = [guard for value in given.values for guard in self._piped(value)]
                scope = replace(scope, guards=(*scope.guards, *piped))
            elif word is not None:
                yield from word(statement, given, scope, depth)
            elif name == "for":
                yield from self._loop(given, scope, depth)
            elif name in ("if", "unless") and not _is_local(given):
                yield from self.block(given.block, scope, depth + 1)

    def _loop(self, given: Given, scope: Scope, depth: int) -> Iterator[Fact]:
        """`for path <- ["/a", "/b"] do`; once with what is not known for other lists."""
        head = given.values[0] if given.values else None
        name = dotted(head.child_by_field_name("left")) if head is not None else ""
        listed = head.child_by_field_name("right") if head is not None else None
        if listed is None or listed.type != "list" or not name:
            yield from self.block(given.block, scope, depth + 1)
            return
        for element in elements(listed):
            known = (*scope.texts, (name, scope.said(element)))
            yield from self.block(given.block, replace(scope, texts=known), depth + 1)

    def _piped(self, node: Node) -> Iterator[Guard]:
        for name in texts(node):
            guards = self._pipelines.get(name, ())
            role = role_of(name)
            if role != "other" and not any(guard.role == role for guard in guards):
                yield Guard(name=name, role=role)
            yield from guards

    def _scope(self, _node: Node, given: Given, scope: Scope, depth: int) -> Iterator[Fact]:
        path, alias = given.named.get("path"), dotted(given.named.get("alias"))
        for value in given.values:
            if value.type == "alias":
                alias = dotted(value)
            else:
                path = value
        inner = scope.below(scope.said(path)) if path is not None else scope
        unaliased = (
            literal(given.named.get("alias")) is None and "alias" in given.named and not alias
        )
        inner = replace(inner, alias="" if unaliased else scope.module(alias) or scope.alias)
        yield from self.block(given.block, inner, depth + 1)

    def _verb(self, node: Node, given: Given, scope: Scope, _depth: int) -> Iterator[Fact]:
        name, values = callee_of(node), list(given.values)
        methods: tuple[str, ...] = (name.upper(),)
        if name == "match" and self._framework == "plug":
            methods = tuple(t.upper() for t in texts(given.named.get("via"))) or ("ANY",)
        elif name == "match":
            said = tuple(text.upper() for text in texts(values[0])) if values else ()
            methods = said if said and said != ("*",) else ("ANY",)
            values = values[1:]
        if not values or values[0].type not in _PATHS:
            return
        if node_text(values[0]) == "_":
            return  # what is left over
        yield self._route(node, methods, scope.below(scope.said(values[0])), self._handler(
            values, given, scope
        ))  # fmt: skip

    def _handler(self, values: list[Node], given: Given, scope: Scope) -> str:
        module = dotted(values[1]) if len(values) > 1 else dotted(given.named.get("to"))
        action = literal(values[2]) if len(values) > 2 else ""
        whole = scope.module(module)
        return f"{whole}.{action}" if whole and action else f"{whole}.call" if whole else ""

    def _live(self, node: Node, given: Given, scope: Scope, _depth: int) -> Iterator[Fact]:
        if given.values:
            page = dotted(given.values[1]) if len(given.values) > 1 else ""
            handler = f"{scope.module(page)}.mount" if page else ""
            yield self._route(node, ("GET",), scope.below(scope.said(given.values[0])), handler)

    def _session(self, _node: Node, given: Given, scope: Scope, depth: int) -> Iterator[Fact]:
        names = (
            re.findall(r":(\w+)", node_text(given.named["on_mount"]))
            if ("on_mount" in given.named)
            else []
        )
        guards = [Guard(name=n, role=role_of(n)) for n in names if role_of(n) != "other"]
        yield from self.block(
            given.block, replace(scope, guards=(*scope.guards, *guards)), depth + 1
        )

    def _forward(self, node: Node, given: Given, scope: Scope, _depth: int) -> Iterator[Fact]:
        name = dotted(given.values[1]) if len(given.values) > 1 else dotted(given.named.get("to"))
        if not given.values or not name:
            return
        inner = scope.below(scope.said(given.values[0]))
        if name in _GRAPHQL:
            yield self._route(node, ("GET", "POST"), inner, "")
        else:
            yield Mount(
                lines=node_lines(node), scope=self._router, parent=self._router,
                child=Name(dotted=scope.module(name)), prefix=openapi(inner.path),
                guards=scope.guards,
            )  # fmt: skip

    def _pow(self, node: Node, _given: Given, scope: Scope, _depth: int) -> Iterator[Fact]:
        for methods, path in _POW:
            yield self._route(node, methods, scope.below(Literally(text=path)), "")

    def _resources(self, node: Node, given: Given, scope: Scope, depth: int) -> Iterator[Fact]:
        if len(given.values) < 2:
            return
        path, controller = scope.said(given.values[0]), dotted(given.values[1])
        inner = scope.below(path)
        single = (
            node_text(given.named["singleton"]) == "true" if "singleton" in given.named else False
        )
        param = given.text("param") or "id"
        only, without = given.named.get("only"), texts(given.named.get("except"))
        one = inner if single else inner.below(Literally(text=f":{param}"))
        for action, (methods, rest, of_one) in _ACTIONS.items():
            if (only is not None and action not in texts(only)) or action in without:
                continue
            if not (single and action == "index"):
                place = one if of_one else inner
                whole = place.below(Literally(text=rest)) if rest else place
                yield self._route(node, methods, whole, f"{scope.module(controller)}.{action}")
        own = given.text("name") or _singular(controller)
        nested = inner if single else inner.below(Literally(text=f":{own}_{param}"))
        alias = dotted(given.named.get("alias"))
        nested = replace(nested, alias=scope.module(alias) or scope.alias)
        yield from self.block(given.block, nested, depth + 1)

    def _route(self, node: Node, methods: tuple[str, ...], scope: Scope, handler: str) -> Route:
        return Route(
            lines=(node_lines(node)[0],) * 2, scope=self._router, router=self._router,
            methods=methods, path=openapi(scope.path), handler=handler,
            framework=self._framework, guards=scope.guards,
        )  # fmt: skip


def _singular(controller: str) -> str:
    """What Phoenix calls a resource: by its controller."""
    last = controller.rpartition(".")[2].removesuffix("Controller")
    return _HUMP.sub("_", last).lower()


def _is_local(given: Given) -> bool:
    """A condition that only holds for developers."""
    return any(_LOCAL.search(node_text(value)) for value in given.values)


def _pipelines(body: Node | None) -> Iterator[tuple[str, tuple[Guard, ...]]]:
    """The guards of each pipeline: its plugs that check something."""
    for statement in statements(body):
        given = given_to(statement)
        name = literal(given.values[0]) if given.values else None
        if callee_of(statement) == "pipeline" and name:
            yield name, tuple(plugs_of(given.block))


def plugs_of(block: Node | None) -> Iterator[Guard]:
    """The plugs of a block that check something, by name."""
    for statement in statements(block):
        given = given_to(statement)
        if callee_of(statement) != "plug" or not given.values:
            continue
        name = literal(given.values[0]) or dotted(given.values[0])
        role = role_of(name)
        if name and role in ("authentication", "authorization", "rate-limit", "csrf"):
            yield Guard(name=name, role=role)
