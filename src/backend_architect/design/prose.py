"""The prose of a blueprint or remedy: a Markdown page beside it, with its sections as headings.

A heading reads `## section (decision)`; the text below may name values in braces. Prose is data, so
that it can be read and mended without reading code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files

from backend_architect.errors import Defect
from backend_architect.model.proposal import Note

_HEADING = re.compile(r"^## (?P<section>[a-z]+) \((?P<decision>[a-z-]+)\)\n", re.M)
_SHELVES = ("backend_architect.design.blueprints", "backend_architect.design.remedies")


def notes_of(slug: str, values: Mapping[str, object]) -> Iterator[Note]:
    """The notes of the page that stands beside the item of this slug.

    Raises `Defect` if there is no such page or it names a value that is not given.
    """
    text = _page(slug)
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        try:
            body = text[heading.end() : end].strip().format_map(values)
        except KeyError as missing:
            raise Defect(f"{slug}.md names {missing}, which is not given.") from missing
        decision = f"{slug}/{heading['decision']}"
        yield Note(section=heading["section"], text=body, decision=decision)


def _page(slug: str) -> str:
    name = f"{slug.replace('-', '_')}.md"
    for shelf in _SHELVES:
        page = files(shelf).joinpath(name)
        if page.is_file():
            return page.read_text("utf-8")
    raise Defect(f"No page {name} stands beside its item.")
