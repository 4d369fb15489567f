"""*.csproj and Directory.*.props: the program and the packages it uses.

Recognises: a project by its file's name or `AssemblyName`, `PackageReference` with `Include` or
`Update` and its version (attribute or element), `PackageVersion` of central package management;
migration tools among the packages.
Versions seen: SDK-style projects and those of the .NET Framework.
Not recognised: packages.config, references to assemblies, conditions.
Documentation: https://learn.microsoft.com/en-us/nuget/consume-packages/package-references-in-project-files
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest

_PACKAGE = re.compile(
    r"<(PackageReference|PackageVersion)\b([^<>]*)>(?:\s*<Version>\s*([^<\s]+))?", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*"([^"]*)"')
_NAME = re.compile(r"<AssemblyName>\s*([\w.\-]+)\s*</AssemblyName>")
_MIGRATORS = {
    "Microsoft.EntityFrameworkCore.Design": "ef-core", "FluentMigrator": "fluent-migrator",
    "Microsoft.EntityFrameworkCore.Tools": "ef-core", "dbup-core": "dbup", "Evolve": "evolve",
}  # fmt: skip


@detector(paths=("*.csproj", "*.fsproj", "Directory.Packages.props", "Directory.Build.props"))
def csproj(match: Match) -> Iterator[Fact]:
    """One manifest for a project, a library for each package."""
    text, path = match.source.text, match.source.path
    if path.endswith("proj"):
        yield _manifest(text, path)
    for found in _PACKAGE.finditer(text):
        given = {key.lower(): value for key, value in _ATTRIBUTE.findall(found[2])}
        name = given.get("include") or given.get("update") or ""
        if not name or "$" in name:
            continue
        first = text.count("\n", 0, found.start()) + 1
        version = given.get("version") or given.get("versionoverride") or found[3] or ""
        yield Library(
            lines=(first, first),
            ecosystem="nuget",
            name=name,
            version="" if "$" in version else version,
            development_only=given.get("privateassets", "").lower() == "all",
        )
        if name in _MIGRATORS:
            yield Habit(lines=(first, first), kind="migration-tool", value=_MIGRATORS[name])


def _manifest(text: str, path: str) -> Manifest:
    named = _NAME.search(text)
    line = text.count("\n", 0, named.start()) + 1 if named else 1
    return Manifest(
        lines=(line, line),
        name=named[1] if named else basename(path).rpartition(".")[0],
        ecosystem="nuget",
        language="csharp",
    )
