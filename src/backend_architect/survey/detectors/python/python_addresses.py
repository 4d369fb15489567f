"""Addresses that Python programs write down: services they call, stores they open.

Recognises: texts that begin with a scheme (`http://orders`, f-strings too), and variables of the
environment with a default (`os.getenv("CART_HOST", "cart")`, `os.environ.get`). They count if what
they name is part of the system; who logs in is cut off.
Versions seen: all.
Not recognised: addresses put together without a text that has the scheme.
Documentation: https://docs.python.org/3/library/os.html#os.getenv
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.outgoing import (
    SCHEMES,
    addresses,
    variable_with_default,
)
from backend_architect.survey.idioms.python.calls import arguments, literal


@detector(
    language="python",
    anchors=(*SCHEMES, "environ", "getenv"),
    query="""
    (string) @text
    (call function: [(identifier) (attribute)] @_reader
      (#match? @_reader "^((os[.])?(environ[.]get|getenv)|env([.]str)?|config)$")) @read
    """,
)
def python_addresses(match: Match) -> Iterator[Fact]:
    """One tie for each address, and for each variable with a default."""
    read = match.node("read")
    if read is None:
        yield from addresses(match)
        return
    given = arguments(read)
    name, default = (literal(given.get("", at) or given.get("default")) for at in (0, 1))
    yield from variable_with_default(name, default, node_lines(read), match.scope("read"))
