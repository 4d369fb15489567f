"""Hyperf: controllers by attributes or annotations. `Router::get` and the like are `slim`'s.

Recognises: `#[Controller]` and `#[AutoController]` with `prefix`, `#[GetMapping]` to
`#[DeleteMapping]`, `#[RequestMapping]` with `methods`, `#[Middleware]` and `#[Middlewares]`. A
controller without a prefix is called by its class's name in snake case; a path that begins with "/"
still stands below a prefix that is written.
Versions seen: Hyperf 2 and 3.
Not recognised: servers other than the first, RPC services.
Documentation: https://hyperf.wiki/3.1/#/en/router
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Opaque, Route, Router
from backend_architect.survey.grammars.php.text import own_name, qualified
from backend_architect.survey.idioms.php.annotations import Annotation, annotations_of
from backend_architect.survey.idioms.php.guards import guard
from backend_architect.survey.idioms.php.symfony import class_around
from backend_architect.survey.idioms.php.words import snake

if TYPE_CHECKING:
    from tree_sitter import Node

_MAPPINGS = {
    "GetMapping": ("GET",), "PostMapping": ("POST",), "PutMapping": ("PUT",),
    "PatchMapping": ("PATCH",), "DeleteMapping": ("DELETE",), "RequestMapping": (),
}  # fmt: skip
_PATTERN = re.compile(r"\{(\w+)\s*:[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


@detector(
    language="php",
    anchors=("Mapping(", "Mapping]", "AutoController"),
    query="""
    (method_declaration) @method
    (class_declaration) @class
    """,
)
def hyperf(match: Match) -> Iterator[Fact]:
    """A router for each controller and the routes of its methods."""
    if b"Hyperf\\HttpServer" not in match.source.data:
        return
    declared = match.node("class")
    owner = declared if declared is not None else class_around(match.nodes("method")[0])
    controller = _controller(match, owner) if owner is not None else None
    if owner is None or controller is None:
        return
    name = qualified(owner)
    if declared is not None:
        yield Router(
            lines=controller.lines, name=name, framework="hyperf", root=True,
            prefix=_prefix(controller, name), guards=_guards(match, owner),
        )  # fmt: skip
        return
    yield from _routes(match, match.nodes("method")[0], name, controller)


def _controller(match: Match, owner: Node) -> Annotation | None:
    said = annotations_of(owner, match.source)
    return next((a for a in said if a.name in ("Controller", "AutoController")), None)


def _prefix(controller: Annotation, name: str) -> Expression:
    for key in ("prefix", ""):
        said = controller.said.get(key)
        if said is not None and not isinstance(said, Opaque):
            return said
    return Literally(text=snake(name.rpartition(".")[2].removesuffix("Controller")))


def _guards(match: Match, node: Node) -> tuple[Guard, ...]:
    said = annotations_of(node, match.source)
    names = (t for a in said if a.name == "Middleware" for t in a.list("", "middleware"))
    return tuple(guard(name.rpartition("\\")[2]) for name in names)


def _routes(match: Match, method: Node, name: str, controller: Annotation) -> Iterator[Route]:
    mapped = [a for a in annotations_of(method, match.source) if a.name in _MAPPINGS]
    own = own_name(method)
    for each in mapped:
        said = each.said.get("path") or each.said.get("") or Literally(text=own)
        path = _plain(said)
        yield Route(
            lines=each.lines, scope=name, router=name, methods=_methods(each), path=path,
            handler=f"{name}.{own}", framework="hyperf", guards=_guards(match, method),
        )  # fmt: skip
    hidden = any(c.text in (b"private", b"protected") for c in method.children)
    if controller.name == "AutoController" and not (mapped or hidden or own.startswith("__")):
        lines = method.start_point.row + 1, method.start_point.row + 1
        usual = Literally(text=snake(own))
        yield Route(lines=lines, scope=name, router=name, methods=("GET", "POST"), path=usual,
                    handler=f"{name}.{own}", framework="hyperf")  # fmt: skip


def _plain(said: Expression) -> Expression:
    if isinstance(said, Literally):
        return Literally(text=_PATTERN.sub(r"{\1}", said.text))
    return said


def _methods(each: Annotation) -> tuple[str, ...]:
    """Those of `RequestMapping` are GET and POST unless it says others."""
    listed = [m for text in each.list("methods") for m in re.findall(r"[A-Z]+", text.upper())]
    return _MAPPINGS[each.name] or tuple(dict.fromkeys(listed)) or ("GET", "POST")
