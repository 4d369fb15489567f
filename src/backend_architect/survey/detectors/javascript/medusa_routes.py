"""Medusa 2: API routes by folder.

Recognises: `src/api/**/route.ts` with exported methods, and the framework's own packages with
`api/**/route.ts`; `[id]` in folders' names.
Versions seen: 2.x.
Not recognised: routes of version 1, which are Express's; `middlewares.ts`.
Documentation: https://docs.medusajs.com/learn/fundamentals/api-routes
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files


@detector(language="javascript", paths=("*src/api/*route.ts", "*src/api/*route.js"))
def medusa_routes(match: Match) -> Iterator[Fact]:
    """The methods that one file exports."""
    inner = files.after(match.source.path, "src/api")
    if inner is None or files.stem(inner.rpartition("/")[2]) != "route":
        return
    found = list(files.exported_methods(match.source))
    paths = files.bracketed(inner.split("/")[:-1])
    said = ((method, path, own, lines) for path in paths for method, own, lines in found)
    yield from files.served(match, "medusa", said)
