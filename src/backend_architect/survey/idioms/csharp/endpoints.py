"""Reading chains of route builders: `app.MapGroup("/x").WithTags("x").MapGet("/", List)`.

Source: https://learn.microsoft.com/en-us/aspnet/core/fundamentals/minimal-apis/route-handlers
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Guard, Literally, Name
from backend_architect.survey.grammars.csharp.text import (
    DECLARATIONS,
    TYPES,
    called,
    called_name,
    dotted,
    expression,
    joined,
    own_name,
    plain_type,
    values,
)
from backend_architect.survey.idioms.csharp.guards import ANYBODY, AUTHENTICATED, demanded

EMPTY = Literally(text="")
#: Types of what routes are registered on.
BUILDERS = frozenset(
    ("IEndpointRouteBuilder", "WebApplication", "RouteGroupBuilder",
     "IVersionedEndpointRouteBuilder")
)  # fmt: skip
VERBS = {
    "MapGet": "GET", "MapPost": "POST", "MapPut": "PUT", "MapDelete": "DELETE", "MapPatch": "PATCH",
    "MapMethods": "", "Map": "ANY",
}  # fmt: skip
_GROUPS = ("MapGroup", "NewVersionedApi")
_LAMBDAS = ("lambda_expression", "anonymous_method_expression")


class Chain(NamedTuple):
    """What a chain of calls begins with ("" if that has no name), the prefix of the groups on the
    way, and the guards of all."""

    base: str
    prefix: Expression
    guards: tuple[Guard, ...]
    grouped: bool


def below(prefix: Expression, rest: Expression) -> Expression:
    """A path below another, with a slash between."""
    if EMPTY in (prefix, rest):
        return joined([prefix, rest])
    return joined([prefix, Literally(text="/"), rest])


def chain_of(node: Node | None) -> Chain:
    """What the calls below (and with) this node make of the builder they begin with."""
    prefix: Expression = EMPTY
    guards: list[Guard] = []
    grouped = False
    while node is not None and node.type in ("invocation_expression", "parenthesized_expression"):
        if node.type == "parenthesized_expression":
            node = node.named_children[0]
            continue
        name = called_name(node)
        if name in _GROUPS:
            grouped = True
            prefix = below(group_prefix(node), prefix) if name == "MapGroup" else prefix
        guards.extend(_guards(node, name))
        node = called(node)[0]
    return Chain(dotted(node), prefix, tuple(dict.fromkeys(reversed(guards))), grouped)


def group_prefix(node: Node) -> Expression:
    """The prefix a group is given; a class that gives itself stands below "api" by its name."""
    given = values(node)
    if given and given[0].type == "this":
        return class_prefix(function_around(node))
    return path(expression(given[0])) if given else EMPTY


def class_prefix(node: Node | None) -> Expression:
    """What the Clean Architecture template puts before the endpoints of the class around.

    Source: https://github.com/jasontaylordev/CleanArchitecture
    """
    while node is not None and node.type not in TYPES:
        node = node.parent
    return Literally(text=f"/api/{own_name(node)}") if node is not None else EMPTY


def guards_after(node: Node) -> tuple[Guard, ...]:
    """The guards that are chained behind a call: `app.MapGet(...).RequireAuthorization()`."""
    found: list[Guard] = []
    access = node.parent
    while access is not None and access.type == "member_access_expression":
        call = access.parent
        if call is None or call.type != "invocation_expression":
            break
        found.extend(_guards(call, called_name(call)))
        access = call.parent
    return tuple(dict.fromkeys(found))


def _guards(call: Node, name: str) -> Iterator[Guard]:
    if name == "RequireAuthorization":
        yield AUTHENTICATED
        yield from demanded(node for node in values(call) if node.type not in _LAMBDAS)
    elif name == "AllowAnonymous":
        yield ANYBODY
    elif name == "RequireRateLimiting":
        yield Guard(name=name, role="rate-limit")


_PARAMETER = re.compile(r"\{\*{0,2}(\w+)(?:[:=?](?:[^{}]|\{[^{}]*\})*)?\}")


def path(written: Expression) -> Expression:
    """A template with its parameters in OpenAPI's form."""
    if isinstance(written, Literally):
        return Literally(text=_PARAMETER.sub(r"{\1}", written.text))
    return written


class Registered(NamedTuple):
    """What a call registers: its path and the name of its handler."""

    path: Expression
    handler: str


def registered(call: Node) -> Registered | None:
    """The path and handler of a call such as `MapGet`; None where it has no argument.

    The handler may come first, where a project's own method takes it so; then the path may be
    left out.
    """
    given = values(call)
    if not given:
        return None
    first = given[0]
    texts = ("string_literal", "verbatim_string_literal", "interpolated_string_expression")
    later = next((each for each in given[1:] if each.type in texts), None)
    handler_first = first.type in ("identifier", *_LAMBDAS) and (len(given) == 1 or later)
    if handler_first and later is not None:
        return Registered(path(expression(later)), dotted(first))
    if handler_first:
        return Registered(EMPTY, dotted(first))
    last = given[-1] if len(given) > 1 else None
    return Registered(path(expression(first)), dotted(last))


def methods(call: Node) -> tuple[str, ...]:
    """The methods of a call such as `MapGet` or `MapMethods`."""
    verb = VERBS[called_name(call)]
    if verb:
        return (verb,)
    given = values(call)
    words = re.findall(r"\w+", node_text(given[1]).replace("HttpMethods", "")) if given[1:] else []
    known = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "QUERY")
    return tuple(dict.fromkeys(w.upper() for w in words if w.upper() in known)) or ("ANY",)


def methods_named(call: Node) -> Expression | None:
    """The list of methods that `MapMethods` is given by its name (see `method_lists`)."""
    given = values(call)
    listed = given[1] if called_name(call) == "MapMethods" and given[1:] else None
    named = listed is not None and listed.type in ("identifier", "member_access_expression")
    return Name(dotted=f"{dotted(listed)}@method") if named and methods(call) == ("ANY",) else None


def is_builder(kind: Node | None) -> bool:
    """Whether a type is one that routes are registered on."""
    return plain_type(kind).rpartition(".")[2] in BUILDERS


def walk(node: Node) -> Iterator[Node]:
    """The named nodes below a node, in the order of the source."""
    pending = [node]
    while pending:
        each = pending.pop()
        yield each
        pending.extend(reversed(each.named_children))


def names_in(node: Node) -> tuple[str, ...]:
    """The plain names an expression is made of."""
    return tuple(dict.fromkeys(node_text(n) for n in walk(node) if n.type == "identifier"))


def function_around(node: Node) -> Node:
    """The innermost declaration around a node, else the file."""
    above = node
    while above.parent is not None and (above == node or above.type not in DECLARATIONS):
        above = above.parent
    return above


def named(said: Expression) -> str:
    """The dotted name an expression is, "" for any other."""
    return said.dotted if isinstance(said, Name) else ""
