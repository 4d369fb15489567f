"""Addresses that Kotlin programs write down: services they call, stores they open.

Recognises: texts that begin with a scheme (`http://orders`, `amqp://`, `mongodb://` ...), with
parts put in where they are known. They count if what they name is part of the system; who logs in
is cut off.
Versions seen: all.
Not recognised: addresses put together without a text that has the scheme.
Documentation: https://www.rfc-editor.org/rfc/rfc3986
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.outgoing import SCHEMES, addresses


@detector(language="kotlin", anchors=SCHEMES, query="(string_literal) @text")
def kotlin_addresses(match: Match) -> Iterator[Fact]:
    """One tie for each address."""
    yield from addresses(match)
