"""Addresses that code of any language writes down, and variables that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match
from backend_architect.survey.facts import Expression, Fact, Joined, Literally, Tie
from backend_architect.survey.idioms.addresses import without_credentials
from backend_architect.survey.idioms.environment import is_telling
from backend_architect.survey.idioms.stores import BEGINNINGS, technology_of

_SERVICES = ("http://", "https://", "lb://", "grpc://", "ws://", "wss://", "tcp://")
#: Literals without one of which no file writes an address down. The quote belongs to them: an
#: address in the licence at the head of every file is none of a text.
SCHEMES = tuple(f"{quote}{word}" for quote in "\"'`" for word in (*_SERVICES, *BEGINNINGS))
_OPENS = re.compile(rb"[^\"'`]{0,4}[\"'`]+(?:%s)" % "|".join((*_SERVICES, *BEGINNINGS)).encode())
_SERVED = re.compile(r"(?:https?|lb|grpc|wss?|tcp)://[^/\s]", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+]*):", re.IGNORECASE)
_LONGEST = 300


def addresses(match: Match) -> Iterator[Fact]:
    """What the text that a query captured as `text` turns to."""
    if names_scheme(match):
        said, lines = match.expression("text"), match.lines("text")
        yield from written_address(said, lines, match.scope("text"))


def names_scheme(match: Match) -> bool:
    """Whether the captured `text` begins with a scheme: seen without reading what it says, for a
    file has thousands of texts."""
    node = match.node("text")
    return node is not None and _OPENS.match(node.text or b"") is not None


def written_address(said: Expression | None, lines: tuple[int, int], scope: str) -> Iterator[Fact]:
    """What a text turns to: a service or component of the system, or a store by its scheme."""
    start = _start(said)
    scheme = _SCHEME.match(start)
    if said is None or scheme is None or "://" not in start or "\n" in start:
        return
    technology = technology_of(scheme[1])
    if technology and technology != "sqlite":
        broker = technology in ("rabbitmq", "kafka", "nats")
        yield Tie(
            lines=lines, scope=scope, purpose="use" if broker else "store", target=_plain(said),
            technology=technology, optional=broker,
        )  # fmt: skip
    elif _SERVED.match(start) or start.lower() in ("http://", "https://"):
        yield Tie(lines=lines, scope=scope, purpose="use", target=_plain(said), optional=True)


def variable_with_default(
    name: str, default: str, lines: tuple[int, int], scope: str
) -> Iterator[Fact]:
    """What a variable of the environment turns to that holds a host or an address."""
    if default and is_telling(name, default):
        target = Literally(text=f"${{{name}:{without_credentials(default)}}}")
        yield Tie(lines=lines, scope=scope, purpose="use", target=target, optional=True)


def _start(said: Expression | None) -> str:
    if isinstance(said, Joined) and said.parts:
        return _start(said.parts[0])
    return said.text[:_LONGEST] if isinstance(said, Literally) else ""


def _plain(said: Expression) -> Expression:
    """The expression without who logs in."""
    if isinstance(said, Literally):
        return Literally(text=without_credentials(said.text[:_LONGEST]))
    return said
