"""Markdown with everything that comes from a repository kept inside code spans.

Names of a surveyed repository are a stranger's words: they may hold markup or instructions. They
reach a document only through `code`, which lets nothing out of its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")

#: Longest stranger's text that is shown.
LONGEST = 200


def code(text: str) -> str:
    """A code span that holds the text on one line, whatever is in it."""
    plain = _CONTROL.sub(" ", text)
    shown = plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def codes(texts: Iterable[str]) -> str:
    """Code spans with commas between them."""
    return ", ".join(code(text) for text in texts)


def cell(text: str) -> str:
    """Text for a table's cell: no line breaks, no bars."""
    return text.replace("\n", " ").replace("|", "\\|")


def sentence(text: str) -> str:
    """A sentence of ours with a stranger's names in it: no markup but code spans comes through."""
    plain = _CONTROL.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;")
    return plain.replace("](", "]\\(")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; "" if it has no rows."""
    body = [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    if not body:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *body])


def bullets(items: Iterable[str]) -> str:
    """A list with one item a line."""
    return "\n".join(f"- {item}" for item in items)


def fenced(language: str, text: str) -> str:
    """A block of source text that cannot be left from inside."""
    longest = max((len(run) for run in re.findall(r"^`{3,}", text, re.M)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def blocks(*parts: str) -> str:
    """Parts with an empty line between them; empty parts are left out."""
    return "\n\n".join(part.strip("\n") for part in parts if part)


def chapter(title: str, *parts: str) -> str:
    """A chapter, or "" if all of its parts are empty."""
    body = blocks(*parts)
    return f"## {title}\n\n{body}" if body else ""


def count(number: int, one: str, many: str = "") -> str:
    """`1 table`, `2 tables`, with separators of thousands."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
