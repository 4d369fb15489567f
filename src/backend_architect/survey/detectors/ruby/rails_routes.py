"""Ruby on Rails: routes.

Recognises: what is drawn on an application or engine, in config/routes.rb, the files it draws, and
wherever else `routes.draw`, `append` or `prepend` is called: verbs, `match`, `root`, resources and
their options, member and collection, namespaces, scopes, concerns, shallow nesting, loops over
written lists, methods of the file, mounted engines and Rack classes; Devise, Devise Token Auth and
Doorkeeper.
Versions seen: Rails 4 to 8, Devise 4, Doorkeeper 5.
Not recognised: routes that gems add by themselves; lists that are computed (a gap); what only
developers are served.
Documentation: https://guides.rubyonrails.org/routing.html, https://github.com/heartcombo/devise
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Router
from backend_architect.survey.grammars.ruby.text import dotted, field_of, given_to, method_of
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rails_scope import Scope
from backend_architect.survey.idioms.ruby.rails_walk import Walk

_DRAWN = ("draw", "append", "prepend", "draw_routes", "add_routes", "eager_load_routes")
_FOLDER = re.compile(r"(?:^|/)config/routes/.*\.rb\Z")


@detector(
    language="ruby",
    anchors=("routes.draw", "routes.append", "routes.prepend", "draw_routes", "add_routes"),
    paths=("config/routes/*.rb", "*/config/routes/*.rb"),
    query="(program) @file",
)
def rails_routes(match: Match) -> Iterator[Fact]:
    """The routers of one file and their routes."""
    path, root = match.source.path, match.nodes("file")[0]
    if is_aside(path):
        return
    draws = list(_draws(root))
    engines = frozenset(name for name, _ in draws if name.endswith("Engine"))
    said: set[str] = set()
    for name, call in draws:
        if name not in said:
            yield Router(lines=(node_lines(call)[0],) * 2, name=name, framework="rails", root=True)
        said.add(name)
        yield from Walk(root, name, engines).block(given_to(call).block, Scope())
    if not draws and _FOLDER.search(path) and not any(c.type == "class" for c in root.children):
        yield Router(lines=(1, 1), name="routes", framework="rails", if_mounted=True)
        yield from Walk(root, "routes").block(root, Scope())


def _draws(root: Node) -> Iterator[tuple[str, Node]]:
    """The calls that draw routes, with the application or engine they draw on."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        owner = dotted(field_of(node, "receiver")) if node.type == "call" else ""
        routed = owner.endswith(".routes") or method_of(node).endswith("_routes")
        if owner and routed and method_of(node) in _DRAWN and given_to(node).block is not None:
            yield _called(owner.removesuffix(".routes")), node
            continue
        waiting.extend(reversed(node.named_children))


def _called(owner: str) -> str:
    return owner if owner.endswith("Engine") else "routes"
