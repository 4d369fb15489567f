"""Settings that a program of Node reads from its environment, by name only.

Recognises: `process.env.NAME`, `process.env["NAME"]`, `const { NAME } = process.env`, NestJS's
`configService.get("NAME")` and `getOrThrow` with a name in capitals.
Versions seen: all.
Not recognised: names made when the program runs.
Documentation: https://nodejs.org/api/process.html#processenv
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.javascript.nodes import string

_NAME = re.compile(r"[A-Z][A-Z0-9_]*\Z")


@detector(
    language="javascript",
    anchors=("process.env", "onfigService.get", "onfig.get"),
    query="""
    (member_expression
      object: (member_expression
        object: (identifier) @_process property: (property_identifier) @_env)
      property: (property_identifier) @name
      (#eq? @_process "process") (#eq? @_env "env"))
    (subscript_expression
      object: (member_expression
        object: (identifier) @_process property: (property_identifier) @_env)
      index: (string) @text
      (#eq? @_process "process") (#eq? @_env "env"))
    (variable_declarator
      name: (object_pattern [
        (shorthand_property_identifier_pattern) @name
        (pair_pattern key: (property_identifier) @name)
        (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)])
      value: (member_expression
        object: (identifier) @_process property: (property_identifier) @_env)
      (#eq? @_process "process") (#eq? @_env "env"))
    (call_expression
      function: (member_expression property: (property_identifier) @_get)
      arguments: (arguments . (string) @asked)
      (#any-of? @_get "get" "getOrThrow")) @call
    """,
)  # fmt: skip
def process_env(match: Match) -> Iterator[Fact]:
    """One setting for each place a name is read."""
    node = match.node("name") or match.node("text") or match.node("asked")
    if node is None:
        return
    name = string(node) or node_text(node)
    call = match.node("call")
    if call is not None and not re.match(r"[\w.]*[cC]onfig(?:Service)?\s*\.get", node_text(call)):
        return
    if _NAME.match(name):
        yield SettingFact(lines=node_lines(node), scope=match.scope(_captured(match)), name=name)


def _captured(match: Match) -> str:
    return next(each for each in ("name", "text", "asked") if match.node(each) is not None)
