"""Addresses that programs of Node write down: services they call, stores they open.

Recognises: texts that begin with a scheme (`http://orders`, template strings too), and variables of
the environment with a default (`process.env.CART_HOST || "cart"`, with `??` too). They count if
what they name is part of the system; who logs in is cut off.
Versions seen: all.
Not recognised: addresses put together without a text that has the scheme.
Documentation: https://nodejs.org/api/process.html#processenv
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.javascript.nodes import string
from backend_architect.survey.idioms.outgoing import (
    SCHEMES,
    names_scheme,
    variable_with_default,
    written_address,
)


@detector(
    language="javascript",
    anchors=(*SCHEMES, "process.env"),
    query="""
    [(string) (template_string)] @text
    (binary_expression
      left: (member_expression
        object: (member_expression) @_environment property: (property_identifier) @name)
      right: (string) @default
      (#eq? @_environment "process.env")) @read
    """,
)
def javascript_addresses(match: Match) -> Iterator[Fact]:
    """One tie for each address, and for each variable with a default."""
    default = match.node("default")
    if default is None:
        yield from _written(match)
        return
    read = match.nodes("read")[0]
    value = string(default) or ""
    yield from variable_with_default(
        match.text("name"), value, node_lines(read), match.scope("read")
    )


def _written(match: Match) -> Iterator[Fact]:
    """A text with what is added to it: `"http://" + location.hostname + ":8080"`."""
    if not names_scheme(match):
        return
    text = match.nodes("text")[0]
    above = text.parent
    if above is not None and above.type == "binary_expression" and above.children[0] == text:
        while above.parent is not None and above.parent.type == "binary_expression":
            above = above.parent
    else:
        above = text
    grammar = match.source.grammar
    if grammar is not None:
        yield from written_address(grammar.expression(above), node_lines(text), match.scope("text"))
