"""Smithy models: operations with their HTTP traits.

Recognises: `@http(method: "GET", uri: "/users/{userId}")` before `operation GetUser`.
Versions seen: IDL 1.0 and 2.0.
Not recognised: traits applied from elsewhere (`apply`), models as JSON.
Documentation: https://smithy.io/2.0/spec/http-bindings.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact

_HTTP = re.compile(
    r"@http\s*\(([^()]{0,1000})\)(?:(?!\boperation\b)[^{}]){0,3000}?\boperation\s+(\w+)"
)
_SETTING = re.compile(r'(method|uri)\s*:\s*"([^"]*)"')
_SERVICE = re.compile(r"^[ \t]*service\s+(\w+)", re.MULTILINE)


@detector(paths=("*.smithy",))
def smithy_models(match: Match) -> Iterator[Fact]:
    """One described operation for each with the trait."""
    text = re.sub(r"(?m)^[ \t]*//.*$", "", match.source.text)
    service = _SERVICE.search(text)
    for found in _HTTP.finditer(text):
        said = dict(_SETTING.findall(found[1]))
        line = text.count("\n", 0, found.start()) + 1
        if "method" in said and "uri" in said:
            yield Described(
                lines=(line, line),
                document="smithy",
                method=said["method"].upper(),
                path=re.sub(r"\{(\w+)\+\}", r"{\1}", said["uri"].partition("?")[0]),
                name=found[2],
                service=service[1] if service else "",
            )
