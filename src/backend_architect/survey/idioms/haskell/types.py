"""Types of Haskell, as far as routes are written in them: operators, applications, names, texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "name", "apply", "path", "choice", "other"]

#: Parentheses inside parentheses that are read.
DEEPEST = 60

_TOKEN = re.compile(
    r"""\s+ | (?P<text>"(?:\\.|[^"\\])*") | (?P<op>:<\|>|:>|:-|:<>) | (?P<open>'?[(\[{])
      | (?P<close>[)\]}]) | (?P<name>'?[A-Za-z_][\w'.]*) | (?P<number>\d+) | (?P<rest>[^\s])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Type:
    """A type. A path `a :> b :> c` and a choice `a :<|> b` hold their parts, an application its
    function and arguments. `at` is the offset it begins at."""

    kind: Kind
    at: int
    text: str = ""
    parts: tuple[Type, ...] = ()

    @property
    def head(self) -> str:
        """The name of a type or of the function of an application, without its module."""
        if self.kind == "apply" and self.parts:
            return self.parts[0].head
        return self.text.lstrip("'").rpartition(".")[2] if self.kind == "name" else ""


class _Reader:
    """Reads one type; what it does not know it passes over."""

    def __init__(self, text: str, start: int) -> None:
        self._tokens = [m for m in _TOKEN.finditer(text, start) if m.lastgroup is not None]
        self._next = 0
        self._depth = 0

    def _peek(self) -> re.Match[str] | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _is(self, *texts: str) -> bool:
        token = self._peek()
        return token is not None and token.group() in texts

    def choice(self) -> Type:
        """`a :<|> b`, which binds more loosely than `:>`."""
        first = self.path()
        parts = [first]
        while self._is(":<|>", ":<>"):
            self._next += 1
            parts.append(self.path())
        return first if len(parts) == 1 else Type("choice", first.at, parts=tuple(parts))

    def path(self) -> Type:
        """`a :> b`; `mode :- a` is `a`."""
        first = self.application()
        parts = [first]
        while self._is(":>", ":-"):
            if self._is(":-"):
                parts.clear()
            self._next += 1
            parts.append(self.application())
        return parts[0] if len(parts) == 1 else Type("path", parts[0].at, parts=tuple(parts))

    def application(self) -> Type:
        """A function with its arguments, or one type."""
        parts: list[Type] = []
        while (token := self._peek()) is not None:
            if token.lastgroup in ("op", "close") or token.group() == ",":
                break
            parts.append(self._one(token))
        if not parts:
            return Type("other", token.start() if token is not None else 0)
        return parts[0] if len(parts) == 1 else Type("apply", parts[0].at, parts=tuple(parts))

    def _one(self, token: re.Match[str]) -> Type:
        self._next += 1
        if token.lastgroup == "text":
            return Type("text", token.start(), token.group()[1:-1])
        if token.lastgroup == "name":
            return Type("name", token.start(), token.group())
        if token.lastgroup == "open":
            return self._inside(token)
        return Type("other", token.start(), token.group())

    def _inside(self, token: re.Match[str]) -> Type:
        """What stands in parentheses; a list or tuple is passed over."""
        self._depth += 1
        found = self.choice() if self._depth < DEEPEST else Type("other", token.start())
        plain = token.group() == "("
        while (inner := self._peek()) is not None and inner.lastgroup != "close":
            plain = False
            self._next += 1
            if inner.lastgroup == "open":
                self._inside(inner)
        self._next += 1
        self._depth -= 1
        return found if plain else Type("other", token.start())


def read_type(text: str, start: int = 0) -> Type:
    """The type that begins at an offset."""
    return _Reader(text, start).choice()
