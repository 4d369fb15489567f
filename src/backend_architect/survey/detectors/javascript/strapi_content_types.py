"""Strapi: what a content type offers to the routes of its API.

Recognises: `schema.json` of `content-types` folders with `kind`, `info.singularName` and
`info.pluralName`.
Versions seen: 4 and 5.
Not recognised: the columns of its table.
Documentation: https://docs.strapi.io/cms/backend-customization/models
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Action, Definition, Fact, Unresolved
from backend_architect.survey.idioms.javascript.strapi import ACTIONS, CONTENT_TYPE, SINGLE


@detector(paths=("*content-types/*/schema.json",))
def strapi_content_types(match: Match) -> Iterator[Fact]:
    """One action for each conventional route."""
    lines = match.lines()
    try:
        content = msgspec.json.decode(match.source.data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        yield Unresolved(lines=(1, 1), what="schema.json", reason="It is no valid JSON.",
                         kind="unparsed")  # fmt: skip
        return
    info = content.get("info") if isinstance(content, dict) else None
    if not isinstance(info, dict):
        return
    single = content.get("kind") == "singleType"
    name = str(info.get("singularName" if single else "pluralName") or "")
    yield Definition(lines=lines, name=CONTENT_TYPE, kind="value")
    for own, (method, behind) in ACTIONS.items():
        if name and (not single or own in SINGLE):
            yield Action(lines=lines, controller=CONTENT_TYPE, name=own, methods=(method,),
                         path=f"/{name}{'' if single else behind}")  # fmt: skip
