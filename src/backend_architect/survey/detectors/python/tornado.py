"""Tornado: handlers and their rules.

Recognises: lists of rules given to `Application(...)`, held by a name, or added with
`add_handlers`: `(r"/x", Handler)`, `url(...)`, `URLSpec(...)`, `Rule(PathMatches(...), Handler)`;
handler classes with the HTTP methods they define; `@authenticated`.
Versions seen: 4.x to 6.x.
Not recognised: hosts, rules made at run time.
Documentation: https://www.tornadoweb.org/en/stable/web.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Action,
    Expression,
    Fact,
    Literally,
    Mount,
    Name,
    Resource,
    Route,
    Router,
)
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    callee,
    dotted,
    elements,
    enclosing,
    expression,
    last,
    methods_of,
    scope,
)
from backend_architect.survey.idioms.python.django import path_of_regex
from backend_architect.survey.idioms.python.flask import decorator_guards
from backend_architect.survey.idioms.python.routes import VERBS, imports

if TYPE_CHECKING:
    from tree_sitter import Node

_RULES = frozenset(("url", "URLSpec", "Rule"))
#: Handlers that Tornado brings along, and what they answer.
_KNOWN = {"StaticFileHandler": ("GET",), "RedirectHandler": ("GET",), "FallbackHandler": ("ANY",)}


@detector(
    language="python",
    anchors=("tornado", "Handler"),
    query="""
    (assignment left: [(identifier) (attribute)] @name right: [(list) (binary_operator)]) @held
    (call function: [(identifier) (attribute)] @maker
      (#match? @maker "(Application|RuleRouter|add_handlers|__init__)$")) @made
    (class_definition superclasses: (argument_list)) @class
    """,
)
def tornado(match: Match) -> Iterator[Fact]:
    """Routers by their lists of rules; what handlers answer."""
    held, made, class_ = match.node("held"), match.node("made"), match.node("class")
    if class_ is not None:
        yield from _handler(class_)
    elif not imports(match.source.data, "tornado"):
        return
    elif held is not None:
        right = held.child_by_field_name("right")
        rules = list(_rules(right, match.text("name"))) if right is not None else []
        if rules:
            yield Router(lines=node_lines(held), scope=scope(held), name=match.text("name"),
                         framework="tornado")  # fmt: skip
            yield from rules
    elif made is not None:
        yield from _application(made)


def _application(made: Node) -> Iterator[Fact]:
    """`Application([...])`, or `super().__init__(handlers)` of a subclass."""
    given = arguments(made)
    listed = next((each for each in (given.get("handlers"), *given.positional) if each), None)
    if last(callee(made)) == "add_handlers":
        listed = given.get("host_handlers", 1)
    elif field_text(made, "function").endswith("__init__") and not _in_application(made):
        return
    if listed is None:
        return
    name, lines = f"Application:{made.start_point.row + 1}", node_lines(made)
    rules = list(_rules(listed, name))
    held = dotted(listed)
    if rules or held:
        yield Router(lines=lines, scope=scope(made), name=name, framework="tornado", root=True)
        yield from rules
    if held:
        yield Mount(lines=lines, scope=scope(made), parent=name, child=Name(dotted=held))


def _in_application(made: Node) -> bool:
    class_ = enclosing(made, "class_definition")
    return class_ is not None and any(last(b) == "Application" for b in class_bases(class_))


def _rules(listed: Node, router: str) -> Iterator[Fact]:
    for side in ("left", "right") if listed.type == "binary_operator" else ():
        part = listed.child_by_field_name(side)
        if part is not None and dotted(part):
            yield Mount(lines=node_lines(part), scope=scope(part), parent=router,
                        child=Name(dotted=dotted(part)))  # fmt: skip
    for each in elements(listed):
        if each.type == "list_splat" and dotted(each.named_children[0]):
            yield Mount(lines=node_lines(each), scope=scope(each), parent=router,
                        child=Name(dotted=dotted(each.named_children[0])))  # fmt: skip
            continue
        is_rule = each.type == "call" and last(callee(each)) in _RULES
        parts = arguments(each).positional if is_rule else elements(each)
        if len(parts) >= 2 and each.type in ("call", "tuple"):
            yield from _rule(each, parts[0], parts[1], router)


def _rule(rule: Node, path: Node, handler: Node, router: str) -> Iterator[Fact]:
    if last(callee(path)) == "PathMatches":
        path = next(iter(arguments(path).positional), path)
    name, lines, around = dotted(handler), node_lines(rule), scope(rule)
    route = _path(expression(path))
    if last(name) in _KNOWN:
        yield Route(lines=lines, scope=around, router=router, methods=_KNOWN[last(name)],
                    path=route, handler=name, framework="tornado")  # fmt: skip
    elif name:
        yield Resource(lines=lines, scope=around, router=router, path=route, controller=name,
                       framework="tornado")  # fmt: skip


def _path(path: Expression) -> Expression:
    return Literally(text=path_of_regex(path.text)) if isinstance(path, Literally) else path


def _handler(class_: Node) -> Iterator[Action]:
    """What a handler class answers: its methods named after HTTP's."""
    if not any(last(base).endswith(("Handler", "HandlerMixin")) for base in class_bases(class_)):
        return
    around, own = scope(class_), field_text(class_, "name")
    name = f"{around}.{own}" if around else own
    socket = any("WebSocket" in base for base in class_bases(class_))
    found = {field_text(method, "name"): method for method in methods_of(class_)}
    for verb in ("get",) if socket else VERBS:
        method = found.get(verb)
        if method is None and not socket:
            continue
        guards = decorator_guards(method) if method is not None else ()
        yield Action(lines=node_lines(class_ if method is None else method), controller=name,
                     name=verb, methods=(verb.upper(),), handler=f"{name}.{verb}",
                     guards=guards)  # fmt: skip
