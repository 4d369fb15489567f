"""Addresses that Go programs write down: services they call, stores they open.

Recognises: texts that begin with a scheme (`http://orders`), and variables of the environment that
are asked for with a default by a helper (`getEnv("CART_HOST", "cart")`). They count if what they
name is part of the system; who logs in is cut off.
Versions seen: all.
Not recognised: addresses put together without a text that has the scheme.
Documentation: https://pkg.go.dev/os#Getenv
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.go.text import text_of
from backend_architect.survey.idioms.outgoing import (
    SCHEMES,
    addresses,
    variable_with_default,
)


@detector(
    language="go",
    anchors=(*SCHEMES, "nv(", "NV(", "EnvOr", "EnvWith", "Default("),
    query="""
    [(interpreted_string_literal) (raw_string_literal)] @text
    (call_expression function: (_) @_reader
      arguments: (argument_list . (interpreted_string_literal) @name
        . (interpreted_string_literal) @default .)
      (#match? @_reader "([eE]nv|ENV|Env(Or|With)?Default|EnvOr)$")) @read
    """,
)
def go_addresses(match: Match) -> Iterator[Fact]:
    """One tie for each address, and for each variable with a default."""
    read, name, default = match.node("read"), match.node("name"), match.node("default")
    if read is None or name is None or default is None:
        yield from addresses(match)
        return
    yield from variable_with_default(
        text_of(name), text_of(default), node_lines(read), match.scope("read")
    )
