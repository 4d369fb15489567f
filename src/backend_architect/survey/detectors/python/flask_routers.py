"""Flask and Quart: applications, blueprints, and how they hang together.

Recognises: `Flask()`, `Quart()`, `APIFlask()`, `Blueprint(url_prefix=)`; `register_blueprint` with
its `url_prefix`, which stands instead of the blueprint's own, also in a loop over a list of the
same file; blueprints of Flask-Smorest; applications handed to a function that registers things.
Versions seen: Flask 0.12 to 3.1, Quart 0.19.
Not recognised: `APPLICATION_ROOT`, dispatching middleware of WSGI, subdomains.
Documentation: https://flask.palletsprojects.com/en/stable/blueprints/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Mount, Opaque, Router, Unresolved
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    dotted,
    expression,
    handed_over,
    handovers,
    looped_over,
    maker,
    scope,
)
from backend_architect.survey.idioms.python.flask import open_path, served_by_itself
from backend_architect.survey.idioms.python.routes import imports

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="python",
    anchors=(
        "Flask(",
        "Flask)",
        "Quart)",
        "Quart(",
        "OpenAPI(",
        "Blueprint(",
        "register_blueprint",
    ),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])[A-Z][A-Za-z]+$")) @made)
    (call function: (attribute object: (_) @parent attribute: (identifier) @verb)
      (#any-of? @verb "register_blueprint" "register_api")) @mount
    """,
)
def flask_routers(match: Match) -> Iterator[Fact]:
    """Routers, mounts and handovers."""
    made, mount = match.node("made"), match.node("mount")
    if imports(match.source.data, "sanic"):
        return
    if made is not None and served_by_itself(maker(made)) is not None and assigned(made):
        yield from _router(match, made)
    elif mount is not None and dotted(match.node("parent")):
        yield from _mount(match, mount)


def _router(match: Match, made: Node) -> Iterator[Fact]:
    name, prefix = assigned(made), arguments(made).get("url_prefix")
    yield Router(
        lines=node_lines(made), scope=scope(made), name=name, framework="flask",
        root=bool(served_by_itself(maker(made))),
        prefix=Literally(text="") if prefix is None else open_path(expression(prefix)),
    )  # fmt: skip
    yield from handovers(match.source, name, ("register_blueprint", "Api"))


def _mount(match: Match, mount: Node) -> Iterator[Fact]:
    given = arguments(mount)
    child, prefix = given.get("blueprint", 0), given.get("url_prefix")
    yield from handed_over(mount, match.text("parent"), "flask")
    for each in looped_over(child) if child is not None else ():
        if isinstance(each, Opaque):
            yield Unresolved(lines=node_lines(mount), scope=scope(mount), what="register_blueprint",
                             reason="Which one it is, is worked out at run time.")  # fmt: skip
            continue
        yield Mount(
            lines=node_lines(mount), scope=scope(mount), parent=match.text("parent"), child=each,
            prefix=Literally(text="") if prefix is None else open_path(expression(prefix)),
            replaces=prefix is not None and prefix.type != "none",
        )  # fmt: skip
