"""Astro: endpoints by folder.

Recognises: `src/pages/**` in JavaScript or TypeScript with exported methods or `ALL`; `[id]`,
`[...slug]`, `index`; a file's name without its ending (`feed.json.ts` is "/feed.json").
Versions seen: 2.x to 5.x.
Not recognised: `base` of the configuration; routes that integrations inject.
Documentation: https://docs.astro.build/en/guides/endpoints/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files


@detector(language="javascript", paths=("src/pages/*", "*/src/pages/*"))
def astro_routes(match: Match) -> Iterator[Fact]:
    """The methods that one endpoint exports."""
    inner = files.after(match.source.path, "src/pages")
    if inner is None or "default" in files.exports(match.source):
        return
    parts = files.stem(inner).split("/")
    if parts[-1] == "index":
        parts.pop()
    if any(part.startswith("_") for part in parts):
        return
    found = list(files.exported_methods(match.source))
    said = ((m, path, own, at) for path in files.bracketed(parts) for m, own, at in found)
    yield from files.served(match, "astro", said)
