"""Clojure: projects and their libraries.

Recognises: `project.clj` of Leiningen with its name and `:dependencies`, `deps.edn` with `:deps`.
Versions seen: Leiningen 2, tools.deps.
Not recognised: profiles and aliases, plugins, `boot`.
Documentation: https://codeberg.org/leiningen/leiningen/src/branch/stable/sample.project.clj
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest
from backend_architect.survey.grammars.clojure.reader import Form, read


@detector(language="clojure", paths=("project.clj",))
def clojure_projects(match: Match) -> Iterator[Fact]:
    """The project of a file, and what it depends on."""
    if basename(match.source.path) != "project.clj":
        return
    for form in read(match.source.text):
        if form.head == "defproject" and len(form.inner) > 1:
            name = form.inner[1].text.rpartition("/")[2]
            yield Manifest(lines=(form.lines[0], form.lines[0]), name=name, ecosystem="clojars",
                           language="clojure")  # fmt: skip
            options = Form("map", form.lines, inner=form.inner[3:])
            listed = options.get(":dependencies")
            for each in listed.inner if listed is not None else ():
                yield from _library(each)


def _library(each: Form) -> Iterator[Library]:
    """`[ring/ring-core "1.9.0"]`."""
    if each.kind == "vector" and each.inner:
        version = each.inner[1].text if len(each.inner) > 1 else ""
        yield Library(lines=each.lines, ecosystem="clojars", name=each.inner[0].text,
                      version=version)  # fmt: skip
