"""Protocol buffers' interface files: services, their methods, and the HTTP mapping of each.

A small reader of its own: marks of the text, without comments; what stands in no service is passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_MARK = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_][\w.]*|[^\s\w]|\d[\w.]*",
    re.DOTALL,
)
#: The keys of `google.api.HttpRule` that say a method with a path.
_VERBS = ("get", "put", "post", "delete", "patch")
_TEMPLATE = re.compile(r"\{([\w.]+)(?:=([^{}]*))?\}")


class Binding(NamedTuple):
    """A method and path that a method of a service answers over HTTP."""

    method: str
    path: str
    line: int


class Rpc(NamedTuple):
    """A method of a service; the service is named with its package."""

    service: str
    name: str
    request: str
    response: str
    streams: bool
    lines: tuple[int, int]
    bindings: tuple[Binding, ...]


class _Mark(NamedTuple):
    text: str
    line: int


def rpcs(text: str) -> Iterator[Rpc]:
    """The methods of all services of a file, in order."""
    marks = list(_marks(text))
    package = next((b.text for a, b in pairwise(marks) if a[0] == "package"), "")
    place = 0
    while place + 2 < len(marks):
        if marks[place].text == "service" and marks[place + 2].text == "{":
            name = f"{package}.{marks[place + 1].text}".lstrip(".")
            end = _end(marks, place + 2)
            yield from _methods(name, marks[place + 3 : end])
            place = end
        place += 1


def _marks(text: str) -> Iterator[_Mark]:
    line, place = 1, 0
    for found in _MARK.finditer(text):
        line += text.count("\n", place, found.start())
        place = found.start()
        if not found[0].startswith(("//", "/*")):
            yield _Mark(found[0], line)


def _end(marks: list[_Mark], start: int) -> int:
    """Where the block that opens at `start` ends."""
    depth = 0
    for place in range(start, len(marks)):
        depth += {"{": 1, "}": -1}.get(marks[place].text, 0)
        if not depth:
            return place
    return len(marks)


def _methods(service: str, marks: list[_Mark]) -> Iterator[Rpc]:
    starts = [n for n, mark in enumerate(marks) if mark.text == "rpc" and _opens(marks, n)]
    for start, end in pairwise((*starts, len(marks))):
        body = marks[start:end]
        words = [mark.text for mark in body[:14] if mark.text not in "().,;{"]
        types = [word for word in words[2:] if word not in ("stream", "returns")]
        yield Rpc(
            service=service,
            name=words[1],
            request=next(iter(types), ""),
            response=next(iter(types[1:]), ""),
            streams="stream" in words,
            lines=(body[0].line, body[-1].line),
            bindings=tuple(_bindings(body)),
        )


def _opens(marks: list[_Mark], place: int) -> bool:
    return place + 2 < len(marks) and marks[place + 2].text == "("


def _bindings(marks: list[_Mark]) -> Iterator[Binding]:
    """The HTTP rules of a method: `get: "/path"`, or `custom: {kind: "HEAD" path: "/path"}`."""
    if not any(mark.text == "google.api.http" for mark in marks):
        return
    kind = ""
    for key, sign, value in zip(marks, marks[1:], marks[2:], strict=False):
        if sign.text not in (":", "=") or value.text[:1] not in ('"', "'"):
            continue
        said, word = value.text[1:-1], key.text.rpartition(".")[2]
        if word in _VERBS and said.startswith("/"):
            yield Binding(word.upper(), plain_path(said), key.line)
        elif word == "kind":
            kind = said
        elif word == "path" and kind and said.startswith("/"):
            method = "ANY" if kind == "*" else kind.upper()
            yield Binding(method, plain_path(said), key.line)


def plain_path(path: str) -> str:
    """A path with plain parameters: `/v1/{name=users/*}` is `/v1/users/{user}`, after the rule of
    resource names; a parameter without a pattern keeps its name."""
    return _TEMPLATE.sub(_parameter, path)


def _parameter(found: re.Match[str]) -> str:
    name, pattern = found[1], found[2]
    if not pattern or pattern in ("*", "**"):
        return f"{{{name}}}"
    segments, before = [], ""
    for segment in pattern.split("/"):
        wild = segment in ("*", "**")
        segments.append(f"{{{_single(before) or name}}}" if wild else segment)
        before = segment
    return "/".join(segments)


def _single(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word.strip("*")
