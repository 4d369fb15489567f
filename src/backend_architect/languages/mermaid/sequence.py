"""Sequence diagrams: participants, messages, and the fragments around them."""

from __future__ import annotations

import re
from collections.abc import Sequence as Lines
from typing import cast

from backend_architect.languages.mermaid.diagrams import (
    Branch,
    Fragment,
    FragmentKind,
    Message,
    MessageKind,
    Participant,
    Sequence,
)
from backend_architect.languages.mermaid.lines import Line, Refused
from backend_architect.languages.mermaid.names import unescaped

_ID = r"[A-Za-z_][A-Za-z0-9_]*"
_PARTICIPANT = re.compile(
    rf"(?P<kind>participant|actor)\s+(?P<id>{_ID})(?:\s+as\s+(?P<label>\S.*))?\Z"
)
_MESSAGE = re.compile(
    rf"(?P<source>{_ID})\s*(?P<arrow>-->>|->>|--\)|-\)|-->|->|--x|-x)\s*[+-]?\s*(?P<target>{_ID})"
    r"\s*:\s?(?P<text>.*)\Z"
)
_OPENING = re.compile(r"(?P<kind>alt|opt|loop|par|critical|break)\b\s*(?P<label>.*)\Z")
_NEXT = re.compile(r"(?P<kind>else|and|option)\b\s*(?P<label>.*)\Z")
_BELONGS = {"else": "alt", "and": "par", "option": "critical"}
_PASSED_OVER = re.compile(
    rf"autonumber|(?:de)?activate\s+{_ID}"
    rf"|[Nn]ote\s+(?:(?:left|right)\s+of\s+{_ID}|over\s+{_ID}(?:\s*,\s*{_ID})?)\s*:.*"
)
_KINDS: dict[str, MessageKind] = {"-->>": "reply", "-->": "reply", "-)": "async", "--)": "async"}
_RESERVED = frozenset({"end", "alt", "opt", "loop", "par", "else", "and", "note", "actor"})
Steps = list[Message | Fragment]


class _Open:
    """A fragment that is being read."""

    def __init__(self, kind: str, label: str, line: int) -> None:
        self.kind = kind
        self.line = line
        self.branches: list[tuple[str, Steps]] = [(label, [])]

    def closed(self) -> Fragment:
        branches = (Branch(label=label, steps=tuple(steps)) for label, steps in self.branches)
        return Fragment(kind=cast("FragmentKind", self.kind), branches=tuple(branches))


def read_sequence(lines: Lines[Line]) -> Sequence:
    """The diagram below its header. Raises `Refused`."""
    reader = _Reader()
    for line in lines:
        if ";" in re.sub(r"#\w+;", "", line.text):
            raise Refused(line.number, "Several statements on a line are not read here.")
        reader.line(line)
    if reader.open:
        raise Refused(reader.open[-1].line, "A fragment is not closed.")
    return Sequence(participants=tuple(reader.participants.values()), steps=tuple(reader.steps))


class _Reader:
    def __init__(self) -> None:
        self.participants: dict[str, Participant] = {}
        self.steps: Steps = []
        self.open: list[_Open] = []

    def line(self, line: Line) -> None:
        if match := _PARTICIPANT.match(line.text):
            self._participant(match, line)
        elif line.text == "end":
            self._close(line)
        elif match := _MESSAGE.match(line.text):
            self._message(match, line)
        elif match := _OPENING.match(line.text):
            self.open.append(_Open(match["kind"], unescaped(match["label"]), line.number))
        elif match := _NEXT.match(line.text):
            self._branch(match, line)
        elif not _PASSED_OVER.fullmatch(line.text):
            raise Refused(line.number, "Neither a participant nor a message.")

    def _participant(self, match: re.Match[str], line: Line) -> None:
        id = match["id"]
        if id in _RESERVED:
            raise Refused(line.number, "A participant has the name of a keyword.")
        label = unescaped(match["label"] or id).strip()
        self.participants[id] = Participant(id=id, label=label, actor=match["kind"] == "actor")

    def _message(self, match: re.Match[str], line: Line) -> None:
        for id in (match["source"], match["target"]):
            if id in _RESERVED:
                raise Refused(line.number, "A participant has the name of a keyword.")
            self.participants.setdefault(id, Participant(id=id, label=id))
        message = Message(
            source=match["source"],
            target=match["target"],
            text=unescaped(match["text"].strip()),
            kind=_KINDS.get(match["arrow"], "call"),
        )
        self._here().append(message)

    def _here(self) -> Steps:
        return self.open[-1].branches[-1][1] if self.open else self.steps

    def _branch(self, match: re.Match[str], line: Line) -> None:
        if not self.open or self.open[-1].kind != _BELONGS[match["kind"]]:
            raise Refused(line.number, f"'{match['kind']}' belongs to no fragment here.")
        self.open[-1].branches.append((unescaped(match["label"]), []))

    def _close(self, line: Line) -> None:
        if not self.open:
            raise Refused(line.number, "An 'end' closes nothing.")
        fragment = self.open.pop().closed()
        self._here().append(fragment)
