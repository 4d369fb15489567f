"""The words of an SQL text, and where one statement ends and the next begins.

Follows "Lexical Structure" of the PostgreSQL manual (nested block comments, dollar quotes, escape
strings), what psql adds (backslash commands, data after COPY ... FROM stdin), and the differences
of MySQL (backticks, `#` comments, backslash escapes, DELIMITER) and SQLite (bracketed names, dot
commands). Nothing here fails: an unclosed string or comment reaches to the end of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

Dialect: TypeAlias = Literal["postgres", "mysql", "sqlite"]
Section: TypeAlias = Literal["up", "down"]
TokenKind: TypeAlias = Literal["word", "quoted", "string", "number", "symbol", "meta"]


class Token(NamedTuple):
    """A word of SQL; `start` and `end` are offsets into the text. `upper` is for keywords only:
    a quoted name never equals a keyword."""

    kind: TokenKind
    text: str
    start: int
    end: int
    upper: str


class Piece(NamedTuple):
    """The tokens of one statement, without comments and without the semicolon."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    section: Section


_WORD = r"(?:[^\W\d]|\$\{[^}\s]*\})(?:[\w$]|\{[^}\s]*\})*"
_SHARED = r"""
  (?P<space>\s+)
| (?P<comment>--[^\n]*)
| (?P<block>/\*)
"""
_STANDARD = rf"""{_SHARED}
| (?P<dollar>\$(?:[^\W\d]\w*)?\$)
| (?P<escaped>[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*(?:'|\Z))
| (?P<string>(?:[bBxXnN]|[uU]&)?'[^']*(?:''[^']*)*(?:'|\Z))
| (?P<quoted>(?:[uU]&)?"[^"]*(?:""[^"]*)*(?:"|\Z)|`[^`]*(?:``[^`]*)*(?:`|\Z))
"""
_BRACKETS = r"| (?P<bracketed>\[[^\]]*(?:\]|\Z))"
_MYSQL = rf"""{_SHARED}
| (?P<hash>\#[^\n]*)
| (?P<string>[bBxXnN]?'[^'\\]*(?:(?:\\.|'')[^'\\]*)*(?:'|\Z)
            |"[^"\\]*(?:(?:\\.|"")[^"\\]*)*(?:"|\Z))
| (?P<quoted>`[^`]*(?:``[^`]*)*(?:`|\Z))
"""
_REST = rf"""
| (?P<word>{_WORD})
| (?P<number>\$\d+|\d[\w.]*)
| (?P<meta>\\[^\n]*)
| (?P<symbol>::|:=|.)
"""
_FLAGS = re.VERBOSE | re.DOTALL
_PATTERNS: dict[Dialect, re.Pattern[str]] = {
    "postgres": re.compile(_STANDARD + _REST, _FLAGS),
    "sqlite": re.compile(_STANDARD + _BRACKETS + _REST, _FLAGS),
    "mysql": re.compile(_MYSQL + _REST, _FLAGS),
}
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_KINDS: dict[str, TokenKind] = {
    "escaped": "string", "string": "string", "quoted": "quoted", "bracketed": "quoted",
    "word": "word", "number": "number", "meta": "meta", "symbol": "symbol",
}  # fmt: skip

#: How migration tools divide one file: goose, sql-migrate, dbmate, node-pg-migrate, rambler.
_DIRECTIVE = re.compile(
    r"--+\s*(?:(?:\+\w+\s+|migrate:|rambler\s+|@)(?P<tool>up|down)\b"
    r"|(?P<plain>up|down)(?:\s+migration)?\s*[-=]*\s*$|(?P<undo>//\s*@UNDO))",
    re.IGNORECASE,
)
_SQLITE_SIGNS = frozenset({"AUTOINCREMENT", "ROWID", "PRAGMA"})
_MYSQL_SIGNS = frozenset({"AUTO_INCREMENT", "ENGINE", "UNSIGNED", "DELIMITER", "TINYINT"})
_SIGN = re.compile("`|/\\*!|" + "|".join(sorted(_SQLITE_SIGNS | _MYSQL_SIGNS)), re.IGNORECASE)
_BODIES = frozenset({"TRIGGER", "FUNCTION", "PROCEDURE", "EVENT"})
_LOOPS = frozenset({"IF", "LOOP", "WHILE", "REPEAT", "FOR"})


def dialect_of(text: str) -> Dialect:
    """Whose SQL it is, by words only that dialect uses, outside comments and strings; PostgreSQL's
    where there is none."""
    if not _SIGN.search(text):
        return "postgres"
    found = tokens(text)
    words = {token.upper for token in found}
    if words & _SQLITE_SIGNS:
        return "sqlite"
    quoted = any(token.kind == "quoted" and token.text[0] == "`" for token in found)
    return "mysql" if quoted or words & _MYSQL_SIGNS or "/*!" in text else "postgres"


