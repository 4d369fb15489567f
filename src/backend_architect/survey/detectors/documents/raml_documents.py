"""RAML documents: the methods of their resources.

Recognises: texts that begin with `#%RAML`: resources (keys with a leading slash, below one another)
with their methods; the path of `baseUri` is the base.
Versions seen: 0.8, 1.0.
Not recognised: methods that a resource type gives, resources of overlays and in included files.
Documentation: https://github.com/raml-org/raml-spec/blob/master/versions/raml-10/raml-10.md
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.contracts import METHODS, path_of
from backend_architect.survey.idioms.outline import Part, Unreadable, outline


@detector(anchors=("#%RAML",))
def raml_documents(match: Match) -> Iterator[Fact]:
    """One described operation for each method of each resource."""
    text = match.source.text
    if not text.lstrip("\ufeff").startswith("#%RAML"):
        return
    try:
        document = outline(text)
    except Unreadable:
        return
    address = document.text("baseUri") or document.text("baseUri", "value")
    version = document.text("version")
    base = path_of(address.replace("{version}", version)).rstrip("/")
    yield from _resources(document, "", base, document.text("title"))


def _resources(part: Part, above: str, base: str, title: str) -> Iterator[Described]:
    for each in part.parts:
        if each.key.startswith("/"):
            yield from _resources(each, f"{above.rstrip('/')}{each.key}", base, title)
        elif above and each.key.rstrip("?") in METHODS:
            yield Described(
                lines=(each.first, each.first),
                document="raml",
                method=each.key.rstrip("?").upper(),
                path=above,
                base=base,
                name=each.text("displayName"),
                service=title,
            )
