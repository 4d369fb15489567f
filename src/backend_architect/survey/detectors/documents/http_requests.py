"""Files of requests: `.http` and `.rest` of editors, and Bruno's `.bru`.

Recognises: a line with a method and an address at the beginning of a request, requests parted by
`###`; Bruno's block of a method with its `url`. They tell how somebody calls an API, so they judge
nothing.
Versions seen: JetBrains HTTP Client, REST Client of VS Code, Bruno 1 and 2.
Not recognised: addresses without a method; values of variables.
Documentation: https://www.jetbrains.com/help/idea/exploring-http-syntax.html,
https://docs.usebruno.com/bru-lang/overview
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.contracts import METHODS, request_path

_REQUEST = re.compile(rf"({'|'.join(METHODS).upper()})\s+(\S+)(?:\s+HTTP/[\d.]+)?\s*$")
_BLOCK = re.compile(rf"^({'|'.join(METHODS)})\s*\{{\s*$")
_ADDRESS = re.compile(r"\s*url:\s*(\S+)")


@detector(paths=("*.http", "*.rest", "*.bru"))
def http_requests(match: Match) -> Iterator[Fact]:
    """One described operation for each request, the first of each method and path."""
    seen: set[tuple[str, str]] = set()
    read = _bruno if match.source.path.endswith(".bru") else _requests
    for line, method, address in read(match.source.text.splitlines()):
        said = method, request_path(address)
        if said not in seen:
            seen.add(said)
            yield Described(lines=(line, line), document="collection", method=method, path=said[1])


def _requests(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """The first line of each request that says one; what follows are headers and a body."""
    waiting = True
    for number, line in enumerate(lines, 1):
        if line.startswith("###"):
            waiting = True
            continue
        found = _REQUEST.match(line) if waiting else None
        if found and re.match(r"https?://|/|\{\{", found[2]):
            waiting = False
            yield number, found[1], found[2]


def _bruno(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    method = ""
    for number, line in enumerate(lines, 1):
        opened, address = _BLOCK.match(line), _ADDRESS.match(line)
        if opened:
            method = opened[1].upper()
        elif method and address:
            yield number, method, address[1]
            method = ""
