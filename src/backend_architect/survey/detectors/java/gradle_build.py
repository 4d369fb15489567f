"""Gradle builds: a project and its dependencies, in Groovy or Kotlin.

Recognises: `implementation "group:name:version"` and its like, with brackets or without, the form
with `group:`, `name:`, `version:`, `platform(...)`, plugins with versions; versions held in `ext`
or in plain variables of the same file; `settings.gradle` with the root project's name and its
modules; other projects of the build (`project(":core")`); Flyway and Liquibase.
Versions seen: Gradle 5 to 9.
Not recognised: version catalogues (`libs.x`), dependencies made by functions.
Documentation: https://docs.gradle.org/current/userguide/declaring_dependencies.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest
from backend_architect.survey.idioms.java.builds import MIGRATORS

_CONFIGURATION = (
    r"(?P<how>implementation|api|compile|compileOnly|runtimeOnly|runtime|annotationProcessor|kapt"
    r"|developmentOnly|testImplementation|testCompile|testRuntimeOnly|testAnnotationProcessor"
    r"|testCompileOnly|integrationTestImplementation)"
)
_SHORT = re.compile(
    rf"^\s*{_CONFIGURATION}[\s(]+(?:platform|enforcedPlatform)?[\s(]*"
    r"[\"'](?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::(?P<version>[^\"'@:]+))?"
)
_LONG = re.compile(
    rf"^\s*{_CONFIGURATION}[\s(]+group\s*[:=]\s*[\"'](?P<group>[\w.-]+)[\"']\s*,\s*"
    r"name\s*[:=]\s*[\"'](?P<name>[\w.-]+)[\"'](?:\s*,\s*version\s*[:=]\s*[\"'](?P<version>[^\"']+))?"
)
_PLUGIN = re.compile(
    r"^\s*id[\s(]+[\"'](?P<name>[\w.-]+)[\"']\)?\s+version\s*\(?[\"'](?P<version>[^\"']+)"
)
_VARIABLE = re.compile(
    r"^\s*(?:ext\.|val |def |set\()?[\"']?(\w+)[\"']?\s*[=,]\s*[\"']([\w.+-]+)[\"']"
)
_USE = re.compile(r"\$\{?(\w+)\}?")
_ROOT = re.compile(r"^\s*rootProject\.name\s*=\s*[\"']([^\"']+)", re.MULTILINE)
_VERSION = re.compile(r"^version\s*=\s*[\"']([^\"']+)", re.MULTILINE)
_MODULES = re.compile(r"^\s*include\b", re.MULTILINE)


#: `implementation(project(path: ':core'))`
_PROJECT = re.compile(
    rf"^\s*{_CONFIGURATION}[\s(]+project[\s(]+(?:path\s*[:=]\s*)?[\"'](?P<path>:[\w.:-]+)[\"']"
)


@detector(
    paths=("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts",
           "dependencies.gradle", "dependencies.gradle.kts"),
)  # fmt: skip
def gradle_build(match: Match) -> Iterator[Fact]:
    """One manifest, and the libraries of the build."""
    text = match.source.text
    if basename(match.source.path).startswith("settings"):
        yield from _settings(text)
        return
    lines = text.splitlines()
    known = {found[1]: found[2] for line in lines if (found := _VARIABLE.match(line))}
    if not basename(match.source.path).startswith("dependencies"):
        yield _manifest(text)
    for number, line in enumerate(lines, 1):
        yield from _library(line, number, known)


def _manifest(text: str) -> Manifest:
    version = _VERSION.search(text)
    language = "kotlin" if 'kotlin("jvm")' in text else "java"
    return Manifest(
        lines=(1, 1),
        name="",
        ecosystem="gradle",
        version=version[1] if version else "",
        language=language,
    )


def _settings(text: str) -> Iterator[Fact]:
    found = _ROOT.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start(1)) + 1
        yield Manifest(
            lines=(line, line),
            name=found[1],
            ecosystem="gradle",
            language="java",
            root_of_workspace=bool(_MODULES.search(text)),
        )


def _library(line: str, number: int, known: dict[str, str]) -> Iterator[Fact]:
    lines = (number, number)
    plugin = _PLUGIN.match(line)
    if plugin is not None:
        yield Library(
            lines=lines, ecosystem="gradle", name=plugin["name"], version=plugin["version"],
            development_only=True,
        )  # fmt: skip
    project = _PROJECT.match(line)
    if project is not None:
        testing = "test" in project["how"].lower()
        yield Library(
            lines=lines, ecosystem="gradle", name=project["path"], development_only=testing
        )
    found = _SHORT.match(line) or _LONG.match(line)
    if found is None:
        return
    yield Library(
        lines=lines,
        ecosystem="maven",
        name=f"{found['group']}:{found['name']}",
        version=_resolved(found["version"] or "", known),
        development_only="test" in found["how"].lower(),
    )
    tool = MIGRATORS.get(found["name"])
    if tool:
        yield Habit(lines=lines, kind="migration-tool", value=tool)


def _resolved(version: str, known: dict[str, str]) -> str:
    found = _USE.search(version)
    return version if found is None else known.get(found[1], "")
