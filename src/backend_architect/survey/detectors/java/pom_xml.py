"""pom.xml: a Maven project, its modules and its dependencies.

Recognises: the project's own name and version, `modules`, `parent`, `dependencies` with versions
from the file's `properties` or its `dependencyManagement`, test scope; Flyway and Liquibase.
The text is read by expat; one with a document type declaration is refused, so that no entity is
ever expanded and no outer file is read.
Versions seen: POM 4.0.0, 4.1.0.
Not recognised: versions that a parent of another file gives (left empty), profiles.
Documentation: https://maven.apache.org/pom.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest, Unresolved
from backend_architect.survey.idioms.java.builds import MIGRATORS
from backend_architect.survey.idioms.xml_lines import Element, Unreadable, read

_PROPERTY = re.compile(r"\$\{([^}]+)\}")


@detector(paths=("pom.xml",))
def pom_xml(match: Match) -> Iterator[Fact]:
    """One manifest, a library for the parent and for each dependency."""
    try:
        project = read(match.source.data)
    except Unreadable as trouble:
        lines = (trouble.line, trouble.line)
        reason = "It is no XML, or it has a document type declaration, which is not read."
        yield Unresolved(lines=lines, what="pom.xml", reason=reason, kind="unparsed")
        return
    if project.name != "project":
        return
    known = _properties(project)
    yield Manifest(
        lines=next(project.all("artifactId"), project).lines,
        name=project.value("artifactId"),
        ecosystem="maven",
        version=_resolved(_version(project), known),
        language="java",
        root_of_workspace=any(True for _ in project.all("modules", "module")),
    )
    managed = {
        _coordinates(each): each.value("version")
        for each in project.all("dependencyManagement", "dependencies", "dependency")
    }
    for each in (*project.all("parent"), *project.all("dependencies", "dependency")):
        yield from _library(each, known, managed)


def _version(project: Element) -> str:
    return project.value("version") or project.value("parent", "version")


def _properties(project: Element) -> dict[str, str]:
    own = {e.name: e.text.strip() for part in project.all("properties") for e in part.children}
    own.setdefault("project.version", _version(project))
    own.setdefault(
        "project.groupId", project.value("groupId") or project.value("parent", "groupId")
    )
    return own


def _coordinates(each: Element) -> str:
    return f"{each.value('groupId')}:{each.value('artifactId')}"


def _library(each: Element, known: dict[str, str], managed: dict[str, str]) -> Iterator[Fact]:
    name = _resolved(_coordinates(each), known) or _coordinates(each)
    written = each.value("version") or managed.get(_coordinates(each), "")
    yield Library(
        lines=each.lines,
        ecosystem="maven",
        name=name,
        version=_resolved(written, known),
        development_only=each.value("scope") == "test",
    )
    tool = MIGRATORS.get(each.value("artifactId"))
    if tool:
        yield Habit(lines=each.lines, kind="migration-tool", value=tool)


def _resolved(written: str, known: dict[str, str]) -> str:
    """The text with its properties put in, "" if one is not known in this file."""
    for _ in range(8):
        found = _PROPERTY.search(written)
        if found is None:
            return written
        if found[1] not in known:
            return ""
        written = written.replace(found[0], known[found[1]])
    return ""
