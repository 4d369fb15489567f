"""Routes as a file's own text says them, below whatever prefixes its blocks and variables have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.plain.text import Plain, Span, literal

#: What a program's routes are registered on where the file says them all.
APP = "app"

VERBS = {verb.lower(): verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD",
                                         "OPTIONS", "TRACE")}  # fmt: skip

_ASIDE = re.compile(
    r"(?:^|/)(?:t|test|tests|spec|spec_\w+|deps|vendor|third_party|thirdparty|local/lib|_build|build"
    r"|extlib|lua_modules|zig-cache|\.zig-cache|zig-pkg|node_modules|dub_packages|nimbledeps)/"
    r"|_test\.\w+\Z|_spec\.\w+\Z|\.test\.\w+\Z"
)


class Found(NamedTuple):
    """A route: where it stands, on which methods, at which whole path, who answers."""

    at: int
    methods: tuple[str, ...]
    path: str
    handler: str = ""


def is_aside(path: str) -> bool:
    """Whether a file of this path is a test, or a library's that lies in the repository."""
    return bool(_ASIDE.search(path))


def served(text: Plain, framework: str, routes: Iterable[Found]) -> Iterator[Fact]:
    """The routes of an application that the framework serves by itself, with it before them."""
    found = sorted(set(routes))
    for first in found[:1]:
        yield Router(lines=text.lines(first.at), name=APP, framework=framework, root=True)
    for each in found:
        yield Route(
            lines=text.lines(each.at), router=APP, methods=each.methods, framework=framework,
            path=Literally(text=each.path), handler=each.handler,
        )  # fmt: skip


class Block(NamedTuple):
    """A piece of the file all of whose routes stand below `prefix`."""

    span: Span
    prefix: str


def prefix_at(blocks: Iterable[Block], at: int) -> str:
    """The prefixes of the blocks around a place, the outermost first."""
    around = [each for each in blocks if each.span.start <= at < each.span.end]
    return "".join(f"/{each.prefix.strip('/')}" for each in sorted(around)).replace("//", "/")


def arguments(text: Plain, opening: int) -> list[str]:
    """What stands between brackets, by its commas, as written."""
    return [text.text(part) for part in text.parts(text.inside(opening))]


def said(arguments: list[str], number: int) -> str | None:
    """The text of an argument that is one string, or None."""
    return literal(arguments[number]) if number < len(arguments) else None
