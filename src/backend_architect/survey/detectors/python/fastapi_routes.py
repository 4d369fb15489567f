"""FastAPI: path operations.

Recognises: `@router.get("/x")` and the other methods, `api_route`, `add_api_route`, Starlette's
`route` and `add_route`, web sockets (as GET, which opens them); `status_code`, `response_model` or
the return type; path, query, header, cookie and body parameters by FastAPI's rules (a name in the
path is a path parameter, a scalar a query parameter, a class the body); guards:
`dependencies=[...]`, `Security(...)`, `Depends(...)` and annotated types whose names promise
authentication or authorization.
Versions seen: 0.6x to 0.115.
Not recognised: an `Enum` in a request with a body is taken for the body's class.
Documentation: https://fastapi.tiangolo.com/tutorial/path-params/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Call,
    Expression,
    Fact,
    Guard,
    Input,
    Joined,
    Literally,
    Route,
)
from backend_architect.survey.grammars.python.nodes import field_text, plain_type
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.anchors import with_path
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    decorators,
    dotted,
    expression,
    handed_over,
    last,
    scope,
    texts,
)
from backend_architect.survey.idioms.python.fastapi import (
    dependency,
    dependency_guards,
    foreign,
    is_lenient,
    open_path,
    status,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_METHODS = frozenset(("get", "post", "put", "patch", "delete", "options", "head", "trace"))
_SCALARS = frozenset(
    ("int", "str", "float", "bool", "bytes", "UUID", "UUID4", "date", "datetime", "time",
     "timedelta", "Decimal", "EmailStr", "AnyUrl", "HttpUrl", "PositiveInt", "NonNegativeInt",
     "Literal", "Enum", "Any", "constr", "conint", "PydanticObjectId", "ObjectId")
)  # fmt: skip
_CONTAINERS = frozenset(("list", "List", "set", "Set", "tuple", "Tuple", "Sequence", "Union"))
_PLACES = {"Path": "path", "Query": "query", "Header": "header", "Cookie": "cookie",
           "Body": "body", "Form": "body", "File": "body"}  # fmt: skip
#: Classes that FastAPI and Starlette fill in themselves.
_GIVEN = frozenset(
    ("Request", "Response", "BackgroundTasks", "WebSocket", "HTTPConnection", "SecurityScopes")
)
_ROLES = frozenset(("authentication", "authorization", "rate-limit"))


@detector(
    language="python",
    anchors=(
        *with_path("get", "post", "put", "patch", "delete", "options", "head", "trace"),
        ".api_route(", ".add_api_route(", ".route(", ".add_route(", ".websocket(",
        "websocket_route(",
    ),
    query="""
    (decorated_definition
      (decorator (call function: (attribute object: [(identifier) (attribute)] @router
                                            attribute: (identifier) @verb)) @call)
      definition: (function_definition) @handler
      (#any-of? @verb "get" "post" "put" "patch" "delete" "options" "head" "trace"
                      "api_route" "route" "websocket" "websocket_route"))
    (call function: (attribute object: [(identifier) (attribute)] @router
                               attribute: (identifier) @verb)
      (#any-of? @verb "add_api_route" "add_route" "add_api_websocket_route"
                      "add_websocket_route")) @call
    """,
)  # fmt: skip
def fastapi_routes(match: Match) -> Iterator[Fact]:
    """One route for each decorator or registration."""
    call, handler = match.node("call"), match.node("handler")
    if call is None or foreign(match.source):
        return
    given = arguments(call)
    path = given.get("path", 0)
    if path is None or (handler is None and given.get("endpoint", 1) is None):
        return
    said = open_path(expression(path))
    if isinstance(said, Literally) and said.text and not said.text.startswith("/"):
        return  # no path to Starlette, which refuses it: another library's call of that name
    yield from handed_over(call, match.text("router"), "fastapi")
    yield _route(match, call, given, said)
    if handler is not None:
        yield from _calls(handler)


def _route(match: Match, call: Node, given: Arguments, path: Expression) -> Route:
    handler, verb = match.node("handler"), match.text("verb")
    around, model = scope(call), given.get("response_model")
    inputs = tuple(_inputs(handler, path, verb)) if handler is not None else ()
    returns = "" if model is None else plain_type(node_text(model))
    if model is None and handler is not None:
        returned = handler.child_by_field_name("return_type")
        returns = plain_type(node_text(returned)) if returned is not None else ""
    return Route(
        lines=node_lines(call), scope=around, router=match.text("router"), path=path,
        methods=_methods(verb, given), framework="fastapi", handler=_handler(match, given),
        guards=tuple(dict.fromkeys(_guards(handler, given, call))),
        inputs=tuple(each for each in inputs if each.location != "body" or each.name),
        body=next((each.type for each in inputs if each.location == "body" and each.type), ""),
        returns="" if returns == "None" else returns, status=status(given.get("status_code")),
    )  # fmt: skip


def _methods(verb: str, given: Arguments) -> tuple[str, ...]:
    if verb in _METHODS:
        return (verb.upper(),)
    named = texts(given.get("methods"))
    return tuple(dict.fromkeys(each.upper() for each in named)) or ("GET",)


def _handler(match: Match, given: Arguments) -> str:
    handler = match.node("handler")
    if handler is None:
        return dotted(given.get("endpoint", 1))
    around, own = scope(handler), field_text(handler, "name")
    return f"{around}.{own}" if around else own


# ---------------------------------------------------------------- guards


def _guards(handler: Node | None, given: Arguments, call: Node) -> Iterator[Guard]:
    yield from dependency_guards(given.get("dependencies"))
    if handler is None:
        return
    for each in decorators(handler):
        name = callee(each) or dotted(each)
        if name and each != call and guard(name).role in (*_ROLES, "caching"):
            yield guard(name)
    for _, type, default in _parameters(handler):
        yield from _parameter_guard(type, default)


def _parameter_guard(type: Node | None, default: Node | None) -> Iterator[Guard]:
    asked = _asked(type, default)
    name = "" if is_lenient(asked) else dependency(asked)
    if name and last(callee(asked)) == "Security":
        yield Guard(name=name, role="authentication")
    elif name:
        if guard(name).role in _ROLES:
            yield guard(name)
    elif type is not None and default is None and asked is None:
        named = node_text(type)
        if re.fullmatch(r"[\w.]+", named) and guard(named).role in _ROLES:
            yield guard(named)


def _calls(handler: Node) -> Iterator[Call]:
    """The handler runs what it depends on."""
    around, own = scope(handler), field_text(handler, "name")
    for name, type, default in _parameters(handler):
        called = dependency(_asked(type, default))
        if called:
            yield Call(lines=node_lines(name), scope=f"{around}.{own}" if around else own,
                       callee=called)  # fmt: skip


# ---------------------------------------------------------------- inputs


def _parameters(handler: Node) -> Iterator[tuple[Node, Node | None, Node | None]]:
    """Name, type and default of each parameter."""
    listed = handler.child_by_field_name("parameters")
    for each in listed.named_children if listed is not None else ():
        name = each.child_by_field_name("name")
        if each.type == "identifier":
            name = each
        elif each.type == "typed_parameter":
            name = each.named_children[0]
        if (
            name is not None
            and name.type == "identifier"
            and node_text(name) not in ("self", "cls")
        ):
            yield name, each.child_by_field_name("type"), each.child_by_field_name("value")


def _asked(type: Node | None, default: Node | None) -> Node | None:
    """The call that says how a parameter is filled: the default, or what `Annotated` carries."""
    if default is not None and default.type == "call":
        return default
    if type is None or not re.match(r"(\w+\.)?Annotated\[", node_text(type)):
        return None
    rest = [type]
    while rest:
        node = rest.pop(0)
        if node.type == "call":
            return node
        rest.extend(node.named_children)
    return None


def _inputs(handler: Node, path: Expression, verb: str) -> Iterator[Input]:
    in_path = set(re.findall(r"\{(\w+)", _text(path)))
    for name_node, type_node, default in _parameters(handler):
        name, asked = node_text(name_node), _asked(type_node, default)
        type = plain_type(node_text(type_node)) if type_node is not None else ""
        place = _PLACES.get(last(callee(asked)), "")
        if (
            dependency(asked)
            or last(callee(asked)) in ("Depends", "Security")
            or last(type) in _GIVEN
        ):
            continue
        if not place:
            place = "path" if name in in_path else _place(type, verb)
        if not place:
            continue
        required = place == "path" or (_is_required(asked, default) and not _may_be_none(type_node))
        yield Input(name=name, location=place, type=type, required=required)  # type: ignore[arg-type]  # from our own table


def _text(path: Expression) -> str:
    if isinstance(path, Joined):
        return "".join(_text(part) for part in path.parts)
    return path.text if isinstance(path, Literally) else ""


def _place(type: str, verb: str) -> str:
    outer, _, inner = type.partition("[")
    if last(outer) == "Annotated" or outer.endswith(("Dep", "User", "Session", "Service")):
        return ""
    if not type or last(outer) in _SCALARS or verb in ("get", "head", "delete"):
        plain = not type or last(outer) in _SCALARS or type[:1].islower()
        return "query" if plain or outer in _CONTAINERS else ""
    return "" if outer in _CONTAINERS and not inner else "body"


def _is_required(asked: Node | None, default: Node | None) -> bool:
    if asked is None or last(callee(asked)) not in _PLACES:
        return default is None
    given = arguments(asked)
    value = given.get("default", 0 if default is not None else -1)
    return (default is None or asked == default) and (
        value is None or node_text(value) in ("...", "Required")
    )


def _may_be_none(type: Node | None) -> bool:
    text = node_text(type) if type is not None else ""
    return "Optional[" in text or bool(re.search(r"\|\s*None|None\s*\|", text))
