"""Clojure: the libraries of `deps.edn`.

Recognises: `:deps` with `:mvn/version`; the folder is a project named after itself.
Versions seen: tools.deps 0.x.
Not recognised: aliases and their extra libraries, git coordinates' versions.
Documentation: https://clojure.org/reference/deps_edn
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest
from backend_architect.survey.grammars.clojure.reader import read


@detector(paths=("deps.edn",))
def deps_edn(match: Match) -> Iterator[Fact]:
    """A project and what it depends on."""
    for form in read(match.source.text)[:1]:
        name = basename(dirname(match.source.path))
        yield Manifest(lines=(1, 1), name=name, ecosystem="clojars", language="clojure")
        deps = form.get(":deps")
        for key, value in deps.pairs() if deps is not None else ():
            version = value.get(":mvn/version") if value.kind == "map" else None
            yield Library(lines=key.lines, ecosystem="clojars", name=key.text,
                          version=version.text if version is not None else "")  # fmt: skip
