"""A brief.md that a person wrote or corrected: what it says stands, what it leaves open is read."""

from __future__ import annotations

import msgspec

from backend_architect.elicit.text import read_text
from backend_architect.elicit.title import slug_of
from backend_architect.elicit.understand import understand, with_measures
from backend_architect.errors import Misused
from backend_architect.languages.brief.read import BriefText, FreeLine, read_brief
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief

_FIELDS = (
    "title", "words", "slug", "intent", "capabilities", "goals", "volumes", "rates",
    "constraints", "pains", "out_of_scope", "answers",
)  # fmt: skip


def from_brief_text(text: str, as_is: Model, *, place: str = "brief.md") -> Brief:
    """The Brief of a brief.md. Sections left out are read from the words of its request.

    Raises `Misused` with all faults of the file, each with its line.
    """
    written = read_brief(read_text(text, what=place).text, place=place)
    words = written.words or written.title
    if not words:
        raise Misused(
            f"{place}: it has neither a title nor a request.",
            hint="Write what is wanted under '## Request'.",
        )
    brief = _merged(understand(words, as_is, named=written.capabilities), written)
    return _with_free_lines(brief, written.free, as_is, place)


def _merged(understood: Brief, written: BriefText) -> Brief:
    stated = {name: getattr(written, name) for name in _FIELDS}
    stated = {name: value for name, value in stated.items() if value is not None and value != ""}
    if "title" in stated and "slug" not in stated:
        stated["slug"] = slug_of(written.title) or understood.slug
    brief: Brief = msgspec.structs.replace(understood, **stated)
    said = {**understood.said, **written.said}
    kept = {key: words for key, words in sorted(said.items()) if _is_of(brief, key)}
    return msgspec.structs.replace(brief, said=kept)


def _is_of(brief: Brief, key: str) -> bool:
    section, _, item = key.partition("/")
    return item in getattr(brief, section)


def _with_free_lines(brief: Brief, free: tuple[FreeLine, ...], as_is: Model, place: str) -> Brief:
    faults = []
    for line in free:
        more = with_measures(brief, read_text(line.text), as_is)
        if more == brief:
            faults.append(f"{place}:{line.line}: '{line.text}' holds no number to plan for.")
        brief = more
    if faults:
        raise Misused(f"{place}: {len(faults)} of its lines cannot be read.", faults=faults)
    return brief
