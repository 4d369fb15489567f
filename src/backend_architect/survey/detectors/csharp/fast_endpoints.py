"""FastEndpoints: one class for each endpoint.

Recognises: classes below `Endpoint<...>` and its siblings with `Configure()`: `Get` to `Patch` with
one or several routes, `Verbs` with `Routes`, `Group<T>`, `Version` (put behind the path),
`AllowAnonymous`, `Roles`, `Policies`, `Permissions`, `Claims`; the attributes `[HttpGet("...")]`
are those of controllers; groups and their groups (`SubGroup<T>`); `Endpoints.RoutePrefix`.
Versions seen: 4 to 7.
Not recognised: `RoutePrefixOverride`, `Versioning.PrependToRoute`, endpoints made at run time.
Documentation: https://fast-endpoints.com/docs/get-started
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    GlobalPrefix,
    Guard,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.csharp.text import (
    bases_of,
    called,
    called_name,
    expression,
    modifiers,
    own_name,
    plain_type,
    qualified,
    type_arguments,
    values,
)
from backend_architect.survey.idioms.csharp.endpoints import EMPTY, below, path, walk
from backend_architect.survey.idioms.csharp.guards import ANYBODY, AUTHENTICATED

_VERBS = {"Get": "GET", "Post": "POST", "Put": "PUT", "Delete": "DELETE", "Patch": "PATCH",
          "Head": "HEAD"}  # fmt: skip
_BASES = re.compile(r"(^|\.)(Endpoint|EndpointWithout\w+|EndpointWithMapp\w+|Ep\.\w+|\w*Endpoint)$")
_TEXTS = (
    "string_literal", "verbatim_string_literal", "interpolated_string_expression", "identifier",
    "member_access_expression", "raw_string_literal", "binary_expression",
)  # fmt: skip


@detector(
    language="csharp",
    anchors=("Configure()", "RoutePrefix", "Group"),
    query="""
(class_declaration) @class
(assignment_expression left: (member_access_expression name: (identifier) @_name)
  (#eq? @_name "RoutePrefix")) @prefix
""",
)
def fast_endpoints(match: Match) -> Iterator[Fact]:
    """An endpoint, a group, or the prefix of all."""
    declared, prefix = match.node("class"), match.node("prefix")
    if prefix is not None:
        value = prefix.child_by_field_name("right")
        if value is not None and ".RoutePrefix" in node_text(prefix):
            said = expression(value)
            yield GlobalPrefix(lines=node_lines(prefix), scope=match.scope("prefix"), prefix=said)
    elif declared is not None and "abstract" not in modifiers(declared):
        bases = [plain_type(base) for base in bases_of(declared)]
        if any(base.rpartition(".")[2] in ("Group", "SubGroup") for base in bases):
            yield from _group(declared)
        elif any(_is_base(base) for base in bases):
            yield from _endpoint(declared)


def _is_base(base: str) -> bool:
    return bool(_BASES.search(base)) or base.startswith("Ep.")


def _calls(declared: Node, kinds: tuple[str, ...]) -> list[Node]:
    """The calls of the class itself in `Configure` or its constructor, in order."""
    body = declared.child_by_field_name("body")
    found: list[Node] = []
    for member in body.named_children if body is not None else ():
        if member.type in kinds and own_name(member) in ("Configure", "new"):
            nodes = (node for node in walk(member) if node.type == "invocation_expression")
            found.extend(node for node in nodes if called(node)[0] is None)
    return found


# ---------------------------------------------------------------- groups


def _group(declared: Node) -> Iterator[Fact]:
    """`Configure("admin", ep => ...)` in the constructor; a group of a group stands below it."""
    name = qualified(declared)
    lines = node_lines(declared)
    call = next((c for c in _calls(declared, ("constructor_declaration",))
                 if called_name(c) == "Configure"), None)  # fmt: skip
    given = values(call) if call is not None else []
    prefix = path(expression(given[0])) if given else EMPTY
    parents = [type_arguments(base) for base in bases_of(declared)]
    parent = next((plain_type(each[0]) for each in parents if each), "")
    yield Router(
        lines=lines, scope=name, name=name, framework="fastendpoints", prefix=prefix,
        root=not parent,
    )  # fmt: skip
    if parent:
        yield Mount(lines=lines, scope=name, parent=parent, child=Name(dotted=name))


# ---------------------------------------------------------------- endpoints


def _endpoint(declared: Node) -> Iterator[Fact]:
    calls = _calls(declared, ("method_declaration",))
    routes = [call for call in calls if called_name(call) in (*_VERBS, "Routes")]
    if not routes:
        return
    name = qualified(declared)
    group = next((_kind(call) for call in calls if called_name(call) == "Group"), "")
    if not group:
        first, _ = node_lines(declared)
        yield Router(lines=(first, first), scope=name, name=name, framework="fastendpoints",
                     root=True)  # fmt: skip
    version = next((_number(call) for call in calls if called_name(call) == "Version"), "")
    for call in routes:
        for written in _paths(call):
            yield Route(
                lines=node_lines(call),
                scope=name,
                router=group or name,
                methods=_methods(call, calls),
                path=below(written, Literally(text=version)),
                handler=f"{name}.HandleAsync",
                framework="fastendpoints",
                guards=_guards(calls),
                body=_request(declared),
            )


def _kind(call: Node) -> str:
    return next((plain_type(kind) for kind in type_arguments(called(call)[1])), "")


def _number(call: Node) -> str:
    given = values(call)
    text = node_text(given[0]) if given else ""
    return f"v{text}" if text.isdigit() and text != "0" else ""


def _paths(call: Node) -> Iterator[Expression]:
    """All routes of a call; the expressions of route values are none."""
    for value in values(call):
        if value.type in _TEXTS:
            yield path(expression(value))


def _methods(call: Node, calls: list[Node]) -> tuple[str, ...]:
    own = _VERBS.get(called_name(call))
    if own:
        return (own,)
    said = " ".join(node_text(each) for each in calls if called_name(each) == "Verbs")
    known = (word.upper() for word in re.findall(r"\w+", said.partition("(")[2]))
    found = tuple(dict.fromkeys(word for word in known if word in _VERBS.values()))
    return found or ("GET",)


def _guards(calls: list[Node]) -> tuple[Guard, ...]:
    """Callers must be known unless anybody may come; roles and the like ask for more."""
    names = [called_name(call) for call in calls]
    if "AllowAnonymous" in names:
        return (ANYBODY,)
    asked = ("Roles", "Policies", "Permissions", "PermissionsAll", "Claims", "Scopes", "Policy")
    more = (Guard(name=name, role="authorization") for name in names if name in asked)
    return tuple(dict.fromkeys((AUTHENTICATED, *more)))


def _request(declared: Node) -> str:
    """The first type argument of the base class, where it is a request's."""
    for base in bases_of(declared):
        given = type_arguments(base)
        if given and not plain_type(base).startswith("EndpointWithoutRequest"):
            return plain_type(given[0])
    return ""
