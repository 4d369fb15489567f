"""Rails: what controllers ask of callers before an action runs.

Recognises: `before_action` (and the older `before_filter`) by name or as a block that calls one,
with `only` and `except`; `load_and_authorize_resource`; `authorize` and `authorize!` in an action.
Only names that say that they check something count.
Versions seen: Rails 4 to 8, Pundit 2, CanCanCan 3.
Not recognised: what parents of a controller ask; `skip_before_action`.
Documentation: https://guides.rubyonrails.org/action_controller_overview.html#controller-callbacks
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Demanded, Fact, Guard
from backend_architect.survey.grammars.ruby.text import (
    Given,
    class_of,
    dotted,
    field_of,
    given_to,
    literal,
    method_of,
    own_name,
    statements,
    texts,
)
from backend_architect.survey.idioms.guard_roles import role_of
from backend_architect.survey.idioms.ruby.aside import is_aside

_BEFORE = ("before_action", "before_filter", "prepend_before_action")
_CHECKS = ("authentication", "authorization", "rate-limit", "csrf")
_ASKS = re.compile(r"(?<![\w.])(authorize!?|policy_scope)[\s(]")
_CALLED = re.compile(r"(?<![\w.:])([a-z_]+!?)(?=[\s(}])")
_HIDDEN = ("private", "protected")


@detector(
    language="ruby",
    anchors=("before_action", "before_filter", "authorize"),
    query="(class) @class",
)
def rails_guards(match: Match) -> Iterator[Fact]:
    """What each action of one controller demands."""
    node = match.nodes("class")[0]
    around, own = class_of(node), own_name(node)
    if is_aside(match.source.path) or not own.endswith("Controller"):
        return
    name = f"{around}.{own}" if around else own
    body = statements(field_of(node, "body"))
    actions = dict(_actions(body))
    for statement in body:
        for guard, given in _asked(statement):
            only, without = texts(given.named.get("only")), texts(given.named.get("except"))
            for action in actions:
                if action not in without and (not only or action in only):
                    yield Demanded(
                        lines=node_lines(statement), scope=f"{name}.{action}", guard=guard
                    )
    for action, method in actions.items():
        for word in dict.fromkeys(_ASKS.findall(node_text(method))):
            guard = Guard(name=word, role="authorization")
            yield Demanded(lines=node_lines(method), scope=f"{name}.{action}", guard=guard)


def _actions(body: list[Node]) -> Iterator[tuple[str, Node]]:
    """The public methods of a controller."""
    for statement in body:
        if statement.type == "identifier" and node_text(statement) in _HIDDEN:
            return
        if statement.type == "method":
            yield own_name(statement), statement


def _asked(statement: Node) -> Iterator[tuple[Guard, Given]]:
    """The guards of one statement, with what limits them."""
    word, given = method_of(statement), given_to(statement)
    if word in ("load_and_authorize_resource", "authorize_resource"):
        yield Guard(name=word, role="authorization"), given
    elif word in _BEFORE:
        for name in _names(given):
            role = role_of(name)
            if role in _CHECKS:
                yield Guard(name=name, role=role), given


def _names(given: Given) -> Iterator[str]:
    for value in given.values:
        text = literal(value) or dotted(value)
        if text:
            yield text
        elif value.type == "lambda":
            yield from _CALLED.findall(node_text(value))
    if given.block is not None:
        yield from _CALLED.findall(node_text(given.block))
