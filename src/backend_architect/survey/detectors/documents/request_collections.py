"""Collections of requests that people keep: Postman's and Insomnia's.

Recognises: Postman collections 2.0 and 2.1 (`item` in `item`, `request` with `method` and `url`),
Insomnia exports of format 4 (`resources`) and 5 (`collection`, with folders). They tell how
somebody calls an API, so they judge nothing.
Versions seen: Postman 2.0 and 2.1, Insomnia 4 and 5.
Not recognised: values of variables; what stands before the path is a server's address.
Documentation: https://schema.postman.com/, https://developer.konghq.com/insomnia/
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.contracts import request_path
from backend_architect.survey.idioms.outline import Part, Unreadable, outline

_ANCHORS = ("schema.getpostman.com/json/collection", "schema.postman.com/json/collection",
            "__export_format", "collection.insomnia.rest")  # fmt: skip


@detector(anchors=_ANCHORS)
def request_collections(match: Match) -> Iterator[Fact]:
    """One described operation for each request, the first of each method and path."""
    try:
        document = outline(match.source.text)
    except Unreadable:
        return
    title = document.text("info", "name") or document.text("name")
    seen: set[tuple[str, str]] = set()
    for part, method, address in _requests(document):
        said = method.upper(), request_path(address)
        if method and address and said not in seen:
            seen.add(said)
            yield Described(
                lines=(part.first, part.first),
                document="collection",
                method=said[0],
                path=said[1],
                name=part.text("name"),
                service=title,
            )


def _requests(document: Part) -> Iterator[tuple[Part, str, str]]:
    """Whatever has a method and an address, with its part."""
    for part in document.walk():
        request = part.at("request")
        if request is not None:
            address = request.text("url", "raw") or request.text("url")
            yield part, request.text("method") or "GET" * bool(address), address
        elif part.key == "-" and part.text("method") and part.text("url"):
            yield part, part.text("method"), part.text("url")
