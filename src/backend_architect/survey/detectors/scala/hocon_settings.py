"""Settings in HOCON: the context path that all routes of a program are served below.

Recognises: in `application.conf` and `reference.conf` `play.http.context`, `application.context`
and Ktor's `ktor.deployment.rootPath`, in blocks or with dots; environment overrides
(`${?CONTEXT}`) are left out where a value stands beside them.
Versions seen: HOCON 1, Play 2 and 3, Ktor 1 to 3.
Not recognised: settings of included files.
Documentation: https://www.playframework.com/documentation/latest/Configuration,
https://ktor.io/docs/server-configuration-file.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, GlobalPrefix, Literally

_KEYS = {
    "play.http.context": "play",
    "application.context": "play",
    "ktor.deployment.rootpath": "ktor",
}
_SETTING = re.compile(r"^\s*\"?([\w.-]+)\"?\s*(?:[=:]\s*(.*?)|(\{))\s*,?\s*$")
_OPEN = re.compile(r"^\s*\"?([\w.-]+)\"?\s*[=:]?\s*\{\s*$")


@detector(paths=("application.conf", "application*.conf"))
def hocon_settings(match: Match) -> Iterator[Fact]:
    """Say the context path."""
    around: list[str] = []
    for number, line in enumerate(match.source.text.splitlines(), 1):
        plain = re.sub(r"(?:^|\s)(?:#|//).*$", "", line)
        opened, found = _OPEN.match(plain), _SETTING.match(plain)
        if opened is not None:
            around.append(opened[1])
        elif plain.strip().startswith("}"):
            del around[-1:]
        elif found is not None and found[2]:
            yield from _prefix(".".join((*around, found[1])).lower(), found[2], number)


def _prefix(key: str, value: str, number: int) -> Iterator[Fact]:
    text = value.strip().strip('"').strip("/")
    if key in _KEYS and text and not text.startswith("$"):
        yield GlobalPrefix(
            lines=(number, number), prefix=Literally(text=f"/{text}"), framework=_KEYS[key]
        )
