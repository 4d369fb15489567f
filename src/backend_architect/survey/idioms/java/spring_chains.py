"""Spring Security's configuration as chains and lambdas: what is called on what, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Guard, Literally
from backend_architect.survey.grammars.java.text import call_arguments, expression
from backend_architect.survey.idioms.java.constants import text_in_file

#: What makes a rule's paths.
MATCHERS = frozenset(
    ("requestMatchers", "antMatchers", "mvcMatchers", "regexMatchers", "pathMatchers",
     "securityMatcher", "securityMatchers", "antMatcher")
)  # fmt: skip
_AUTHENTICATED = frozenset(("authenticated", "fullyAuthenticated", "rememberMe"))
_AUTHORIZED = frozenset(
    ("hasRole", "hasAnyRole", "hasAuthority", "hasAnyAuthority", "hasScope", "denyAll", "access",
     "hasIpAddress", "hasAllRoles", "hasAllAuthorities")
)  # fmt: skip
OUTCOMES = _AUTHENTICATED | _AUTHORIZED | {"permitAll", "anonymous"}
_METHODS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"))
_PLAIN = re.compile(r"[\w:.-]{1,40}\Z")


class Rule(NamedTuple):
    """One rule: for which paths and methods, and what it demands (nothing lets all in)."""

    patterns: tuple[str, ...]
    methods: tuple[str, ...]
    guards: tuple[Guard, ...]
    lines: tuple[int, int]
    known: bool


def name_of(call: Node) -> str:
    """The method a call calls."""
    name = call.child_by_field_name("name")
    return node_text(name) if name is not None else ""


def rule_of(outcome: Node) -> Rule | None:
    """The rule that ends with this call: `requestMatchers("/x/**").hasRole("ADMIN")`."""
    on = outcome.child_by_field_name("object")
    if on is None or on.type != "method_invocation":
        return None
    matcher = name_of(on)
    guards = guards_of(outcome)
    name = outcome.child_by_field_name("name") or outcome
    lines = _line(on.child_by_field_name("name") or on), outcome.end_point.row + 1
    span = (min(lines[0], _line(name)), max(lines))
    if matcher in ("anyRequest", "anyExchange"):
        return Rule(("/**",), (), guards, span, known=True)
    if matcher not in MATCHERS:
        return None
    patterns, methods, known = paths_in(call_arguments(on))
    if not patterns and known and methods:
        patterns = ("/**",)
    return Rule(patterns, methods, guards, span, known)


def _line(node: Node) -> int:
    return node.start_point.row + 1


def paths_in(arguments: list[Node]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The literal patterns and the methods among a matcher's arguments, and whether that is all."""
    patterns: list[str] = []
    methods: list[str] = []
    known = True
    for node in arguments:
        text = text_in_file(node)
        word = node_text(node).rpartition(".")[2]
        if text is not None and text in _METHODS:
            methods.append(text)
        elif text is not None:
            patterns.append(text)
        elif word in _METHODS:
            methods.append(word)
        elif node.type in ("method_invocation", "object_creation_expression"):
            inner = paths_in(call_arguments(node))
            patterns.extend(inner[0])
            methods.extend(inner[1])
            known = known and inner[2] and bool(inner[0] or inner[1])
        else:
            known = False
    return tuple(patterns), tuple(methods), known


def guards_of(outcome: Node) -> tuple[Guard, ...]:
    """What the end of a rule demands; who must have a role must have said who he is, too."""
    name = name_of(outcome)
    if name in ("permitAll", "anonymous"):
        return ()
    known = Guard(name="authenticated", role="authentication")
    if name in _AUTHENTICATED:
        return (known if name == "authenticated" else Guard(name=name, role="authentication"),)
    said = [expression(node) for node in call_arguments(outcome)]
    words = [s.text for s in said if isinstance(s, Literally) and _PLAIN.match(s.text)]
    demand = Guard(name=" ".join([name, *words[:4]]), role="authorization")
    return (demand,) if name in ("denyAll", "hasIpAddress") else (known, demand)


def names_called(root: Node, names: frozenset[str]) -> Iterator[Node]:
    """The calls of these methods below a node, in the order of the source."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "method_invocation" and name_of(node) in names:
            yield node
        waiting.extend(reversed(node.named_children))
