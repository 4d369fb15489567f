"""SolidStart: API routes by folder.

Recognises: modules of `src/routes` that export methods; `[id]`, `[...rest]`, `(groups)`, `index`.
Versions seen: 1.x.
Not recognised: pages, which the router shows in the browser too; server functions.
Documentation: https://docs.solidjs.com/solid-start/building-your-application/api-routes
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files

_WORDS = ("@solidjs/start", "APIEvent", "@solidjs/router")


@detector(language="javascript", anchors=_WORDS)
def solidstart_routes(match: Match) -> Iterator[Fact]:
    """The methods that one module exports."""
    inner = files.after(match.source.path, "src/routes")
    if inner is None or "default" in files.exports(match.source):
        return
    if not any(word in match.source.text for word in _WORDS):
        return
    parts = files.stem(inner).split("/")
    if parts[-1] == "index":
        parts.pop()
    found = list(files.exported_methods(match.source))
    said = ((m, path, own, at) for path in files.bracketed(parts) for m, own, at in found)
    yield from files.served(match, "solidstart", said)