class LineIndex:
    """From offsets to lines counted from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [match.end() for match in re.finditer(r"\n", text)]

    def line_of(self, offset: int) -> int:
        """The line that `offset` is on."""
        return bisect_right(self._starts, offset) + 1


class Scanner:
    """Gives one token after the other; `position` may be moved by whoever knows better."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.position = 0
        self.section: Section = "up"
        self._match = _PATTERNS[dialect].match
        self._nests = dialect == "postgres"

    def __iter__(self) -> Iterator[Token]:
        """The tokens from `position` on; comments are passed over, but directives are heeded."""
        while self.position < len(self.text):
            match = self._match(self.text, self.position)
            if match is None:
                return
            start, self.position = self.position, match.end()
            group = str(match.lastgroup)
            if group in _KINDS:
                text = match.group()
                yield Token(_KINDS[group], text, start, match.end(), _keyword(group, text))
            elif group == "block":
                self._skip_block()
            elif group == "comment":
                self._heed(match.group())
            elif group == "dollar":
                yield self._dollar_quoted(start, match.group())

    def _skip_block(self) -> None:
        depth = 1
        while depth:
            edge = _COMMENT_EDGE.search(self.text, self.position)
            if edge is None:
                self.position = len(self.text)
                return
            self.position = edge.end()
            if edge.group() == "*/":
                depth -= 1
            elif self._nests:
                depth += 1

    def _heed(self, comment: str) -> None:
        if match := _DIRECTIVE.match(comment):
            named = (match["tool"] or match["plain"] or "down").lower()
            self.section = "down" if named == "down" else "up"

    def _dollar_quoted(self, start: int, tag: str) -> Token:
        close = self.text.find(tag, self.position)
        self.position = len(self.text) if close < 0 else close + len(tag)
        return Token("string", self.text[start : self.position], start, self.position, "")

    def skip_line(self) -> str:
        """The rest of the line; the scanner goes on after it."""
        start = self.position
        end = self.text.find("\n", start)
        self.position = len(self.text) if end < 0 else end + 1
        return self.text[start : self.position].strip()

    def skip_data(self) -> None:
        r"""Pass the data of COPY ... FROM stdin, up to the line `\.`."""
        self.skip_line()
        close = re.compile(r"^\\\.[ \t\r]*$", re.MULTILINE).search(self.text, self.position)
        self.position = close.end() if close else len(self.text)


def _keyword(group: str, text: str) -> str:
    return text.upper() if group == "word" or group == "symbol" else ""


def tokens(text: str, dialect: Dialect = "postgres") -> tuple[Token, ...]:
    """All tokens of `text`."""
    return tuple(Scanner(text, dialect))


def split(text: str, dialect: Dialect = "postgres") -> tuple[Piece, ...]:
    """The statements of `text` in order; a psql or SQLite command is a piece of one token."""
    return tuple(_Splitter(text, dialect).pieces())


class _Splitter:
    def __init__(self, text: str, dialect: Dialect) -> None:
        self.scanner = Scanner(text, dialect)
        self.delimiter = ";"
        self.held: list[Token] = []
        self.depth = 0
        self.parentheses = 0

    def pieces(self) -> Iterator[Piece]:
        for token in self.scanner:
            if not self.held and self._is_command(token):
                yield self._command(token)
            elif token.kind == "meta" or self._ends(token):
                yield from self._close(token)
            else:
                self._hold(token)
        if self.held:
            yield from self._close(self.held[-1])

    def _is_command(self, token: Token) -> bool:
        if token.upper == "DELIMITER" or token.kind == "meta":
            return True
        if token.text not in (".", "GO"):
            return False
        line_start = self.scanner.text.rfind("\n", 0, token.start) + 1
        return not self.scanner.text[line_start : token.start].strip()

    def _command(self, token: Token) -> Piece:
        rest = "" if token.kind == "meta" else self.scanner.skip_line()
        if token.upper == "DELIMITER":
            self.delimiter = rest or ";"
        end = token.end
        text = self.scanner.text[token.start : end] + rest if token.text == "." else token.text
        meta = Token("meta", text, token.start, end, "")
        return Piece((meta,), token.start, end, self.scanner.section)

    def _ends(self, token: Token) -> bool:
        if self.depth or (self.parentheses and self._is_rule()):
            return False
        if not self.scanner.text.startswith(self.delimiter, token.start):
            return token.text == "GO" and self._alone(token)
        self.scanner.position = token.start + len(self.delimiter)
        return True

    def _alone(self, token: Token) -> bool:
        text = self.scanner.text
        line_start = text.rfind("\n", 0, token.start) + 1
        line_end = text.find("\n", token.end)
        return text[line_start : line_end if line_end >= 0 else len(text)].strip() == "GO"

    def _is_rule(self) -> bool:
        return any(token.upper == "RULE" for token in self.held[1:4])

    def _close(self, token: Token) -> Iterator[Piece]:
        held, self.held, self.depth, self.parentheses = self.held, [], 0, 0
        if not held:
            return
        end = max(held[-1].end, token.start + 1 if token.text == ";" else held[-1].end)
        yield Piece(tuple(held), held[0].start, end, self.scanner.section)
        words = [each.upper for each in held]
        if words[0] == "COPY" and "FROM" in words and "STDIN" in words:
            self.scanner.skip_data()

    def _hold(self, token: Token) -> None:
        self.held.append(token)
        if token.kind == "symbol":
            self.parentheses += {"(": 1, ")": -1}.get(token.text, 0)
        elif token.upper in ("BEGIN", "CASE", "END") and self._has_body():
            self._nest(token)

    def _has_body(self) -> bool:
        return self.held[0].upper == "CREATE" and any(
            token.upper in _BODIES for token in self.held[1:8]
        )

    def _nest(self, token: Token) -> None:
        before = self.held[-2].upper if len(self.held) > 1 else ""
        if token.upper == "END":
            following = re.compile(r"\s*([A-Za-z]*)").match(self.scanner.text, token.end)
            if following is None or following[1].upper() not in _LOOPS:
                self.depth = max(0, self.depth - 1)
        elif token.upper == "BEGIN" or (self.depth and before != "END"):
            self.depth += 1
