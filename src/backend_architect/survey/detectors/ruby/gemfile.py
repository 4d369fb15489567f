"""Bundler: Gemfile and *.gemspec, the program and its gems.

Recognises: `gem "name", "version"`, groups of development and test; of a gemspec its name, version
and dependencies.
Versions seen: Bundler 1 to 2.
Not recognised: gems of conditions are taken; versions that are computed.
Documentation: https://bundler.io/man/gemfile.5.html,
https://guides.rubygems.org/specification-reference/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest

_GEM = re.compile(r"""^\s*gem[\s(]+["']([\w.-]+)["'](?:\s*,\s*["']([^"']+)["'])?""")
_GROUP = re.compile(r"^\s*group\b(.*)\bdo\b")
_END = re.compile(r"^(\s*)end\b")
_FIELD = re.compile(r"""^\s*\w+\.(name|version)\s*=\s*["']([^"']+)["']""")
_NEEDS = re.compile(
    r"""^\s*\w+\.add_(runtime_|development_)?dependency[\s(]+["']([\w.-]+)["']"""
    r"""(?:\s*,\s*["']([^"']+)["'])?"""
)
_DEVELOPMENT = re.compile(r":(?:development|test)\b|group:\s*:(?:development|test)\b")


@detector(paths=("Gemfile", "gems.rb", "*.gemspec"))
def gemfile(match: Match) -> Iterator[Fact]:
    """One manifest, and a library for each gem."""
    path, text = match.source.path, match.source.text
    if path.endswith(".gemspec"):
        yield from _specification(path, text)
        return
    own = basename(dirname(path))
    yield Manifest(lines=(1, 1), name=own, ecosystem="rubygems", language="ruby")
    aside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if (group := _GROUP.match(line)) and _DEVELOPMENT.search(group[1]):
            aside = line[: len(line) - len(line.lstrip())]
            aside = aside or "\n"
        elif aside and (end := _END.match(line)) and (end[1] or "\n") == aside:
            aside = ""
        elif found := _GEM.match(line):
            development = bool(aside) or bool(_DEVELOPMENT.search(line))
            yield from _library(number, found[1], found[2] or "", development=development)


def _specification(path: str, text: str) -> Iterator[Fact]:
    fields: dict[str, str] = {}
    said: list[Fact] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if field := _FIELD.match(line):
            fields.setdefault(field[1], field[2])
        elif found := _NEEDS.match(line):
            development = found[1] == "development_"
            said.extend(_library(number, found[2], found[3] or "", development=development))
    name = fields.get("name") or basename(path).removesuffix(".gemspec")
    version = fields.get("version", "")
    yield Manifest(lines=(1, 1), name=name, version=version, ecosystem="rubygems", language="ruby")
    yield from said


def _library(number: int, name: str, version: str, *, development: bool) -> Iterator[Fact]:
    lines = (number, number)
    yield Library(
        lines=lines, ecosystem="rubygems", name=name, version=version,
        development_only=development,
    )  # fmt: skip
    if name in ("rails", "activerecord") and not development:
        yield Habit(lines=lines, kind="migration-tool", value="rails")
