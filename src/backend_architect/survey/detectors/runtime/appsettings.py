"""Settings of .NET programs by name: appsettings.json and its environments.

Recognises: the sections and values of `appsettings.json` and `appsettings.<Environment>.json`, as
.NET joins their names ("Jwt:Issuer"), to a depth of three.
Versions seen: ASP.NET Core 1 to 10.
Not recognised: user secrets, providers of other sources.
Documentation: https://learn.microsoft.com/en-us/aspnet/core/fundamentals/configuration/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, SettingFact, Unresolved

_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_DEPTH = 3
#: How the program writes its log is no setting of the system.
_ASIDE = ("Logging", "AllowedHosts", "$schema", "Serilog")


@detector(paths=("appsettings.json", "appsettings.*.json"))
def appsettings(match: Match) -> Iterator[Fact]:
    """One setting for each value that is named."""
    text = _COMMENT.sub("", match.source.text).lstrip("\ufeff")
    try:
        page = json.loads(text)
    except (ValueError, RecursionError):
        reason = "It is no JSON."
        yield Unresolved(lines=(1, 1), what="settings of .NET", reason=reason, kind="unparsed")
        return
    lines = text.splitlines()
    for keys in _names(page, ()):
        own = f'"{keys[-1]}"'
        line = next((n for n, each in enumerate(lines, 1) if own in each), 1)
        yield SettingFact(lines=(line, line), name=":".join(keys))


def _names(page: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in page.items() if isinstance(page, dict) else ():
        if above or key not in _ASIDE:
            keys = (*above, key)
            if isinstance(value, dict) and len(keys) < _DEPTH:
                yield from _names(value, keys)
            else:
                yield keys
