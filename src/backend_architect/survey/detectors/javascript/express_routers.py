"""Express: applications and routers, and the functions they are handed to.

Recognises: `express()`, `require("express")()`, `express.Router()`, `Router()`, `new Router()`, the
promise routers that look the same, wrappers around them, as variables, fields, exports and ends of
a chain; routers that come in as parameters, by their type or by what is registered on them; fields
set from a parameter; routers handed to functions (`routes(app)`, `require("./routes")(app)`, `new
Routes(app)`).
Versions seen: 4.x, 5.x.
Not recognised: applications kept in an array or under a computed name.
Documentation: https://expressjs.com/en/5x/api.html#express.router
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Definition,
    Fact,
    Handover,
    Import,
    Mount,
    Name,
    Router,
)
from backend_architect.survey.grammars.javascript.nodes import arguments, dotted, field, field_text
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.express import (
    LISTED,
    OPEN_TYPES,
    USUAL,
    Receiver,
    keeper,
    leads_to_routes,
    made_here,
)
from backend_architect.survey.idioms.javascript.names import Names, is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

#: Calls that are given an application to serve or test it, not to register on it.
_NO_HANDOVER = frozenset(
    ("createServer", "use", "listen", "request", "supertest", "agent", "on", "set", "get", "Server",
     "serverless", "handle", "log", "get", "post", "put", "patch", "delete", "all", "push", "chai")
)  # fmt: skip

#: What a router that comes in without a type is called.
_USUAL = re.compile(r"(?:^|\.|[a-z])(?:[aA]pp|[rR]outer|[sS]erver|[rR]outes?|[aA]pi|xpress)$")

_APPLICATION = re.compile(r"(?:^|\.)(?:Express|Application|ExpressApp)\b")
_APPLICATIONS = frozenset(("app", "expressApp", "application"))


@detector(
    language="javascript",
    anchors=(
        "xpress", "Router", "(app", "(router", "(server", "app:", "router:", "this.app",
        "this.router", "(routes", "Route()", "Routes()", "Controller()",
    ),
    query="""
    (call_expression function: (identifier) @maker
      (#any-of? @maker "express" "Router" "PromiseRouter" "AsyncRouter" "promiseRouter" "e")) @made
    (call_expression
      function: (member_expression property: (property_identifier) @maker) (#eq? @maker "Router"))
      @made
    (call_expression function: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @_module)))
      (#eq? @_require "require") (#eq? @_module "express")) @made
    (new_expression constructor: [(identifier) @maker
      (member_expression property: (property_identifier) @maker)]
      (#any-of? @maker "Router" "PromiseRouter" "AsyncRouter")) @made
    (call_expression
      function: (member_expression
        object: [(identifier) (member_expression)]
        property: (property_identifier) @verb)
      (#any-of? @verb "get" "post" "put" "patch" "delete" "all" "use" "route")) @registered
    (call_expression
      function: (_) arguments: (arguments [(identifier) (member_expression)] @handed)
      (#match? @handed "(^|[.])(app|router|server|api|expressApp|routes?|[a-z]+Router)$")) @given
    (new_expression constructor: (_) @_class
      arguments: (arguments . (array (new_expression constructor: (identifier) @listed)))) @lists
    (new_expression
      arguments: (arguments [(identifier) (member_expression)] @handed)
      (#match? @handed "(^|[.])(app|router|server|api|expressApp|routes?|[a-z]+Router)$")) @given
    """,
)  # fmt: skip
def express_routers(match: Match) -> Iterator[Fact]:
    """A router for each maker and parameter, a handover for each function given one."""
    made, registered, given = match.node("made"), match.node("registered"), match.node("given")
    if made is not None:
        yield from _made(match, made)
    elif registered is not None:
        yield from _incoming(match, registered)
    elif given is not None:
        yield from _handed_over(match, given)
    elif (lists := match.node("lists")) is not None:
        yield from _listed(match, lists)


def _made(match: Match, call: Node) -> Iterator[Fact]:
    kind = made_here(match.source, call)
    name, scope = keeper(call) if kind else ("", "")
    if name:
        yield Router(lines=_maker_lines(call), scope=scope, name=name, framework="express",
                     root=kind == "app" and not _mounted_here(match, name))  # fmt: skip


def _maker_lines(call: Node) -> tuple[int, int]:
    return call.start_point.row + 1, call.end_point.row + 1


def _mounted_here(match: Match, name: str) -> bool:
    """True for an application that the same file mounts in another one."""
    return bool(re.search(rf"\.use\([^()]*,\s*{re.escape(name)}\)", match.source.text))


# ---------------------------------------------------------------- parameters and fields


def _incoming(match: Match, call: Node) -> Iterator[Fact]:
    """A router that a function or class is given, seen by what is registered on it."""
    receiver = Receiver(match.source, call)
    names = receiver.names
    if receiver.kind == "foreign" or not _registers(receiver, call):
        return
    if receiver.kind == "parameter":
        yield from _parameter(names, receiver.name, receiver.scope)
    elif receiver.name.startswith("this.") and receiver.name.count(".") == 1:
        yield from _given_field(names, receiver)


def _registers(receiver: Receiver, call: Node) -> bool:
    """True for what is typed as Express's, or called like a router and given a path and a handler
    (or, by `use` and `route`, anything)."""
    if _is_typed(receiver):
        return True
    given, verb = arguments(call), field_text(field(call, "function"), "property")
    if not _USUAL.search(receiver.name):
        return False
    return verb in ("use", "route") or receiver.route_path is not None or len(given) > 1


def _is_typed(receiver: Receiver) -> bool:
    """True if the receiver is declared with one of Express's types."""
    return bool(OPEN_TYPES.match(receiver.names.type(receiver.name, receiver.scope)))


def _parameter(names: Names, name: str, scope: str) -> Iterator[Fact]:
    """An application that comes in is served by itself, unless somebody is seen to hand it over."""
    around = names.parameter_owner(name, scope)
    function = names.definitions.get(around)
    if function is None:
        return
    declared = names.type(name, scope)
    root = bool(_APPLICATION.search(declared)) if declared else name in _APPLICATIONS
    yield Router(lines=function.lines, scope=around, name=name, framework="express", root=root)
    if f"{around}.{name}" not in names.definitions:
        yield Definition(lines=function.lines, scope=around, name=f"{around}.{name}",
                         kind="parameter")  # fmt: skip


def _given_field(names: Names, receiver: Receiver) -> Iterator[Fact]:
    """`constructor(app) { this.app = app }` and `constructor(private app: Application)`."""
    own = receiver.name.removeprefix("this.")
    owner = names.class_around(receiver.scope)
    found = names.definitions.get(f"{owner}.{own}") if owner else None
    if found is None:
        return
    incoming = found.value.dotted if isinstance(found.value, Name) else own
    constructor = f"{owner}.constructor"
    function = names.function_of(incoming, constructor)
    if function is None or function.name != constructor:
        return
    yield Router(lines=found.lines, scope=owner, name=own, framework="express")
    yield from _parameter(names, incoming, constructor)
    yield Mount(lines=found.lines, scope=constructor, parent=incoming,
                child=Name(dotted=f"this.{own}"))  # fmt: skip


# ---------------------------------------------------------------- handing over


def _handed_over(match: Match, call: Node) -> Iterator[Fact]:
    handed = match.node("handed")
    callee = _callee(match, call)
    if handed is None or not callee or callee.rpartition(".")[2] in _NO_HANDOVER:
        return
    names, scope, name = names_of(match.source), scope_of(call), node_text(handed)
    if not _is_router(names, name, scope):
        return
    position = next((n for n, each in enumerate(arguments(call)) if each == handed), 0)
    yield Handover(lines=node_lines(call), scope=scope, callee=callee, position=position,
                   router=name)  # fmt: skip
    if names.parameter_owner(name, scope):
        yield from _parameter(names, name, scope)


def _listed(match: Match, call: Node) -> Iterator[Fact]:
    """`new App([new UsersRoute(), ...])`: routers of objects handed over in a list."""
    owner, name = dotted(field(call, "constructor")), match.text("listed")
    if owner and leads_to_routes(name, names_of(match.source).module_of(name)):
        yield Mount(lines=node_lines(call), scope=scope_of(call), parent=f"{owner}.{LISTED}",
                    child=Name(dotted=f"{name}.router"))  # fmt: skip


def _callee(match: Match, call: Node) -> str:
    """The function's name; a class is called by its constructor. Packages of others are none."""
    if call.type == "new_expression":
        callee = dotted(field(call, "constructor"))
        callee = f"{callee}.constructor" if callee else ""
    else:
        callee = dotted(field(call, "function"))
    module = names_of(match.source).module_of(callee, scope_of(call))
    return "" if module and is_package(module) else callee


def _is_router(names: Names, name: str, scope: str) -> bool:
    """True unless the file says that the name means something else."""
    found = names.bound(name, scope)
    if isinstance(found, Import):
        return not is_package(found.module)
    if found is not None and found.type:
        return bool(OPEN_TYPES.match(found.type))
    maker = names.maker(name, scope)
    if maker is not None:
        return maker.callee.rpartition(".")[2] in ("express", "Router") or "xpress" in maker.callee
    return name.rpartition(".")[2] in USUAL or found is not None
