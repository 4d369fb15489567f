"""Hanami: config/routes.rb.

Recognises: in a class that extends `Hanami::Routes`, or (Hanami 1) at the top of a file
config/routes.rb: verbs, `root`, `scope`, `slice` with `at`, `resources` and `resource` with `only`,
`except` and nesting.
Versions seen: Hanami 1 to 2.3.
Not recognised: Rack applications that are mounted.
Documentation: https://guides.hanamirb.org/routing/overview/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.ruby.text import (
    Given,
    dotted,
    field_of,
    given_to,
    method_of,
    statements,
    superclass_of,
)
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rack_paths import openapi
from backend_architect.survey.idioms.ruby.rails_values import Values
from backend_architect.survey.idioms.ruby.words import camelize, singular

_VERBS = ("get", "post", "put", "patch", "delete", "options", "link", "unlink", "trace", "head")
_ACTIONS = {
    "index": ("GET", ""), "new": ("GET", "new"), "create": ("POST", ""), "show": ("GET", ":id"),
    "edit": ("GET", ":id/edit"), "update": ("PATCH", ":id"), "destroy": ("DELETE", ":id"),
}  # fmt: skip
_OLD = re.compile(r"(?:^|/)apps/[^/]+/config/routes\.rb\Z")
#: Deepest nesting of blocks that is read.
DEPTH = 16


@detector(
    language="ruby",
    anchors=("Hanami::Routes",),
    paths=("apps/*/config/routes.rb", "*/apps/*/config/routes.rb"),
    query="(program) @file",
)
def hanami_routes(match: Match) -> Iterator[Fact]:
    """The routers of one file and their routes."""
    root, path = match.nodes("file")[0], match.source.path
    if is_aside(path):
        return
    walk = _Walk(Values(root))
    bodies = [field_of(node, "body") for node in _classes(root)]
    old = _OLD.search(path) and b"routes.draw" not in match.source.data
    for body in bodies or ([root] if old else []):
        yield Router(lines=(1, 1), name="routes", framework="hanami", root=True)
        yield from walk.block(body, "", 0)


def _classes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "class" and dotted(superclass_of(node)) == "Hanami.Routes":
            yield node
        waiting.extend(reversed(node.named_children))


class _Walk:
    def __init__(self, values: Values) -> None:
        self._values = values

    def block(self, body: Node | None, before: str, depth: int) -> Iterator[Fact]:
        for node in statements(body) if depth <= DEPTH else ():
            name, given = method_of(node), given_to(node)
            first = self._text(given.values[0]) if given.values else None
            if name in _VERBS and first is not None:
                yield self._route(node, name.upper(), openapi(before, first), given)
            elif name == "root":
                yield self._route(node, "GET", openapi(before), given)
            elif name in ("scope", "namespace", "prefix"):
                yield from self.block(given.block, f"{before}/{first or ''}", depth + 1)
            elif name == "slice":
                at = given.text("at") or ""
                yield from self.block(given.block, f"{before}/{at}", depth + 1)
            elif name in ("resources", "resource") and first is not None:
                yield from self._resource(node, first, before, depth)

    def _resource(self, node: Node, name: str, before: str, depth: int) -> Iterator[Fact]:
        given, single = given_to(node), method_of(node) == "resource"
        only = self._values.texts(given.named.get("only"), {})
        without = self._values.texts(given.named.get("except"), {}) or ()
        base = f"{before}/{given.text('path') or name}"
        for action, (method, rest) in _ACTIONS.items():
            if (only is not None and action not in only) or action in without:
                continue
            if not (single and action == "index"):
                after = rest.replace(":id", "") if single else rest
                yield self._route(node, method, openapi(base, after), given, f"{name}.{action}")
        inner = base if single else f"{base}/:{singular(name)}_id"
        yield from self.block(given.block, inner, depth + 1)

    def _route(self, node: Node, method: str, path: str, given: Given, action: str = "") -> Route:
        target = action or self._text(given.named.get("to")) or ""
        parts = re.split(r"[.#]", target) if target else []
        return Route(
            lines=(node_lines(node)[0],) * 2, router="routes", methods=(method,),
            path=Literally(text=path), framework="hanami",
            handler=".".join(("Actions", *map(camelize, parts), "call")) if parts else "",
        )  # fmt: skip

    def _text(self, node: Node | None) -> str | None:
        """A text; what is computed in it stands for a parameter."""
        found = self._values.text(node, {})
        if found is not None or node is None or node.type != "string":
            return found
        parts = (
            ":part" if child.type == "interpolation" else (child.text or b"").decode()
            for child in node.named_children
        )
        return "".join(parts)
