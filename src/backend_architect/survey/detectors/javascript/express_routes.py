"""Express: routes.

Recognises: `router.get("/x", ...)` and the other methods, `all`, `router.route("/x").get(...)`,
chained registrations, `app["get"](...)`, arrays of paths, regular expressions that are plain paths;
handlers by name, in wrappers, bound, or written in place; guards among the arguments and those that
`router.use` puts before the route in the same file.
Versions seen: 4.x, 5.x.
Not recognised: methods computed when the program runs (said as a gap), paths below `app.param`.
Documentation: https://expressjs.com/en/guide/routing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route, Unresolved
from backend_architect.survey.grammars.javascript.nodes import (
    VERBS,
    arguments,
    field,
    field_text,
    plain,
    string,
)
from backend_architect.survey.idioms.fallbacks import is_fallback
from backend_architect.survey.idioms.javascript.express import (
    USUAL,
    Receiver,
    flat,
    guard_of,
    handler_name,
    paths,
)
from backend_architect.survey.idioms.javascript.express_order import passed_before

if TYPE_CHECKING:
    from tree_sitter import Node

_METHODS = {"all": "ANY", "del": "DELETE"}
#: What a handler can be written as.
_HANDLERS = frozenset(
    ("identifier", "member_expression", "call_expression", "arrow_function", "function_expression",
     "generator_function", "subscript_expression", "new_expression")
)  # fmt: skip


@detector(
    language="javascript",
    anchors=(
        ".get(", ".post(", ".put(", ".patch(", ".delete(", ".del(", ".head(", ".options(",
        "express", ".all(", ".route(", ".get<", ".post<", ".put<", ".patch<", ".delete<", ".get (",
        ".post (", ".put (", ".patch (", ".delete (", ".all (", "](",
    ),
    query="""
    (call_expression
      function: (member_expression property: (property_identifier) @verb)
      arguments: (arguments (_))
      (#any-of? @verb "get" "post" "put" "patch" "delete" "del" "head" "options" "all")) @call
    (call_expression
      function: (subscript_expression object: [(identifier) (member_expression)] index: (_) @index)
      arguments: (arguments . [(string) (template_string) (regex) (array)] . (_))) @call
    """,
)  # fmt: skip
def express_routes(match: Match) -> Iterator[Fact]:
    """One route for each registration, path and optional part."""
    call = match.node("call")
    if call is None:
        return
    receiver = Receiver(match.source, call)
    verb = match.text("verb") or string(match.node("index")) or ""
    given = arguments(call)
    path = receiver.route_path
    if path is None:
        path, given = next(iter(given), None), given[1:]
    handlers = list(flat(given))
    if path is None or not _is_route(receiver, path, handlers):
        return
    if verb not in VERBS:
        yield from _computed(receiver, call)
        return
    said = paths(path)
    if said is None:
        yield _gap(call, f"route {verb.upper()}")
        return
    for each in said:
        yield _route(match, receiver, call, (_METHODS.get(verb, verb.upper()), each, handlers))


def _is_route(receiver: Receiver, path: Node, handlers: list[Node]) -> bool:
    """True if the call registers a handler, rather than asking an HTTP client or a map."""
    if not receiver.name or receiver.kind == "foreign" or not handlers:
        return False
    if plain(handlers[-1]).type not in _HANDLERS or _is_preflight(receiver, handlers):
        return False
    if is_fallback(string(path), node_text(handlers[-1])):
        return False
    if receiver.kind in ("app", "router"):
        return True
    text, path = string(path), plain(path)
    if text is not None:
        return text.startswith(("/", "*")) or not text
    usual = receiver.name.rpartition(".")[2] in USUAL
    return usual or path.type in ("regex", "array", "template_string")


def _is_preflight(receiver: Receiver, handlers: list[Node]) -> bool:
    """`app.options("*", cors())` answers the browser's question, and is no operation."""
    names, scope = receiver.names, receiver.scope
    answer = guard_of(names, handlers[-1], scope) if len(handlers) == 1 else None
    return answer is not None and answer.role == "cors"


def _computed(receiver: Receiver, call: Node) -> Iterator[Fact]:
    if receiver.kind in ("app", "router"):
        yield _gap(call, "a route")


def _gap(call: Node, what: str) -> Unresolved:
    reason = "Its path or method is computed when the program runs."
    return Unresolved(lines=node_lines(call), what=what, reason=reason)


def _route(
    match: Match, receiver: Receiver, call: Node, said: tuple[str, Expression, list[Node]]
) -> Route:
    method, path, handlers = said
    names, scope = receiver.names, match.scope("call")
    own = [guard_of(names, each, scope) for each in handlers[:-1]]
    text = path.text if isinstance(path, Literally) else ""
    guards: tuple[Guard, ...] = (
        *passed_before(match.source, receiver.name, call.end_byte, text),
        *(each for each in own if each is not None),
    )
    return Route(
        lines=_lines(call), scope=receiver.scope, router=receiver.name, methods=(method,),
        path=path, handler=handler_name(handlers[-1]), framework="express",
        guards=tuple(dict.fromkeys(guards)),
    )  # fmt: skip


def _lines(call: Node) -> tuple[int, int]:
    """From the link of the chain that names the method to the end of its arguments."""
    function = field(call, "function")
    named = field(function, "property") or field(function, "index") or call
    chained = field_text(function, "object").rstrip().endswith(")")
    first = node_lines(named)[0] if chained else node_lines(call)[0]
    return first, node_lines(call)[1]
