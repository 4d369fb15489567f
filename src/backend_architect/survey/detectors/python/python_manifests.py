"""Python: projects and their dependencies.

Recognises: `pyproject.toml` (PEP 621, dependency groups of PEP 735, Poetry), `setup.cfg`,
`requirements*.txt` (also in a `requirements` folder),
`Pipfile`.
Dependencies of files and groups named for development, tests, linting or documentation are
development's.
Versions seen: PEP 621, Poetry 1 and 2, pip 2x, Pipenv.
Not recognised: `-r` includes (the included file is read by itself), `setup.py`,
lock files (they repeat what the manifest asks for).
Documentation: https://packaging.python.org/en/latest/specifications/
"""

from __future__ import annotations

import configparser
import re
import tomllib
from collections.abc import Iterable, Iterator
from posixpath import basename, dirname
from typing import Any

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Library, Manifest, Unresolved

_DEVELOPMENT = re.compile(
    r"dev|test|lint|doc|typing|type|ci\b|qa|format|debug|local", re.IGNORECASE
)
_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?P<version>[^;#\s][^;#]*)?"
)
_ECOSYSTEM = "pypi"


@detector(
    paths=("pyproject.toml", "setup.cfg", "requirements*.txt", "*requirements.txt", "Pipfile",
           "*/requirements/*.txt", "requirements/*.txt"),
)  # fmt: skip
def python_manifests(match: Match) -> Iterator[Fact]:
    """The manifest and its libraries."""
    name = basename(match.source.path)
    try:
        if name == "pyproject.toml":
            yield from _pyproject(match, tomllib.loads(match.source.text))
        elif name == "Pipfile":
            yield from _pipfile(match, tomllib.loads(match.source.text))
        elif name == "setup.cfg":
            yield from _setup_cfg(match)
        else:
            yield from _requirements(match)
    except (tomllib.TOMLDecodeError, configparser.Error):
        yield Unresolved(lines=match.lines(), what=name, kind="unparsed",
                         reason="It is not well-formed.")  # fmt: skip


def _manifest(match: Match, name: str, version: str = "") -> Manifest:
    own = name or basename(dirname(match.source.path)) or "app"
    return Manifest(lines=match.lines(), name=own, ecosystem=_ECOSYSTEM, version=version,
                    language="python")  # fmt: skip


def _pyproject(match: Match, data: dict[str, Any]) -> Iterator[Fact]:
    project, poetry = _table(data, "project"), _table(data, "tool", "poetry")
    if not project and not poetry:
        return
    about = project or poetry
    version = about.get("version")
    yield _manifest(match, str(about.get("name", "")), version if isinstance(version, str) else "")
    yield from _listed(match, project.get("dependencies"), development=False)
    for group, listed in _table(data, "project", "optional-dependencies").items():
        yield from _listed(match, listed, development=bool(_DEVELOPMENT.search(group)))
    for group, listed in _table(data, "dependency-groups").items():
        yield from _listed(match, listed, development=bool(_DEVELOPMENT.search(group)))
    yield from _mapped(match, poetry.get("dependencies"), development=False)
    yield from _mapped(match, poetry.get("dev-dependencies"), development=True)
    for group, table in _table(poetry, "group").items():
        own = table.get("dependencies") if isinstance(table, dict) else None
        yield from _mapped(match, own, development=bool(_DEVELOPMENT.search(group)))


def _table(data: dict[str, Any], *path: str) -> dict[str, Any]:
    """The table at a path of keys, {} where there is none."""
    found: Any = data
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _pipfile(match: Match, data: dict[str, Any]) -> Iterator[Fact]:
    yield _manifest(match, "")
    yield from _mapped(match, data.get("packages"), development=False)
    yield from _mapped(match, data.get("dev-packages"), development=True)


def _setup_cfg(match: Match) -> Iterator[Fact]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(match.source.text)
    if not parser.has_option("metadata", "name"):
        return
    yield _manifest(match, parser.get("metadata", "name"),
                    parser.get("metadata", "version", fallback=""))  # fmt: skip
    required = parser.get("options", "install_requires", fallback="")
    yield from _listed(match, required.splitlines(), development=False)
    extras = "options.extras_require"
    for group, listed in parser.items(extras) if parser.has_section(extras) else ():
        yield from _listed(match, listed.splitlines(), development=bool(_DEVELOPMENT.search(group)))


def _requirements(match: Match) -> Iterator[Fact]:
    path = match.source.path
    folder = dirname(path)
    if basename(path) == "requirements.txt":
        yield _manifest(match, basename(folder))
    name = basename(path).replace("requirements", "")
    lines = [
        line for line in match.source.text.splitlines()
        if not line.lstrip().startswith(("#", "-", "git+", "http", "."))
    ]  # fmt: skip
    yield from _listed(match, lines, development=bool(_DEVELOPMENT.search(name)))


# ---------------------------------------------------------------- libraries


def _listed(match: Match, listed: Any, *, development: bool) -> Iterator[Fact]:
    """Requirements of PEP 508, one per text."""
    for text in listed if isinstance(listed, Iterable) else ():
        found = _REQUIREMENT.match(text) if isinstance(text, str) and text.strip() else None
        if found:
            version = (found.group("version") or "").partition("--hash")[0].strip(" \\()")
            version = "" if version.startswith("@") else version
            yield _library(match, found.group("name"), version, development=development)


def _mapped(match: Match, table: Any, *, development: bool) -> Iterator[Fact]:
    """Poetry's and Pipenv's `name = version` or `name = {version = ...}`."""
    for name, wanted in table.items() if isinstance(table, dict) else ():
        said = wanted.get("version", "") if isinstance(wanted, dict) else wanted
        if name != "python":
            version = said if isinstance(said, str) else ""
            yield _library(match, name, version, development=development)


def _library(match: Match, name: str, version: str, *, development: bool) -> Library:
    """The library, with the line that names it first."""
    plain = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    lines = match.source.text.splitlines()
    row = next((i for i, line in enumerate(lines, 1) if plain.search(line)), 1)
    return Library(lines=(row, row), ecosystem=_ECOSYSTEM, name=name.lower().replace("_", "-"),
                   version=version, development_only=development)  # fmt: skip
