"""A reading position in the tokens of one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from backend_architect.languages.postgresql.names import identifier
from backend_architect.languages.postgresql.operations import Lines, TableName
from backend_architect.languages.postgresql.tokens import Dialect, LineIndex, Token

_CLOSING = {"(": ")", "[": "]"}
_END = Token("symbol", "", 0, 0, "")


class NotUnderstood(Exception):
    """This reader's grammar ends here; becomes an `Unread` value, never leaves this language."""


class Cursor:
    """Reads forward. A keyword is an unquoted word, in any case."""

    def __init__(self, tokens: Sequence[Token], lines: LineIndex, dialect: Dialect) -> None:
        self.tokens = tokens
        self.index = 0
        self.dialect = dialect
        self._lines = lines

    # -- looking

    @property
    def token(self) -> Token:
        """The next token; an empty one at the end."""
        return self.tokens[self.index] if self.index < len(self.tokens) else _END

    def token_after(self, count: int) -> Token:
        """The token behind the next `count` ones; an empty one beyond the end."""
        index = self.index + count
        return self.tokens[index] if index < len(self.tokens) else _END

    @property
    def done(self) -> bool:
        """True behind the last token."""
        return self.index >= len(self.tokens)

    def ahead(self, *words: str) -> bool:
        """True if these keywords or symbols come next."""
        following = self.tokens[self.index : self.index + len(words)]
        return [token.upper for token in following] == list(words)

    def any_ahead(self, words: frozenset[str]) -> bool:
        """True if one of these keywords comes next."""
        return self.token.upper in words

    def lines(self, since: int) -> Lines:
        """From the token at index `since` to the one just read."""
        first = self.tokens[min(since, len(self.tokens) - 1)]
        last = self.tokens[max(since, self.index - 1)] if self.index else first
        return Lines(first=self._lines.line_of(first.start), last=self._lines.line_of(last.end - 1))

    @property
    def all_lines(self) -> Lines:
        """From the first token to the last. Raises `NotUnderstood` where there is none."""
        if not self.tokens:
            raise NotUnderstood("something is missing")
        first, last = self.tokens[0], self.tokens[-1]
        return Lines(first=self._lines.line_of(first.start), last=self._lines.line_of(last.end - 1))

    def line_of(self, token: Token) -> int:
        """The line that `token` begins on."""
        return self._lines.line_of(token.start)

    # -- moving

    def accept(self, *words: str) -> bool:
        """Pass these keywords or symbols if they come next."""
        if not self.ahead(*words):
            return False
        self.index += len(words)
        return True

    def accept_any(self, words: frozenset[str]) -> str:
        """Pass one of these keywords; gives it, or "" where none comes next."""
        word = self.token.upper
        if not word or word not in words:
            return ""
        self.index += 1
        return word

    def expect(self, *words: str) -> None:
        """Pass these keywords or symbols. Raises `NotUnderstood` if others come next."""
        if not self.accept(*words):
            raise NotUnderstood(f"'{' '.join(words)}' was expected")

    def take(self) -> Token:
        """Pass the next token. Raises `NotUnderstood` at the end."""
        if self.done:
            raise NotUnderstood("the statement ends too early")
        self.index += 1
        return self.tokens[self.index - 1]

    def name(self) -> str:
        """Pass an identifier. Raises `NotUnderstood` if something else comes next."""
        token = self.take()
        if token.kind == "word":
            return token.text.lower() if self.dialect == "postgres" else token.text
        if token.kind == "quoted" or (token.kind == "string" and token.text[:1] == '"'):
            return unquoted(token.text)
        raise NotUnderstood("a name was expected")

    def table_name(self) -> TableName:
        """Pass a name with its schema; of a longer path the last two parts."""
        parts = [self.name()]
        while self.accept("."):
            parts.append(self.name())
        return TableName(name=parts[-1], schema=parts[-2] if len(parts) > 1 else "")

    def skip_group(self) -> tuple[int, int]:
        """Pass a bracketed group; gives the range of the tokens within."""
        closing = [_CLOSING.get(self.take().text, "")]
        start = self.index
        while closing[-1]:
            token = self.take()
            if token.kind == "symbol" and token.text in _CLOSING:
                closing.append(_CLOSING[token.text])
            elif token.kind == "symbol" and token.text == closing[-1]:
                closing.pop()
                if not closing:
                    return start, self.index - 1
        raise NotUnderstood("'(' was expected")

    def skip_optional_group(self) -> None:
        """Pass a bracketed group if one comes next."""
        if self.ahead("("):
            self.skip_group()

    def skip_until(self, stop: Callable[[Token], bool]) -> tuple[int, int]:
        """Pass tokens up to one outside brackets for which `stop` holds, or to the end."""
        start = self.index
        while not self.done and not stop(self.token):
            if self.token.text in _CLOSING and self.token.kind == "symbol":
                self.skip_group()
            else:
                self.index += 1
        return start, self.index

    # -- parts

    def within(self, bounds: tuple[int, int]) -> Cursor:
        """A cursor over a part of these tokens."""
        return Cursor(self.tokens[bounds[0] : bounds[1]], self._lines, self.dialect)

    def items(self) -> Iterator[Cursor]:
        """Cursors over what commas outside brackets divide, from here to the end."""
        while not self.done:
            yield self.within(self.skip_until(lambda token: token.upper == ","))
            self.accept(",")

    def group_items(self) -> Iterator[Cursor]:
        """Cursors over the items of the bracketed group that comes next."""
        return self.within(self.skip_group()).items()

    def names(self) -> tuple[str, ...]:
        """Pass a bracketed list of names; what follows a name in its item is left out."""
        return tuple(item.name() for item in self.group_items())

    def sql(self, bounds: tuple[int, int] | None = None) -> str:
        """The tokens of a range (default: from here to the end) as PostgreSQL would take them,
        with one space where there was any."""
        start, end = bounds or (self.index, len(self.tokens))
        words: list[str] = []
        for index in range(start, end):
            token = self.tokens[index]
            if index > start and self.tokens[index - 1].end < token.start:
                words.append(" ")
            words.append(self._standard(token))
        return "".join(words)

    def _standard(self, token: Token) -> str:
        if token.kind == "quoted" and token.text[0] in "`[":
            return identifier(unquoted(token.text) or " ")
        if token.kind == "string" and token.text[0] == '"':
            return "'" + unquoted(token.text).replace("'", "''") + "'"
        return token.text


def unquoted(text: str) -> str:
    """The name within quotes."""
    body = text[2:] if text[:2].upper() == "U&" else text
    quote = {"[": "]"}.get(body[0], body[0])
    return body[1:].removesuffix(quote).replace(quote * 2, quote)
