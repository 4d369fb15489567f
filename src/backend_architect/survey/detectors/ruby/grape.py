"""Grape: APIs as classes.

Recognises: classes that extend `Grape::API`, or another class and speak Grape's language;
`version` (in the path), `prefix`, `resource`, `namespace`, `group`, `segment`, `route_param`,
verbs, `route`, `mount` of other classes, loops over written lists; guards of `before` blocks by the
methods they call.
Versions seen: Grape 0.19 to 2.
Not recognised: routes that modules add to whoever includes them.
Documentation: https://github.com/ruby-grape/grape#readme
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Guard, Literally, Mount, Name, Route, Router
from backend_architect.survey.grammars.ruby.text import (
    block_names,
    class_of,
    dotted,
    field_of,
    given_to,
    method_of,
    own_name,
    statements,
    superclass_of,
)
from backend_architect.survey.idioms.guard_roles import role_of
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rack_paths import openapi
from backend_architect.survey.idioms.ruby.rails_values import Values

_VERBS = ("get", "post", "put", "patch", "delete", "options", "head")
_SPACES = ("resource", "resources", "namespace", "group", "segment")
_OWN = frozenset(("desc", "params", "resource", "resources", "route_param", "helpers", "mount"))
#: Deepest nesting of blocks that is read.
DEPTH = 24


@dataclass(frozen=True)
class _Scope:
    prefix: str = ""
    version: str = ""
    path: str = ""
    guards: tuple[Guard, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        return f"{self.prefix}/{self.version}/{self.path}"


@detector(
    language="ruby",
    anchors=("Grape::API", "route_param", "params do", "desc ", "mount ", "resource"),
    query="(class superclass: (superclass)) @class",
)
def grape(match: Match) -> Iterator[Fact]:
    """The router of one class and its routes."""
    node = match.nodes("class")[0]
    body = field_of(node, "body")
    if is_aside(match.source.path) or not _is_api(node, body):
        return
    around, own = class_of(node), own_name(node)
    name = f"{around}.{own}" if around else own
    line = (node_lines(node)[0],) * 2
    yield Router(lines=line, name=name, framework="grape", root=True)
    root = node
    while root.parent is not None:
        root = root.parent
    yield from _Walk(name, Values(root)).block(body, _Scope(), 0)


def _is_api(node: Node, body: Node | None) -> bool:
    above = dotted(superclass_of(node))
    if above.endswith(("Grape.API", "Grape.API.Instance")):
        return True
    words = {method_of(statement) for statement in statements(body)}
    return above.rpartition(".")[2] in ("API", "Base", "BaseAPI", "Root", "Grape") and (
        len(words & _OWN) > 1 or bool(words & {"resource", "resources"})
    )


class _Walk:
    def __init__(self, router: str, values: Values) -> None:
        self._router, self._values = router, values

    def block(self, node: Node | None, scope: _Scope, depth: int) -> Iterator[Fact]:
        for statement in statements(node) if depth <= DEPTH else ():
            name = method_of(statement)
            if statement.type == "call" and name in ("version", "prefix", "before"):
                inner = self._set(name, statement, scope)
                block = given_to(statement).block if name == "version" else None
                if block is not None:
                    yield from self.block(block, inner, depth + 1)
                else:
                    scope = inner
            elif statement.type in ("call", "identifier"):
                yield from self._word(name, statement, scope, depth)

    def _set(self, name: str, node: Node, scope: _Scope) -> _Scope:
        given = given_to(node)
        text = self._text(given.values[0], scope) if given.values else None
        if name == "prefix":
            return replace(scope, prefix=text or "")
        if name == "version":
            using = given.text("using")
            return replace(scope, version=(text or "") if using in (None, "path") else "")
        called = [dotted(each).rpartition(".")[2] for each in statements(given.block)]
        guards = [Guard(name=each, role=role_of(each)) for each in called if each]
        kept = [guard for guard in guards if guard.role != "other"]
        return replace(scope, guards=(*scope.guards, *kept))

    def _word(self, name: str, node: Node, scope: _Scope, depth: int) -> Iterator[Fact]:
        given = given_to(node)
        if name in _SPACES or name == "route_param":
            text = self._text(given.values[0], scope) if given.values else ""
            own = f":{text}" if name == "route_param" else text or ""
            inner = replace(scope, path=f"{scope.path}/{own}")
            yield from self.block(given.block, inner, depth + 1)
        elif name in _VERBS or name == "route":
            yield from self._verb(name, node, scope)
        elif name == "mount":
            yield from self._mounted(node, scope)
        elif name == "each" and given.block is not None:
            names = block_names(given.block)
            for text in self._values.texts(field_of(node, "receiver"), dict(scope.texts)) or ():
                known = (*scope.texts, (names[0], text)) if names else scope.texts
                yield from self.block(given.block, replace(scope, texts=known), depth + 1)

    def _verb(self, name: str, node: Node, scope: _Scope) -> Iterator[Fact]:
        given = given_to(node)
        values = list(given.values)
        methods: tuple[str, ...] = (name.upper(),)
        if name == "route":
            said = self._values.texts(values[0], {}) if values else ()
            found = tuple(each.upper() for each in said or ())
            methods = ("ANY",) if not found or "ANY" in found or "*" in found else found
            values = values[1:]
        paths = [text for v in values for text in self._values.texts(v, dict(scope.texts)) or ()]
        for path in paths or ([""] if not values else []):
            yield Route(
                lines=(node_lines(node)[0],) * 2, router=self._router, methods=methods,
                path=Literally(text=openapi(scope.whole, path)), framework="grape",
                guards=scope.guards,
            )  # fmt: skip

    def _mounted(self, node: Node, scope: _Scope) -> Iterator[Fact]:
        given = given_to(node)
        children = [(dotted(value), "") for value in given.values]
        children += [(dotted(key), self._text(value, scope) or "") for key, value in given.pairs]
        for child, at in children:
            if child[:1].isupper():
                yield Mount(
                    lines=node_lines(node), parent=self._router, child=Name(dotted=child),
                    prefix=Literally(text=openapi(scope.whole, at)), guards=scope.guards,
                )  # fmt: skip

    def _text(self, node: Node, scope: _Scope) -> str | None:
        return self._values.text(node, dict(scope.texts))
