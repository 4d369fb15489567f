"""Connexion: the OpenAPI document is the table of routes.

Recognises: `app.add_api("openapi.yaml", base_path="/v1")` of `connexion.App` and its kin, the
document also as `Path("...")`; the operations of the document answer below `base_path`, or below
the path of its first server.
Versions seen: 1.x to 3.x.
Not recognised: a document given as a dictionary or made by a template; the functions behind
`operationId` are named and not followed.
Documentation: https://connexion.readthedocs.io/en/latest/routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Followed
from backend_architect.survey.idioms.python.calls import arguments, expression

_DOCUMENT = re.compile(r"[\w./-]+\.(?:ya?ml|json)(?=['\"])")


@detector(
    language="python",
    anchors=("add_api(",),
    query="""
    (call function: (attribute attribute: (identifier) @called) (#eq? @called "add_api")) @call
    """,
)
def connexion(match: Match) -> Iterator[Fact]:
    """The program follows the document it is given."""
    call = match.node("call")
    if call is None:
        return
    given = arguments(call)
    first = given.positional[0] if given.positional else given.keywords.get("specification")
    text = (first.text or b"").decode("utf-8", errors="replace") if first is not None else ""
    document = _DOCUMENT.search(text)
    if document is None:
        return
    base = given.keywords.get("base_path")
    yield Followed(
        lines=match.lines("call"),
        scope=match.scope("call"),
        document="openapi",
        contract=document[0],
        prefix=expression(base) if base is not None else None,
        framework="connexion",
    )
