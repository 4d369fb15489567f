"""Perl: the libraries of a `cpanfile`.

Recognises: `requires` with and without a version; `on 'test'` and `on 'develop'` as development.
Versions seen: Module::CPANfile 1.x.
Not recognised: `recommends`, `suggests`, features.
Documentation: https://metacpan.org/dist/Module-CPANfile/view/lib/cpanfile.pod
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest
from backend_architect.survey.grammars.plain.text import plain

_REQUIRES = re.compile(
    r"\brequires\s*\(?\s*['\"]([\w:]+)['\"](?:\s*(?:=>|,)\s*['\"]?([^'\";\s]+(?: [\d.]+)?))?"
)
_PHASE = re.compile(r"\bon\s*\(?\s*['\"]?(?:test|develop|configure|build)\b[^{;]*\{")


@detector(paths=("cpanfile",))
def cpanfile(match: Match) -> Iterator[Fact]:
    """A project and what it depends on."""
    text = plain(match.source.text, "perl")
    aside = [text.inside(each.end() - 1) for each in text.find(_PHASE)]
    name = basename(dirname(match.source.path))
    yield Manifest(lines=(1, 1), name=name, ecosystem="cpan", language="perl")
    for each in text.find(_REQUIRES):
        if each.group(1) != "perl":
            development = any(span.start <= each.start() < span.end for span in aside)
            yield Library(lines=text.lines(each.start()), ecosystem="cpan", name=each.group(1),
                          version=each.group(2) or "", development_only=development)  # fmt: skip
