"""Clojure's forms, read as EDN is: lists, vectors, maps, sets, strings, keywords, symbols, atoms.

There is no grammar of Clojure among the wheels, and none is needed: its syntax is that of its data
(https://clojure.org/reference/reader). Metadata, quotes, discarded forms and comments are passed
over; of a reader conditional the branch for Clojure is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "list", "vector", "map", "set", "string", "keyword", "symbol", "atom", "function"
]

#: Forms inside forms that are read; a file that nests deeper is no program.
DEEPEST = 200

_TOKEN = re.compile(
    r"""
    [\s,]+ | ;[^\n]* | \#![^\n]*              # blanks and comments
  | (?P<string>"(?:\\.|[^"\\])*")
  | (?P<regex>\#"(?:\\.|[^"\\])*")
  | (?P<open>\#\(|\#\{|\#\?@?\(|[(\[{])
  | (?P<close>[)\]}])
  | (?P<discard>\#_)
  | (?P<prefix>\#'|\#\^|\^|~@|[`'~@]|\#:{1,2}[\w.-]*(?=\{))
  | (?P<char>\\(?:newline|space|tab|return|backspace|formfeed|u[0-9A-Fa-f]{4}|.))
  | (?P<word>[^\s,()\[\]{}"';@^`~]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: dict[str, Kind] = {
    "(": "list", "[": "vector", "{": "map", "#{": "set", "#(": "function", "#?(": "list",
    "#?@(": "list",
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Form:
    """One form. `text` is a string's value, a keyword or symbol as written; `inner` are the forms
    in a collection. Lines count from 1."""

    kind: Kind
    lines: tuple[int, int]
    text: str = ""
    inner: tuple[Form, ...] = ()

    @property
    def head(self) -> str:
        """The symbol a list begins with, or ""."""
        first = self.inner[0] if self.kind == "list" and self.inner else None
        return first.text if first is not None and first.kind == "symbol" else ""

    @property
    def name(self) -> str:
        """The head without its namespace: "GET" of `(compojure/GET ...)`."""
        return self.head.rpartition("/")[2] or self.head

    def pairs(self) -> Iterator[tuple[Form, Form]]:
        """The entries of a map, or of keywords and values in a list."""
        return zip(self.inner[::2], self.inner[1::2], strict=False)

    def get(self, key: str) -> Form | None:
        """The value of a keyword in a map, or None."""
        return next((value for each, value in self.pairs() if each.text == key), None)

    def walk(self) -> Iterator[Form]:
        """This form and all forms in it, in the order of the source."""
        yield self
        for each in self.inner:
            yield from each.walk()


@dataclass
class _Open:
    """A collection that is still being read."""

    opening: str
    line: int
    inner: list[Form]
    discards: int = 0
    skips: int = 0


def read(text: str) -> tuple[Form, ...]:
    """The top-level forms of a file. What is not closed ends with the file."""
    stack = [_Open("", 1, [])]
    line = 1
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        at = token.end() if token is not None else at + 1
        if token is None:
            continue
        first, line = line, line + token.group().count("\n")
        _take(stack, token, (first, line))
    while len(stack) > 1:
        _close(stack, line)
    return tuple(stack[0].inner)


def _take(stack: list[_Open], token: re.Match[str], lines: tuple[int, int]) -> None:
    kind, written = token.lastgroup, token.group()
    if kind == "open":
        stack.append(_Open(written, lines[0], []))
    elif kind == "close":
        if len(stack) > 1:
            _close(stack, lines[1])
    elif kind == "discard":
        stack[-1].discards += 1
    elif kind == "prefix":
        stack[-1].skips += written in ("^", "#^")
    elif kind is not None:
        _add(stack[-1], _atom(kind, written, lines))


def _close(stack: list[_Open], last: int) -> None:
    done = stack.pop()
    inner = tuple(done.inner) if len(stack) <= DEEPEST else ()
    form = Form(_KINDS.get(done.opening, "list"), (done.line, last), "", inner)
    for each in _chosen(form) if done.opening.startswith("#?") else (form,):
        _add(stack[-1], each)


def _chosen(conditional: Form) -> tuple[Form, ...]:
    """`#?(:clj a :cljs b)` is `a`."""
    return tuple(value for key, value in conditional.pairs() if key.text in (":clj", ":default"))[
        :1
    ]


def _add(open_: _Open, form: Form) -> None:
    if open_.discards:
        open_.discards -= 1
    elif open_.skips:
        open_.skips -= 1  # metadata stands before the form it is about
    else:
        open_.inner.append(form)


def _atom(kind: str, written: str, lines: tuple[int, int]) -> Form:
    if kind == "string":
        return Form("string", lines, _ESCAPE.sub(_unescape, written[1:-1]))
    if kind == "word" and written.startswith(":"):
        return Form("keyword", lines, written)
    if kind != "word" or _NUMBER.match(written) or written in ("true", "false", "nil"):
        return Form("atom", lines, written)
    return Form("symbol", lines, written)


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group(1), match.group(1))
