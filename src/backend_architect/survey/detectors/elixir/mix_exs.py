"""Mix: mix.exs, the program and its packages.

Recognises: `app:` and `version:` of the project, dependencies as tuples with their versions;
`only:` of development or test.
Versions seen: Elixir 1.4 to 1.18.
Not recognised: versions that are computed.
Documentation: https://hexdocs.pm/mix/Mix.Project.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit, Library, Manifest

_APP = re.compile(r"^\s*app:\s*:(\w+)", re.MULTILINE)
_VERSION = re.compile(r'^\s*version:\s*"([^"]+)"', re.MULTILINE)
_NEEDS = re.compile(
    r"^[^#\n]*?\{\s*:(\w+)\s*,\s*"
    r"""(?:"([^"]*)"|(?:git|github|path|in_umbrella|only):)[^\n]*""",
    re.MULTILINE,
)
_DEVELOPMENT = re.compile(r"only:\s*(?:\[\s*)?:(?:dev|test)\b(?!.*:prod)")


@detector(language="elixir", paths=("mix.exs",))
def mix_exs(match: Match) -> Iterator[Fact]:
    """One manifest, and a library for each dependency."""
    text = match.source.text
    app, version = _APP.search(text), _VERSION.search(text)
    line = text.count("\n", 0, app.start(1)) + 1 if app else 1
    yield Manifest(
        lines=(line, line), name=app[1] if app else "", version=version[1] if version else "",
        ecosystem="hex", language="elixir", root_of_workspace="apps_path" in text,
    )  # fmt: skip
    for found in _NEEDS.finditer(text):
        number = text.count("\n", 0, found.start(1)) + 1
        development = bool(_DEVELOPMENT.search(found[0]))
        yield Library(
            lines=(number, number), ecosystem="hex", name=found[1], version=found[2] or "",
            development_only=development,
        )  # fmt: skip
        if found[1] == "ecto_sql":
            yield Habit(lines=(number, number), kind="migration-tool", value="ecto")
