"""The paths that a Dropwizard program serves its resources below.

Recognises: `server.applicationContextPath` and `server.rootPath` (and those of old versions below
`http`) in YAML of any name, with the default of a placeholder.
Versions seen: Dropwizard 0.6 to 4.
Not recognised: paths that the program sets; several files that differ (the nearest counts).
Documentation: https://www.dropwizard.io/en/stable/manual/configuration.html#servers
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, GlobalPrefix, Literally
from backend_architect.survey.idioms.yaml_lines import Entry, Unreadable, entries

#: In the order their paths stand one behind the other.
_KEYS = ("applicationContextPath", "rootPath")
_PLACEHOLDER = re.compile(r"\$\{[^{}:]*(?::-?([^{}]*))?\}")


@detector(anchors=("applicationContextPath", "rootPath"))
def dropwizard_settings(match: Match) -> Iterator[Fact]:
    """Say the path of one file, its parts joined."""
    if not match.source.path.endswith((".yml", ".yaml")):
        return
    try:
        found = [each for each in entries(match.source.text) if _is_path(each)]
    except Unreadable:
        return  # any YAML may have such a word
    parts = sorted(found, key=lambda each: _KEYS.index(each.keys[-1]))
    whole = "/".join(_plain(each.value) for each in parts if _plain(each.value))
    if whole:
        yield GlobalPrefix(
            lines=parts[0].lines, prefix=Literally(text=f"/{whole}"), framework="jax-rs",
            inner=True,
        )  # fmt: skip


def _is_path(each: Entry) -> bool:
    return len(each.keys) == 2 and each.keys[0] in ("server", "http") and each.keys[1] in _KEYS


def _plain(value: str) -> str:
    """A path without the wildcard behind it."""
    return _PLACEHOLDER.sub(lambda found: found[1] or "", value).rstrip("*").strip("/")
