"""Paths and lists as Perl writes them."""

from __future__ import annotations

import re

from backend_architect.survey.grammars.plain.text import Plain, literal
from backend_architect.survey.idioms.plain.paths import angle, colon

_SCALAR = re.compile(r"\A\$\w+\Z")


def path_of(text: Plain, written: str) -> str | None:
    """The path that a string, or a scalar that is given one string in the file, says."""
    written = written.strip()
    if _SCALAR.match(written):
        given = re.search(rf"{re.escape(written)}\s*=\s*('[^'\n]*'|\"[^\"\n]*\")\s*;", text.code)
        written = given.group(1) if given else ""
    path = literal(written)
    if path is None or "://" in path or "$" in path:
        return None
    return colon(angle(path))


def words(written: str) -> tuple[str, ...]:
    """The texts of `[qw(GET POST)]`, `['GET', 'POST']` or `'GET'`."""
    return tuple(re.findall(r"\w+", re.sub(r"\bqw\b", "", written)))
