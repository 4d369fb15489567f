"""Azure Functions called over HTTP.

Recognises: methods with `[Function("name")]` or `[FunctionName("name")]` that take an
`[HttpTrigger]` with its level, methods and `Route`; without a route the function's name is it. All
stands below "api", the default of `extensions.http.routePrefix`.
Versions seen: in-process 2 to 4, isolated worker.
Not recognised: another prefix in host.json, other triggers.
Documentation: https://learn.microsoft.com/en-us/azure/azure-functions/functions-bindings-http-webhook-trigger
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Guard, Literally, Route, Router
from backend_architect.survey.grammars.csharp.text import expression, parameters_of, qualified
from backend_architect.survey.idioms.csharp.attributes import Attribute, attribute
from backend_architect.survey.idioms.csharp.endpoints import below, path

_PREFIX = Literally(text="/api")
_METHODS = ("get", "post", "put", "delete", "patch", "head", "options")


@detector(language="csharp", anchors=("HttpTrigger",), query="(method_declaration) @method")
def azure_functions(match: Match) -> Iterator[Fact]:
    """One route for each function with such a trigger."""
    method = match.nodes("method")[0]
    named = attribute(method, "Function", "FunctionName")
    triggers = (attribute(declared, "HttpTrigger") for _, _, declared in parameters_of(method))
    trigger = next((each for each in triggers if each is not None), None)
    if named is None or trigger is None:
        return
    name = qualified(method)
    first, _ = node_lines(method)
    yield Router(lines=(first, first), scope=name, name=name, framework="azure-functions",
                 root=True)  # fmt: skip
    yield Route(
        lines=_head(method),
        scope=name,
        router=name,
        methods=_methods(trigger),
        path=below(_PREFIX, _path(named, trigger)),
        handler=name,
        framework="azure-functions",
        guards=_guards(trigger),
    )


def _head(method: Node) -> tuple[int, int]:
    body = method.child_by_field_name("body")
    first, last = node_lines(method)
    return first, body.start_point.row + 1 if body is not None else last


def _path(named: Attribute, trigger: Attribute) -> Expression:
    route = trigger.named.get("Route")
    if route is not None and node_text(route) != "null":
        said = path(expression(route))
        return Literally(text=said.text.lstrip("/")) if isinstance(said, Literally) else said
    return named.first() or Literally(text="")


def _methods(trigger: Attribute) -> tuple[str, ...]:
    words = [node_text(node).strip('"').lower() for node in trigger.given]
    return tuple(word.upper() for word in words if word in _METHODS) or ("GET", "POST")


def _guards(trigger: Attribute) -> tuple[Guard, ...]:
    """All levels but "Anonymous" ask for a key."""
    level = node_text(trigger.given[0]) if trigger.given else ""
    keyed = level.endswith((".Function", ".Admin", ".System"))
    return (Guard(name="function key", role="authentication"),) if keyed else ()
