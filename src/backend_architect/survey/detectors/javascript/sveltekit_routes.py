"""SvelteKit: endpoints, pages and form actions by folder.

Recognises: `+server.ts` with exported methods and `fallback`; `+page.svelte` as what GET answers;
`actions` of `+page.server.ts` as POST; `[id]`, `[id=matcher]`, `[[optional]]`, `[...rest]`,
`(groups)`, below `routes` of the source folder.
Versions seen: 1.x and 2.x.
Not recognised: `kit.files.routes` and `kit.paths.base` of the configuration; remote functions.
Documentation: https://svelte.dev/docs/kit/routing
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files


@detector(
    language="javascript",
    paths=("*routes/*+server.ts", "*routes/*+server.js", "*routes/*+page.server.ts",
           "*routes/*+page.server.js"),
)  # fmt: skip
def sveltekit_routes(match: Match) -> Iterator[Fact]:
    """What one endpoint, or one page's actions, answer."""
    inner = files.after(match.source.path, "src/routes", "routes")
    if inner is None:
        return
    *parts, name = inner.split("/")
    paths = files.bracketed(parts)
    if name.startswith("+server."):
        found = list(files.exported_methods(match.source))
        said = ((m, path, own, lines) for path in paths for m, own, lines in found)
        yield from files.served(match, "sveltekit", said)
    else:
        lines = files.exports(match.source).get("actions")
        if lines is not None:
            said = (("POST", path, "actions", lines) for path in paths)
            yield from files.served(match, "sveltekit", said)
