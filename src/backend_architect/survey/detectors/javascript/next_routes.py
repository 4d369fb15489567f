"""Next.js: route handlers of the App Router and API routes of the Pages Router.

Recognises: `app/**/route.ts` with exported methods (declared, taken from a call, re-exported), in
`src/` too, with `[id]`, `[...slug]`, `[[...slug]]`, groups and slots; `pages/api/**` with a default
export and the methods it asks for; `basePath` of next.config.
Versions seen: 9 to 16.
Not recognised: pages, server actions, rewrites.
Documentation: https://nextjs.org/docs/app/api-reference/file-conventions/route
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, GlobalPrefix, Literally
from backend_architect.survey.idioms.javascript import file_routes as files

_BASE = re.compile(r"""basePath\s*:\s*(?:[\w.]+\s*(?:\|\||\?\?)\s*)?['"`](/[\w\-/]+)['"`]""")
_PAGES = re.compile(r"(?:^|/)pages/api/")


@detector(
    language="javascript",
    paths=("*app/*route.ts", "*app/*route.js", "*app/*route.tsx", "*app/*route.jsx",
           "*app/*route.mjs", "*pages/api/*", "next.config.*"),
)  # fmt: skip
def next_routes(match: Match) -> Iterator[Fact]:
    """The routes of one file, or the path before all of them."""
    path = match.source.path
    name = path.rpartition("/")[2]
    if name.startswith("next.config."):
        yield from _base(match)
    elif files.stem(name) == "route":
        yield from _handlers(match, path)
    elif _PAGES.search(path):
        yield from _page(match, path)


def _base(match: Match) -> Iterator[Fact]:
    found = _BASE.search(match.source.text)
    if found is not None:
        line = match.source.text.count("\n", 0, found.start()) + 1
        yield GlobalPrefix(lines=(line, line), prefix=Literally(text=found[1]), framework="next")


def _handlers(match: Match, path: str) -> Iterator[Fact]:
    inner = files.after(path, "src/app", "app")
    if inner is None:
        return
    parts = inner.split("/")[:-1]
    if any(part.startswith("_") for part in parts):
        return
    found = list(files.exported_methods(match.source))
    said = (
        (method, each, name, lines)
        for each in files.bracketed(parts)
        for method, name, lines in found
    )
    yield from files.served(match, "next", said)
    yield from files.passed_on(match, "next", files.bracketed(parts))


def _page(match: Match, path: str) -> Iterator[Fact]:
    inner = files.stem(_PAGES.split(path)[-1])
    parts = ["api", *inner.split("/")]
    if parts[-1] == "index":
        parts.pop()
    lines = files.exports(match.source).get("default")
    if lines is None or re.search(r"\.(?:test|spec|d|stories)\Z", inner):
        return
    yield from files.served(
        match,
        "next",
        (
            (method, each, "default", lines)
            for each in files.bracketed(parts)
            for method in files.asked_methods(match.source)
        ),
    )
