"""Astro: pages by folder.

Recognises: `.astro` files below `src/pages`: GET is answered with them.
Versions seen: 2.x to 5.x.
Not recognised: Markdown pages.
Documentation: https://docs.astro.build/en/basics/astro-pages/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files


@detector(paths=("src/pages/*.astro", "*/src/pages/*.astro"))
def astro_pages(match: Match) -> Iterator[Fact]:
    """What GET answers at one page."""
    inner = files.after(match.source.path, "src/pages")
    parts = files.stem(inner or "").split("/")
    if inner is None or any(part.startswith("_") for part in parts):
        return
    if parts[-1] == "index":
        parts.pop()
    lines = match.lines()
    said = (("GET", path, "", lines) for path in files.bracketed(parts))
    yield from files.served(match, "astro", said)
