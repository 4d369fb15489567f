"""Settings that routes may name: `@RequestMapping("${api.prefix}")`.

Recognises: in `application` files of properties and YAML, texts that can be parts of a path, with
the default of a placeholder in them, where no profile narrows them.
Versions seen: Spring Boot 1 to 4, Micronaut 1 to 4.
Not recognised: settings of other files, values that only the environment has.
Documentation: https://docs.spring.io/spring-boot/reference/features/external-config.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Definition, Fact, Literally
from backend_architect.survey.idioms.java.spring_properties import (
    PLACEHOLDER,
    Property,
    properties_of,
)
from backend_architect.survey.idioms.yaml_lines import Unreadable
from backend_architect.survey.resolve.java import setting_name

#: Words in the last part of a key that holds a part of a path.
_SAID = re.compile(
    r"path|prefix|base|version|url|uri|root|context|endpoint|api|route|mapping", re.I
)
_ASIDE = re.compile(r"secret|passw|token|key|credential", re.IGNORECASE)
_PART = re.compile(r"/?[\w.~{}*-]+(?:/[\w.~{}*-]+)*/?")
_FRAMEWORKS = ("spring.", "server.", "logging.", "management.", "quarkus.")


@detector(paths=("application.properties", "application.y*ml"))
def setting_paths(match: Match) -> Iterator[Fact]:
    """One definition for each setting that a path may name."""
    try:
        found = properties_of(match.source.path, match.source.text)
    except Unreadable:
        return  # the settings' own detector tells it
    for each in found:
        text = _text(each)
        if text and not each.profile and _is_said(each.written):
            yield Definition(
                lines=each.lines,
                name=setting_name(each.written),
                kind="value",
                value=Literally(text=text),
            )


def _is_said(key: str) -> bool:
    plain = _SAID.search(key.rpartition(".")[2]) and not _ASIDE.search(key)
    return bool(plain) and not key.startswith(_FRAMEWORKS)


def _text(each: Property) -> str:
    """The part of a path a setting holds, "" for any other value."""
    value = each.value.strip().strip("\"'")
    placeholder = PLACEHOLDER.fullmatch(value)
    plain = (placeholder[2] or "") if placeholder is not None else value
    return plain if len(plain) <= 120 and _PART.fullmatch(plain) else ""
