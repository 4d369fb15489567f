"""JSP pages that browsers ask for by their own path.

Recognises: `*.jsp` and `*.jspx` below a folder of web content (`webapp`, `WebContent`, `web`,
`public_html`), else below the repository; those below `WEB-INF` and `META-INF` are shown by others
and no pages of their own. Parts that others include (`.jspf`, folders called fragments, includes or
tags) are none.
Versions seen: JSP 1 to 3.1.
Not recognised: pages mapped to other paths.
Documentation: https://jakarta.ee/specifications/pages/3.1/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Route, Router

_CONTENT = re.compile(r"(?:^|.*/)(?:webapp|webapps|WebContent|WebRoot|public_html|web)/")
_ASIDE = re.compile(
    r"(?:^|/)(?:WEB-INF|META-INF|includes?|fragments?|layouts?|tags?|templates?|partials?)/", re.I
)


@detector(paths=("*.jsp", "*.jspx"))
def jsp_pages(match: Match) -> Iterator[Fact]:
    """One route for a page."""
    path = match.source.path
    found = _CONTENT.match(path)
    page = path[found.end() :] if found is not None else path
    if _ASIDE.search(path):
        return
    lines = (1, 1)
    yield Router(lines=lines, name="(page)", framework="jsp", root=True)
    yield Route(
        lines=lines, router="(page)", methods=("GET",), path=Literally(text=f"/{page}"),
        framework="jsp",
    )  # fmt: skip
