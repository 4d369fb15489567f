"""Words become sentences of tokens, each with its place; what cannot be a request is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property

import msgspec

from backend_architect.catalog.vocabulary.read import english
from backend_architect.errors import Misused
from backend_architect.model.element import Noun

MOST_CHARACTERS = 200_000
LONGEST_SENTENCE = 1_000  # a longer one is cut at a space: its readers may look back in it
_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"')\]]*\s+"
    r"|\n[ \t]*\n"
    r"|\n(?=[ \t]*(?:[-*+•|#>]|\d{1,3}[.)]\s))"  # a bullet, a table row, a heading
    r"|;\s+"
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|approx|incl|max|min|no|etc)\.$", re.IGNORECASE)
_LEADING_MARK = re.compile(r"[\s>#*+•|-]*(?:\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s*)?")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # what word processors leave behind
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff"
    "\U000e0000-\U0010ffff]"
)
_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "data": "data",
    "indices": "index", "statuses": "status", "buses": "bus", "aliases": "alias",
    "news": "news", "series": "series", "catalog": "catalogue", "organization": "organisation",
    "organizations": "organisation", "centre": "center",
}  # fmt: skip


class Token(Noun, frozen=True, kw_only=True):
    """A word as it stands, its key for comparison, and its offsets in the whole text."""

    text: str
    key: str
    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One sentence, bullet or heading; `start` is the offset of `text` in the whole."""

    text: str
    start: int
    line: int

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words in order."""
        return tuple(tokens(self.text, self.start))

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)

    def between(self, start: int, end: int) -> str:
        """The words from one offset of the whole text to another."""
        return plain(self.text[max(0, start - self.start) : max(0, end - self.start)])


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A request as its sentences."""

    text: str
    sentences: tuple[Sentence, ...]


def read_text(words: str, *, what: str = "The request") -> Document:
    """The sentences of `words`.

    Raises `Misused` for words that are empty, too long or not text.
    """
    text = _honest(words, what)
    return Document(text=text, sentences=tuple(_sentences(text)))


def tokens(text: str, offset: int = 0) -> Iterator[Token]:
    """The words of `text`; `offset` is where it begins in the whole."""
    for match in _TOKEN.finditer(text):
        yield Token(
            text=match[0],
            key=key_of(match[0]),
            start=offset + match.start(),
            end=offset + match.end(),
        )


def keys(text: str) -> tuple[str, ...]:
    """The keys of the words of `text`."""
    return tuple(key_of(match[0]) for match in _TOKEN.finditer(text))


def key_of(word: str) -> str:
    """What two spellings of one noun have in common: "Carts" and "cart", "movie" and "movies".

    Not always an English word ("cach" for cache): it is compared, never shown.
    """
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s").removesuffix("s'")
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 3 and low.endswith(("sses", "ches", "shes", "xes")):
        return low[:-2]
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    if len(low) > 4 and low.endswith("ie"):
        return low[:-2] + "y"
    return low[:-1] if len(low) > 4 and low.endswith("che") else low


def plain(text: str) -> str:
    """On one line, without the marks of a list and without the final stop."""
    return " ".join(_LEADING_MARK.sub("", text, count=1).split()).rstrip(".;,")


def _honest(words: str, what: str) -> str:
    if len(words) > MOST_CHARACTERS:
        raise Misused(
            f"{what} has {len(words):,} characters; at most {MOST_CHARACTERS:,} are read.",
            hint="Say what is wanted in a page, and leave logs and dumps out.",
        )
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", words))
    text = _LINE_END.sub("\n", text)
    if control := _CONTROL.search(text):
        raise Misused(
            f"{what}, {_place(text, control.start())}: U+{ord(control[0]):04X} is a control "
            "character.",
            hint="Paste the request as plain text.",
        )
    if not _TOKEN.search(text):
        raise Misused(f"{what} has no words.", hint='Say what is wanted: "Add a shopping cart".')
    return text.rstrip("\n")


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


def _sentences(text: str) -> Iterator[Sentence]:
    begin, line = 0, 1
    for start, end in _bounds(text):
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        body = text[start:end].strip()
        line += text.count("\n", begin, start + lead)
        begin = start + lead
        if _TOKEN.search(body):
            yield Sentence(text=body, start=begin, line=line)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(start, match.start() - 8), match.start()):
            continue
        yield from _cuts(text, start, match.start())
        start = match.end()
    yield from _cuts(text, start, len(text))


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = space if space > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def refuse_foreign(document: Document) -> None:
    """Raises `Misused` for a request in another language: nothing is guessed."""
    words = [token.text.lower() for each in document.sentences for token in each.tokens]
    letters = [each for each in document.text if each.isalpha()][:5000]
    latin = sum("LATIN" in unicodedata.name(each, "") for each in letters)
    ours = sum(word in _set("english") for word in words)
    theirs = sum(word in _set("foreign") for word in words)
    if latin * 2 < len(letters) or (theirs > ours and theirs * 8 > len(words)):
        raise Misused("The request is not in English.", hint="Say it in English.")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(english().function[name])
