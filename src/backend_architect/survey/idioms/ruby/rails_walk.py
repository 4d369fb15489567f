"""The routing language of Rails, read from top to bottom with the scope around each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Literally,
    Mount,
    Name,
    Route,
    Unresolved,
)
from backend_architect.survey.grammars.ruby.text import (
    Given,
    block_names,
    dotted,
    field_of,
    given_to,
    literal,
    method_of,
    statements,
    texts,
)
from backend_architect.survey.idioms.ruby.rails_devise import (
    Told,
    devise_routes,
    doorkeeper_routes,
    token_routes,
)
from backend_architect.survey.idioms.ruby.rails_scope import (
    ACTIONS,
    PAGES,
    Around,
    Scope,
    joined,
    openapi,
)
from backend_architect.survey.idioms.ruby.rails_values import Values
from backend_architect.survey.idioms.ruby.words import plural, underscore

#: Deepest nesting of blocks that is read, and most routes of one file.
DEPTH = 40
MOST = 20_000
#: The feature of an application without pages.
API_ONLY = "rails api-only"
_VERBS = ("get", "post", "put", "patch", "delete", "match", "options")
_SKIPPED = ("direct", "resolve", "lambda", "proc", "concern", "redirect")
_OPTIONS = (
    "to", "via", "on", "as", "controller", "action", "constraints", "defaults", "format", "module",
    "path", "anchor", "param", "only", "except", "shallow", "concerns", "at", "internal",
)  # fmt: skip
_BRANCHES = ("then", "else", "elsif", "body_statement", "when", "parenthesized_statements")
_LOCAL = ("development?", "test?")


class Walk:
    """The routes of one file, or of what is drawn on one router of it."""

    def __init__(self, root: Node, router: str, engines: frozenset[str] = frozenset()) -> None:
        self._values = Values(root)
        self._router = router
        self._engines = engines
        self._concerns: dict[str, Node] = {}
        self._methods = {
            node_text(name): node
            for node in _methods(root)
            if (name := field_of(node, "name")) is not None
        }
        self._said = 0
        self._words: dict[str, Callable[[Node, Scope, int], Iterator[Fact]]] = {
            **dict.fromkeys(_VERBS, self._verb),
            **dict.fromkeys(("resources", "resource"), self._resources),
            **dict.fromkeys(("member", "collection", "new", "nested"), self._on),
            **dict.fromkeys(("devise_for", "mount_devise_token_auth_for"), self._devise),
            "scope": self._scope, "namespace": self._namespace, "root": self._root,
            "concern": self._keep, "concerns": self._use, "with_options": self._with,
            "controller": self._controller, "shallow": self._shallows,
            "authenticate": self._authenticate, "use_doorkeeper": self._doorkeeper,
            "mount": self._mount, "draw": self._draw,
        }  # fmt: skip

    def block(self, node: Node | None, scope: Scope, depth: int = 0) -> Iterator[Fact]:
        """What the statements of a block say."""
        if depth <= DEPTH:
            for statement in statements(node):
                yield from self._statement(statement, scope, depth + 1)

    def _statement(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        if self._said > MOST or depth > DEPTH:
            return
        if node.type in ("if", "unless", "if_modifier", "unless_modifier", "case", "begin"):
            yield from self._condition(node, scope, depth)
        elif node.type in ("call", "identifier"):
            name = method_of(node)
            told = self._words.get(name)
            if told is not None and _on_router(node):
                yield from told(node, scope, depth)
            else:
                yield from self._other(node, scope, depth)
        elif node.type in (
            "then",
            "else",
            "elsif",
            "body_statement",
            "when",
            "parenthesized_statements",
        ):
            yield from self.block(node, scope, depth)

    def _condition(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        """Both ways of a condition; not what only developers are served."""
        condition = field_of(node, "condition")
        local = condition is not None and node_text(condition).endswith(_LOCAL)
        for child in node.named_children:
            if child == condition or (local and child.type not in ("else", "elsif")):
                continue
            yield from self._statement(child, scope, depth)

    def _other(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        """What is no word of the language: a loop, a method of the file, a block around routes."""
        name, block = method_of(node), given_to(node).block
        if name in ("each", "each_with_index", "map") and block is not None:
            yield from self._loop(node, block, scope, depth)
        elif name in self._methods and field_of(node, "receiver") is None:
            yield from self._method(node, self._methods[name], scope, depth)
        elif block is not None and name not in _SKIPPED:
            yield from self.block(block, scope, depth)

    def _method(self, call: Node, method: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        names = block_names(method)
        given = given_to(call)
        known = dict(scope.texts)
        for name, value in zip(names, given.values, strict=False):
            text = self._values.text(value, known)
            if text is not None:
                known[name] = text
        inner = replace(scope, texts=tuple(sorted(known.items())))
        yield from self.block(field_of(method, "body"), inner, depth + 4)

    def _loop(self, node: Node, block: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        names = block_names(block)
        listed = self._values.items(field_of(node, "receiver"))
        for element in listed if listed is not None else ():
            text = self._values.text(element, dict(scope.texts))
            known = {**dict(scope.texts), **({names[0]: text} if names and text else {})}
            yield from self.block(block, replace(scope, texts=tuple(sorted(known.items()))), depth)
        if listed is None:
            yield from self.block(block, scope, depth)

    # -- words

    def _scope(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        given = self._given(node, scope)
        inner = self._scoped(given, scope, [self._text(v, scope) for v in given.values])
        yield from self.block(given.block, inner, depth)

    def _scoped(self, given: Given, scope: Scope, parts: list[str | None]) -> Scope:
        own = self._text(given.named["path"], scope) if "path" in given.named else None
        path = own if own is not None else "/".join(part for part in parts if part)
        inner = scope.outer(path) if path or parts else scope
        inner = inner.in_module(self._text(given.named.get("module"), scope) or "")
        controller = self._text(given.named.get("controller"), scope)
        inner = replace(inner, controller=controller or inner.controller)
        if "shallow_path" in given.named:
            shallow = self._text(given.named["shallow_path"], scope) or ""
            inner = replace(inner, shallow_path=joined(scope.shallow_path, shallow))
        return self._limited(given, self._shallow(given, inner))

    def _limited(self, given: Given, scope: Scope) -> Scope:
        only = self._values.texts(given.named.get("only"), dict(scope.texts))
        without = self._values.texts(given.named.get("except"), dict(scope.texts))
        if only is not None:
            scope = replace(scope, only=frozenset(only), without=frozenset())
        if without is not None:
            scope = replace(scope, without=frozenset(without), only=None)
        names = _pairs(given.named.get("path_names"))
        return replace(scope, names=(*scope.names, *names))

    def _shallow(self, given: Given, scope: Scope) -> Scope:
        said = given.named.get("shallow")
        return replace(scope, shallow=node_text(said) == "true") if said is not None else scope

    def _namespace(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        given = self._given(node, scope)
        name = self._text(given.values[0], scope) if given.values else None
        if name is None:
            yield _unknown(node, "a namespace of routes")
            return
        path = self._text(given.named["path"], scope) if "path" in given.named else name
        module = self._text(given.named["module"], scope) if "module" in given.named else name
        rest = {k: v for k, v in given.named.items() if k not in ("path", "module")}
        inner = scope.named(path or "").in_module(module or "")
        inner = self._scoped(replace(given, named=rest), replace(inner, controller=""), [])
        yield from self.block(given.block, inner, depth)

    def _resources(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        given = self._given(node, scope)
        for value in given.values:
            for element in self._values.items(value) or [value]:
                name = self._text(element, scope)
                if name is None:
                    yield _unknown(node, "a resource")
                else:
                    yield from self._resource(node, given, name, scope, depth)

    def _resource(
        self, node: Node, given: Given, name: str, scope: Scope, depth: int
    ) -> Iterator[Fact]:
        single = method_of(node) == "resource"
        base = scope.nested() if scope.level in ("resources", "resource") else scope
        inner = self._shallow(
            given, base.in_module(self._text(given.named.get("module"), scope) or "")
        )
        path = self._text(given.named["path"], scope) if "path" in given.named else name
        last = plural(name) if single else name
        controller = self._text(given.named.get("controller"), scope) or last
        param = self._text(given.named.get("param"), scope) or "id"
        inner = self._limited(given, inner)
        inner = inner.inside(Around(path or "", controller, param, single))
        yield from self._conventional(node, given, scope, inner)
        yield from self.block(given.block, inner, depth)
        for concern in texts(given.named.get("concerns")):
            yield from self._concern(concern, inner, depth)

    def _conventional(self, node: Node, given: Given, scope: Scope, inner: Scope) -> Iterator[Fact]:
        assert inner.resource is not None  # noqa: S101  # narrows: made by the caller
        limited = self._limited(given, scope)
        for action, (methods, place) in ACTIONS.items():
            if inner.resource.single and action == "index":
                continue
            if (limited.only is not None and action not in limited.only) or (
                action in limited.without
            ):
                continue
            when = f"!{API_ONLY}" if action in PAGES and limited.only is None else ""
            at = inner.member() if place in ("member", "edit") else inner.collection()
            path = at.path
            if place in ("new", "edit"):
                path = joined(path, dict(inner.names).get(place, place))
            handler = inner.handler(inner.resource.controller, action)
            yield from self._route(node, Told(methods, path, handler, when), inner)

    def _on(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        """`member do`, `collection do`, `new do`, `nested do`."""
        name, block = method_of(node), given_to(node).block
        inner = scope.nested() if name == "nested" else scope.place(name)
        yield from self.block(block, inner, depth)

    def _verb(self, node: Node, scope: Scope, _depth: int) -> Iterator[Fact]:
        given = self._given(node, scope)
        methods = self._methods_of(node, given, scope)
        on = self._text(given.named.get("on"), scope) or ""
        place = scope.place(on).in_module(self._text(given.named.get("module"), scope) or "")
        named = "path" in given.named
        for key, value in given.pairs:
            written = literal(key) if key.type != "hash_key_symbol" else None
            if key.type == "hash_key_symbol" or written in _OPTIONS:
                continue
            path = self._text(key, scope)
            yield from self._matched(node, given, path, value, methods, place)
        for each in given.values:
            for element in self._values.items(each) or [each]:
                path = self._text(given.named["path"], scope) if named else None
                action = self._text(element, scope)
                if action is None:
                    yield _unknown(node, "a route")
                    continue
                symbol = element.type in ("simple_symbol", "bare_symbol")
                whole = path if path is not None else action
                if symbol and path is None and place.level and action in ACTIONS:
                    whole = ""
                yield from self._to(node, given, whole, action, methods, place)
        if not given.values and named and len(given.pairs) == len(given.named):
            path = self._text(given.named["path"], scope)
            yield from self._matched(node, given, path, given.named.get("to"), methods, place)

    def _methods_of(self, node: Node, given: Given, scope: Scope) -> tuple[str, ...]:
        name = method_of(node)
        if name != "match":
            return (name.upper(),)
        via = self._values.texts(given.named.get("via"), dict(scope.texts)) or ()
        found = tuple(each.upper() for each in via if each != "all")
        return found if found and len(found) == len(via) else ("ANY",)

    def _matched(
        self, node: Node, given: Given, path: str | None, to: Node | None,
        methods: tuple[str, ...], place: Scope,
    ) -> Iterator[Fact]:  # fmt: skip
        """`get "path" => "users#show"`."""
        if path is None:
            yield _unknown(node, "a route")
            return
        target = self._text(to, place) if to is not None else None
        handler = self._handler(given, target or "", path, place)
        yield from self._route(node, Told(methods, joined(place.path, path), handler), place)

    def _to(
        self, node: Node, given: Given, path: str, action: str, methods: tuple[str, ...],
        place: Scope,
    ) -> Iterator[Fact]:  # fmt: skip
        """`get "path", to: "users#show"`, `get :preview`, `get "users/show"`."""
        to = given.named.get("to")
        target = self._text(to, place) or ""
        free = to is not None and not target
        handler = "" if free else self._handler(given, target, action, place)
        yield from self._route(node, Told(methods, joined(place.path, path), handler), place)

    def _handler(self, given: Given, target: str, action: str, place: Scope) -> str:
        controller = self._text(given.named.get("controller"), place) or place.controller
        told = self._text(given.named.get("action"), place) or ""
        if "#" in target:
            own, _, named = target.partition("#")
            return place.handler(own or controller, named)
        named = target or told or action.strip("/")
        if not controller and "/" in named:
            controller, _, named = named.rpartition("/")
        return place.handler(controller, named.rpartition("/")[2].replace("-", "_"))

    def _root(self, node: Node, scope: Scope, _depth: int) -> Iterator[Fact]:
        given = self._given(node, scope)
        target = self._text(given.named.get("to"), scope) or next(
            (t for v in given.values if (t := self._text(v, scope))), ""
        )
        handler = self._handler(given, target, "", scope) if target else ""
        yield from self._route(node, Told(("GET",), scope.path or "/", handler), scope)

    def _keep(self, node: Node, scope: Scope, _depth: int) -> Iterator[Fact]:
        """`concern :name do`: read where it is used."""
        given = given_to(node)
        name = self._text(given.values[0], scope) if given.values else None
        if name and given.block is not None:
            self._concerns[name] = given.block
        return iter(())

    def _use(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        for value in given_to(node).values:
            for name in texts(value):
                yield from self._concern(name, scope, depth)

    def _concern(self, name: str, scope: Scope, depth: int) -> Iterator[Fact]:
        yield from self.block(self._concerns.get(name), scope, depth + 4)

    def _with(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        """`with_options only: :index do`."""
        given = self._given(node, scope)
        yield from self.block(given.block, replace(scope, options=given.named), depth)

    def _given(self, node: Node, scope: Scope) -> Given:
        given = given_to(node)
        return replace(given, named={**scope.options, **given.named}) if scope.options else given

    def _controller(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        given = given_to(node)
        name = self._text(given.values[0], scope) if given.values else ""
        yield from self.block(given.block, replace(scope, controller=name or ""), depth)

    def _shallows(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        yield from self.block(given_to(node).block, replace(scope, shallow=True), depth)

    def _authenticate(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        given = given_to(node)
        name = literal(given.values[0]) if given.values else None
        guard = Guard(
            name=f"authenticate {name}" if name else "authenticate", role="authentication"
        )
        yield from self.block(given.block, replace(scope, guards=(*scope.guards, guard)), depth)

    def _devise(self, node: Node, scope: Scope, _depth: int) -> Iterator[Fact]:
        tokens = method_of(node) == "mount_devise_token_auth_for"
        for told in (token_routes if tokens else devise_routes)(node, scope):
            yield from self._route(node, told, scope)

    def _doorkeeper(self, node: Node, scope: Scope, _depth: int) -> Iterator[Fact]:
        inner = [s for s in statements(given_to(node).block) if method_of(s) == "skip_controllers"]
        skipped = tuple(t for each in inner for v in given_to(each).values for t in texts(v))
        for told in doorkeeper_routes(node, scope, skipped):
            yield from self._route(node, told, scope)

    def _mount(self, node: Node, scope: Scope, _depth: int) -> Iterator[Fact]:
        given = self._given(node, scope)
        at = given.named.get("at")
        pairs = [(key, value) for key, value in given.pairs if dotted(key)[:1].isupper()]
        child = given.values[0] if given.values else next((key for key, _ in pairs), None)
        prefix = self._text(at if at is not None else next((v for _, v in pairs), None), scope)
        name = dotted(child)
        if not name[:1].isupper() or prefix is None:
            return
        place = scope.place("")
        path = next(iter(openapi(joined(place.path, prefix))))
        yield Mount(
            lines=node_lines(node), parent=self._router, child=self._child(name),
            prefix=Literally(text=path), guards=scope.guards,
        )  # fmt: skip

    def _child(self, name: str) -> Expression:
        """What is mounted: engines are found by the folder they lie in."""
        engine = name.removesuffix(".new")
        if engine.rpartition(".")[2].endswith("Engine") and engine not in self._engines:
            return Literally(text=engine.replace(".", "::"))
        return Name(dotted=engine)

    def _draw(self, node: Node, scope: Scope, depth: int) -> Iterator[Fact]:
        given = given_to(node)
        name = self._text(given.values[0], scope) if given.values else None
        if given.block is not None:
            yield from self.block(given.block, scope, depth)
        elif name:
            yield Mount(
                lines=node_lines(node), parent=self._router,
                child=Literally(text=f"config/routes/{underscore(name)}.rb"),
                prefix=Literally(text=next(iter(openapi(scope.path)))), guards=scope.guards,
            )  # fmt: skip

    # -- saying

    def _text(self, node: Node | None, scope: Scope) -> str | None:
        return self._values.text(node, dict(scope.texts))

    def _route(self, node: Node, told: Told, scope: Scope) -> Iterator[Route]:
        line = (node_lines(node)[0],) * 2
        for path in openapi(told.path):
            self._said += 1
            yield Route(
                lines=line, router=self._router, methods=told.methods, path=Literally(text=path),
                handler=told.handler, framework="rails", guards=scope.guards, when=told.when,
            )  # fmt: skip


def _on_router(call: Node) -> bool:
    """A bare word, or one said to a block's variable (`with_options`, older Rails)."""
    receiver = field_of(call, "receiver")
    return receiver is None or receiver.type == "identifier"


def _methods(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "method":
            yield node
        waiting.extend(node.named_children)


def _pairs(node: Node | None) -> tuple[tuple[str, str], ...]:
    """The texts of a hash."""
    found = []
    for pair in node.named_children if node is not None and node.type == "hash" else ():
        name, text = literal(field_of(pair, "key")), literal(field_of(pair, "value"))
        if name and text:
            found.append((name, text))
    return tuple(found)


def _unknown(node: Node, what: str) -> Unresolved:
    reason = "Its name is computed when the program runs."
    return Unresolved(lines=node_lines(node), what=what, reason=reason)
