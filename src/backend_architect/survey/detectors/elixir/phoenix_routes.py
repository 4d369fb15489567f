"""Phoenix and Plug: routers.

Recognises: modules that `use Phoenix.Router`, `use MyAppWeb, :router` or `use Plug.Router`: verbs,
`match`, `resources` with options and nesting, `scope` with path and alias, `pipe_through` with the
checks of its pipelines, `live`, `live_session`, `forward` to routers and Absinthe, `pow_routes`.
Versions seen: Phoenix 1.3 to 1.8, Plug 1.
Not recognised: routes that other modules' macros add; what only developers are served.
Documentation: https://hexdocs.pm/phoenix/routing.html, https://hexdocs.pm/plug/Plug.Router.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Router
from backend_architect.survey.grammars.elixir.text import (
    callee_of,
    dotted,
    given_to,
    literal,
    modules_in,
    statements,
)
from backend_architect.survey.idioms.elixir.aside import is_aside
from backend_architect.survey.idioms.elixir.router_walk import Scope, Walk

#: What ":router", "Phoenix.Router" and "Plug.Router" have in common.
_ANCHOR = "outer"


@detector(language="elixir", anchors=(_ANCHOR,), query="(source) @file")
def phoenix_routes(match: Match) -> Iterator[Fact]:
    """The routers of one file and their routes."""
    if is_aside(match.source.path):
        return
    for name, node in modules_in(match.nodes("file")[0]):
        body = given_to(node).block
        framework = next(filter(None, map(_framework, statements(body))), "")
        if framework:
            line = (node_lines(node)[0],) * 2
            yield Router(lines=line, name=name, framework=framework, root=True)
            yield from Walk(name, framework, body).block(body, Scope())


def _framework(statement: Node) -> str:
    """Which kind of router a `use` makes of the module around."""
    if callee_of(statement) != "use":
        return ""
    values = given_to(statement).values
    used = dotted(values[0]) if values else ""
    if used in ("Phoenix.Router", "Plug.Router"):
        return used.partition(".")[0].lower()
    kind = literal(values[1]) if len(values) > 1 else None
    return "phoenix" if kind is not None and kind.endswith("router") else ""
