"""Nitro and Nuxt: the server's event handlers by folder.

Recognises: `server/api/**` below "/api", `server/routes/**`, Nitro's own `routes/**` and `api/**`
where the file defines an event handler; methods in file names (`users.get.ts`), `[id]`,
`[...slug]`, `index`; the methods a handler asks for.
Versions seen: Nuxt 3 and 4, Nitro 2.
Not recognised: handlers added by modules (`addServerHandler`), route rules.
Documentation: https://nuxt.com/docs/guide/directory-structure/server
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files

_FOLDER = re.compile(r"(?:^|/)(?:server/(api|routes)|(api|routes))/(.+)\Z")
_METHOD = re.compile(r"\.(get|post|put|patch|delete|head|options|connect|trace)\Z")
_ENVIRONMENT = re.compile(r"\.(?:dev|prod|prerender)\Z")
_HANDLES = re.compile(r"EventHandler\b|eventHandler\(|defineHandler\(|defineLazy")


@detector(
    language="javascript",
    anchors=("ventHandler", "defineHandler("),
)
def nitro_routes(match: Match) -> Iterator[Fact]:
    """The route of one file."""
    found = _FOLDER.search(match.source.path)
    lines = files.exports(match.source).get("default")
    if found is None or lines is None or not _HANDLES.search(match.source.text):
        return
    api = (found[1] or found[2]) == "api"
    own = _ENVIRONMENT.sub("", files.stem(found[3]))
    method = _METHOD.search(own)
    parts = [*(["api"] if api else []), *_METHOD.sub("", own).split("/")]
    if parts[-1] == "index":
        parts.pop()
    parts = ["[...path]" if part == "[...]" else part for part in parts]
    methods = (method[1].upper(),) if method else files.asked_methods(match.source)
    yield from files.served(
        match,
        "nitro",
        ((each, path, "default", lines) for path in files.bracketed(parts) for each in methods),
    )
