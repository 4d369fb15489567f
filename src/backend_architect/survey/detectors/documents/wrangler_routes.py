"""Cloudflare Workers: the addresses that a worker answers, as Wrangler is told.

Recognises: `route`, `routes` (texts, tables with `pattern`, `[[routes]]`) in `wrangler.toml`, and
the same in `wrangler.json` and `wrangler.jsonc`; what follows the host is the path.
Versions seen: Wrangler 2 to 4.
Not recognised: routes set in the dashboard; custom domains answer any path.
Documentation: https://developers.cloudflare.com/workers/wrangler/configuration/#routes
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact

_TABLE = re.compile(r"^[ \t]*\[\[?([\w.]+)\]\]?", re.MULTILINE)
_PATTERN = re.compile(r"""(?:\bpattern["']?\s*[=:]\s*|[\[,]\s*|\broute\s*=\s*)["']([^"'\s]+)["']""")
_NAME = re.compile(r"""^[ \t]*["']?name["']?\s*[=:]\s*["']([\w.-]+)["']""", re.MULTILINE)


@detector(paths=("wrangler.toml", "wrangler.json", "wrangler.jsonc"))
def wrangler_routes(match: Match) -> Iterator[Fact]:
    """One described operation, of any method, for each pattern."""
    text = re.sub(r"(?m)^[ \t]*(?:#|//).*$", "", match.source.text)
    name = _NAME.search(text)
    seen: set[str] = set()
    for start, part in _parts(text):
        for found in _PATTERN.finditer(part):
            path = f"/{found[1].partition('/')[2]}"
            if "/" in found[1] and path not in seen:
                seen.add(path)
                line = text.count("\n", 0, start + found.start(1)) + 1
                yield Described(
                    lines=(line, line),
                    document="gateway",
                    method="ANY",
                    path=path,
                    service=name[1] if name else "",
                )


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of the text that say routes, each with where it begins."""
    for found in re.finditer(r"""(?m)^[ \t]*["']?routes?["']?\s*[=:]\s*""", text):
        end = text.find("]", found.end()) if text[found.end() : found.end() + 1] == "[" else -1
        end = end if end >= 0 else text.find("\n", found.end())
        yield found.start(), text[found.start() : end if end >= 0 else len(text)]
    for found in _TABLE.finditer(text):
        if found[1].rpartition(".")[2] == "routes":
            following = _TABLE.search(text, found.end())
            yield found.end(), text[found.end() : following.start() if following else len(text)]
