"""WEBrick: paths of a server without a framework.

Recognises: `server.mount_proc "/path"` with the methods its block compares `request_method` with
(GET where it asks for none), `server.mount "/path", Servlet` with the `do_` methods of the
servlet's class in the same file.
Versions seen: WEBrick 1.
Not recognised: servlets of other files; folders of files.
Documentation: https://github.com/ruby/webrick#readme
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.ruby.text import (
    dotted,
    field_of,
    given_to,
    literal,
    method_of,
    own_name,
    statements,
)
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rack_paths import openapi

_ASKED = re.compile(r"""["'](GET|POST|PUT|PATCH|DELETE)["']""")


@detector(
    language="ruby",
    anchors=("WEBrick",),
    query="""
    ((call receiver: (_) method: (identifier) @_mount) @call
      (#any-of? @_mount "mount_proc" "mount"))
    """,
)
def webrick(match: Match) -> Iterator[Fact]:
    """The routes of one path."""
    call = match.nodes("call")[0]
    given = given_to(call)
    path = literal(given.values[0]) if given.values else None
    if is_aside(match.source.path) or not path or not path.startswith("/"):
        return
    if method_of(call) == "mount_proc":
        said = _ASKED.findall(node_text(call)) if "request_method" in node_text(call) else []
        methods = tuple(dict.fromkeys(said)) or ("GET",)
    else:
        servlet = dotted(given.values[1]) if len(given.values) > 1 else ""
        methods = tuple(_answered(call, servlet))
    if methods:
        yield Router(lines=(1, 1), name="server", framework="webrick", root=True)
        yield Route(
            lines=(node_lines(call)[0],) * 2, router="server", methods=methods,
            path=Literally(text=openapi(path)), framework="webrick",
        )  # fmt: skip


def _answered(call: Node, servlet: str) -> Iterator[str]:
    """The methods that the servlet's class of this file answers."""
    root = call
    while root.parent is not None:
        root = root.parent
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "class" and own_name(node) == servlet:
            for statement in statements(field_of(node, "body")):
                name = own_name(statement) if statement.type == "method" else ""
                if name.startswith("do_") and name[3:].isupper():
                    yield name[3:]
        if node.type in ("program", "module", "class", "body_statement"):
            waiting.extend(node.named_children)
