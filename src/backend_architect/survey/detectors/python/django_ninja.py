"""Django Ninja: operations.

Recognises: `NinjaAPI()`, `NinjaExtraAPI()`, `Router()` of ninja, `api.add_router("/p", router)`
(an object or a dotted text), `@api.get("/x")` and its like, `api_operation(["GET"], ...)`;
`auth=` of an API, router, mount or operation, `auth=None` that lifts it; the response's schema.
That an API is served below a URL is said by `django-urls`.
Versions seen: 0.15 to 1.4.
Not recognised: Ninja Extra's controllers.
Documentation: https://django-ninja.dev/guides/routers/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Literally,
    Mount,
    Name,
    Opaque,
    Route,
    Router,
)
from backend_architect.survey.grammars.python.nodes import plain_type
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    assigned,
    callee,
    dotted,
    elements,
    expression,
    literal,
    scope,
)
from backend_architect.survey.idioms.python.routes import (
    VERBS,
    imports,
    methods,
    qualified,
    with_parameters,
)

if TYPE_CHECKING:
    from tree_sitter import Node

#: `{order_id}` and `{int:order_id}`: Django's converters go first.
_PARAMETER = re.compile(r"\{(?:\w+:)?(\w+)\}")


@detector(
    language="python",
    anchors=("ninja",),
    query="""
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(^|[.])(Ninja[A-Za-z]*API|Router)$")) @made)
    (call function: (attribute object: [(identifier) (attribute)] @parent
      attribute: (identifier) @added) (#eq? @added "add_router")) @mount
    (decorated_definition
      (decorator (call function: (attribute object: [(identifier) (attribute)] @router
                                            attribute: (identifier) @verb)) @call)
      definition: (function_definition) @handler
      (#any-of? @verb "get" "post" "put" "patch" "delete" "api_operation"))
    """,
)
def django_ninja(match: Match) -> Iterator[Fact]:
    """Routers, mounts and operations."""
    made, mount, handler = match.node("made"), match.node("mount"), match.node("handler")
    if not imports(match.source.data, "ninja"):
        return
    if made is not None and assigned(made):
        yield Router(lines=node_lines(made), scope=scope(made), name=assigned(made),
                     framework="django-ninja", guards=tuple(_auth(arguments(made))))  # fmt: skip
    elif mount is not None:
        yield from _mount(mount, match.text("parent"))
    elif handler is not None:
        yield from _operation(match, handler)


def _auth(given: Arguments) -> Iterator[Guard]:
    """The guards of `auth=`: `None` opens what is guarded above."""
    node = given.get("auth")
    if node is not None and node.type == "none":
        yield Guard(name="auth=None", role="authentication", opens=True)
        return
    for each in elements(node) or ((node,) if node is not None else ()):
        name = callee(each) or dotted(each)
        if name:
            yield Guard(name=name, role="authentication")


def _mount(mount: Node, parent: str) -> Iterator[Mount]:
    given = arguments(mount)
    prefix, router = given.get("prefix", 0), given.get("router", 1)
    if prefix is None or router is None:
        return
    yield Mount(
        lines=node_lines(mount), scope=scope(mount), parent=parent, child=_child(router),
        prefix=with_parameters(expression(prefix), _PARAMETER), guards=tuple(_auth(given)),
    )  # fmt: skip


def _child(router: Node) -> Expression:
    """A router, or "shop.orders.router": the module that the text leads to."""
    text = literal(router)
    if text:
        return Literally(text=text.rpartition(".")[0])
    name = dotted(router)
    return Name(dotted=name) if name else Opaque(source="")


def _operation(match: Match, handler: Node) -> Iterator[Route]:
    call, verb = match.node("call"), match.text("verb")
    if call is None:
        return
    given, shift = arguments(call), 0 if match.text("verb") in VERBS else 1
    path = given.get("path", shift)
    if path is None:
        return
    yield Route(
        lines=node_lines(call), scope=scope(call), router=match.text("router"),
        methods=(verb.upper(),) if verb in VERBS else methods(given.get("methods", 0)),
        path=with_parameters(expression(path), _PARAMETER), handler=qualified(handler),
        framework="django-ninja", guards=tuple(_auth(given)), returns=_returns(given),
        status=_status(given),
    )  # fmt: skip


def _returns(given: Arguments) -> str:
    response = given.get("response")
    if response is None:
        return ""
    first = next((node for _, node in _responses(response)), response)
    return plain_type(node_text(first)) if first.type in ("identifier", "attribute", "subscript",
                                                          "list") else ""  # fmt: skip


def _responses(response: Node) -> Iterator[tuple[str, Node]]:
    """`{200: Order, 404: Error}` by status; its keys are numbers."""
    for each in response.named_children if response.type == "dictionary" else ():
        key, value = each.child_by_field_name("key"), each.child_by_field_name("value")
        if key is not None and value is not None:
            yield node_text(key), value


def _status(given: Arguments) -> int | None:
    response = given.get("response")
    keys = [key for key, _ in _responses(response)] if response is not None else []
    good = [int(key) for key in keys if key.isdigit() and key.startswith("2")]
    return good[0] if good else None
