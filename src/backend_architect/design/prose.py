"""The prose of a blueprint or remedy: pages beside it, so that it is read and mended without code.

Notes stand in a Markdown page: a heading reads `## section (decision)`, or `## section` for what
rests on none; its text may name values in braces. Decisions stand in a TOML page: one table each,
with `title`, `context`, `chosen`, `options`, `reasons`, `consequences`, `sources` (slugs of the
catalogue) and `questions`; a table `if."option"` below a decision replaces what differs where that
option is chosen.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from backend_architect.errors import Defect
from backend_architect.languages.markdown.write import code
from backend_architect.model.proposal import Note

_HEADING = re.compile(r"^## (?P<section>[a-z]+)(?: \((?P<decision>[a-z-]+)\))?\n", re.M)
_PLACES = (
    "backend_architect.design.blueprints",
    "backend_architect.design.remedies",
    "backend_architect.design",
)


def notes_of(slug: str, values: Mapping[str, object], page: str = "") -> Iterator[Note]:
    """The notes of the page that stands beside the item of this slug, or of another page.

    Raises `Defect` if there is no such page or it names a value that is not given.
    """
    text = _page(page or slug, "md")
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        body = _filled(text[heading.end() : end].strip(), values, f"{page or slug}.md")
        decision = f"{slug}/{heading['decision']}" if heading["decision"] else ""
        yield Note(section=heading["section"], text=body, decision=decision)


def decision_of(page: str, name: str, chosen: str, values: Mapping[str, object]) -> dict[str, Any]:
    """The parts of one decision as its page tells them, for the option that is chosen ("": the
    page's own choice).

    Raises `Defect` if the page or the decision is missing or names a value that is not given.
    """
    told = tomllib.loads(_page(page, "toml")).get(name)
    if told is None:
        raise Defect(f"{page}.toml tells no decision '{name}'.")
    chosen = chosen or told["chosen"]
    differing = told.pop("if", {}).get(chosen, {})
    reasons = told["reasons"] | differing.get("reasons", {})
    whole = told | differing | {"chosen": chosen, "reasons": reasons}
    return {key: _each_filled(part, values, f"{page}.toml") for key, part in whole.items()}


def _each_filled(part: Any, values: Mapping[str, object], page: str) -> Any:
    if isinstance(part, str):
        return _filled(" ".join(part.split()), values, page)
    if isinstance(part, list):
        return [_each_filled(each, values, page) for each in part]
    return {key: _each_filled(each, values, page) for key, each in part.items()}


class _Spans(string.Formatter):
    """Fills in values; `{name!c}` puts one into a code span, whatever it holds."""

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return code(str(value)) if conversion == "c" else super().convert_field(value, conversion)


#: A value that stands alone between backticks in a page: a stranger's name must not end the span.
_SPAN = re.compile(r"`\{(\w+)\}`")


def _filled(text: str, values: Mapping[str, object], page: str) -> str:
    try:
        return _Spans().vformat(_SPAN.sub(r"{\1!c}", text), (), values)
    except KeyError as missing:
        raise Defect(f"{page} names {missing}, which is not given.") from missing


def _page(slug: str, ending: str) -> str:
    name = f"{slug.replace('-', '_')}.{ending}"
    for place in _PLACES:
        page = files(place).joinpath(name)
        if page.is_file():
            return page.read_text("utf-8")
    raise Defect(f"No page {name} stands beside its item.")
