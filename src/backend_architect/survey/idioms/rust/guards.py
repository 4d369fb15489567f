"""Checks on the way to a handler: layers around routers, and extractors among its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Guard
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    dotted,
    inner_type,
    parameters_of,
    plain_type,
)
from backend_architect.survey.idioms.guard_roles import role_of

#: What a link of a chain must be for to be said of the routes behind it.
CHECKS = ("authentication", "authorization", "rate-limit", "csrf", "validation", "session")
_FUNCTIONS = frozenset(
    ("from_fn", "from_fn_with_state", "map_request", "map_request_with_state", "wrap_fn", "fn_")
)
#: Extractors and parameters that every handler may have and that check nobody.
_PLAIN = frozenset(
    ("Json", "Query", "Path", "Form", "State", "Data", "Extension", "HttpRequest", "Request",
     "HeaderMap", "Bytes", "Multipart", "CookieJar", "TypedHeader", "ConnectInfo", "Payload",
     "Host", "OriginalUri", "Parts", "Method", "Uri", "WebSocketUpgrade", "Depot", "Response",
     "FlowCtrl", "String", "Arc", "ReqData", "MatchedPath")
)  # fmt: skip
_SECURING = ("authentication", "authorization", "csrf")


def guard_named(name: str) -> Guard:
    """The guard of this name, with the role its name promises."""
    return Guard(name=name, role=role_of(name))


def layer_guards(node: Node) -> tuple[Guard, ...]:
    """The guards that the argument of `layer`, `wrap` or `hoop` stands for."""
    return tuple(dict.fromkeys(_layers(node)))


def checks(guards: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """Those that may turn a request away."""
    return tuple(guard for guard in guards if guard.role in CHECKS)


def _layers(node: Node) -> Iterator[Guard]:
    if node.type in ("identifier", "scoped_identifier", "field_expression"):
        name = dotted(node)
        if name:
            yield guard_named(name)
        return
    if node.type == "call_expression":
        yield from _called(node)
        return
    for child in node.named_children:
        if node.type in ("reference_expression", "parenthesized_expression", "tuple_expression"):
            yield from _layers(child)


def _called(call: Node) -> Iterator[Guard]:
    callee, arguments = callee_of(call), call_arguments(call)
    last = callee.rpartition(".")[2]
    function = call.child_by_field_name("function")
    if last in _FUNCTIONS and arguments:
        yield from _layers(arguments[-1])
    elif last.startswith("from_extractor") and function is not None:
        kinds = function.child_by_field_name("type_arguments")
        for kind in kinds.named_children[:1] if kinds is not None else ():
            yield guard_named(plain_type(kind))
    elif function is not None and function.type == "field_expression":
        yield from _chained(function, last, arguments)
    elif callee and "." in callee and last[:1].islower() and callee.split(".")[-2][:1].isupper():
        yield guard_named(callee.rpartition(".")[0].rpartition(".")[2] + _kind(last))
    elif callee:
        yield guard_named(callee)


def _kind(maker: str) -> str:
    return "" if maker in ("new", "default", "permissive", "custom") else f".{maker}"


def _chained(function: Node, last: str, arguments: list[Node]) -> Iterator[Guard]:
    """`ServiceBuilder::new().layer(a).layer(b)`, or a layer with settings behind it."""
    value = function.child_by_field_name("value")
    if value is not None:
        inner = list(_layers(value))
        yield from (guard for guard in inner if guard.name != "ServiceBuilder")
    if last in ("layer", "wrap", "option_layer"):
        for argument in arguments:
            yield from _layers(argument)


def parameter_guards(function: Node) -> Iterator[Guard]:
    """The parameters of a handler whose type says that somebody must be known or allowed."""
    for _, kind, _ in parameters_of(function):
        if kind is None:
            continue
        name = plain_type(kind).rpartition(".")[2]
        if name in ("Option", "Result") or kind.type == "reference_type" or _LAX.match(name):
            continue  # those who are not known come in as well
        whole = node_text(kind)
        own = name if name not in _PLAIN else inner_type(kind).rpartition(".")[2]
        if name in ("Json", "Query", "Path", "Form", "State", "Data") or not own:
            continue
        found = _role(own)
        if found in _SECURING:
            yield Guard(name=own, role=found)  # type: ignore[arg-type]  # one of the roles above
        elif "Bearer" in whole or "Authorization<" in whole:
            yield Guard(name=own, role="authentication")


#: Words that say who asks, at the end of names of extractors.
_WHO = ("authuser", "currentuser", "loggedin", "claims", "identity", "sessionuser", "requireuser")
_LAX = re.compile(r"Maybe|Opt(?:ional)?(?=[A-Z])")


def _role(name: str) -> str:
    plain = name.lower()
    role = role_of(name)
    if role in _SECURING:
        return role
    return "authentication" if any(plain.endswith(word) for word in _WHO) else role
