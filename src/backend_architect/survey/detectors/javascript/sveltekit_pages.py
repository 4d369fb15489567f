"""SvelteKit: pages by folder.

Recognises: `+page.svelte` below `routes`: the server answers GET with it.
Versions seen: 1.x and 2.x.
Not recognised: pages that are only rendered in the browser (`ssr = false`) are told like others.
Documentation: https://svelte.dev/docs/kit/routing#page
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files


@detector(paths=("*routes/*+page.svelte",))
def sveltekit_pages(match: Match) -> Iterator[Fact]:
    """What GET answers at one page."""
    inner = files.after(match.source.path, "src/routes", "routes")
    if inner is not None:
        parts = inner.split("/")[:-1]
        lines = match.lines()
        said = (("GET", path, "", lines) for path in files.bracketed(parts))
        yield from files.served(match, "sveltekit", said)
