"""Spring Boot's settings files: properties or YAML, one document after the other.

Keys are compared as Spring binds them: letters only, without dashes and case
(https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.relaxed-binding).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import NamedTuple

from backend_architect.survey.idioms.yaml_lines import entries

_FILE = re.compile(r"(?:application|bootstrap)(?:-(?P<profile>.+))?\.(?:properties|ya?ml)\Z")
_PAIR = re.compile(r"\s*([^=:\s]+)\s*[=:\s]\s*(.*)")
_PROFILE_KEYS = ("spring.config.activate.onprofile", "spring.profiles")
#: `${NAME}` and `${NAME:default}`.
PLACEHOLDER = re.compile(r"\$\{([^{}:]+)(?::([^{}]*))?\}")


class Property(NamedTuple):
    """A setting; `key` is bound ("server.servlet.contextpath"), `written` as the file has it."""

    key: str
    written: str
    value: str
    lines: tuple[int, int]
    profile: str


def bound(key: str) -> str:
    """A key as Spring compares it."""
    return re.sub(r"\[\d+\]", "", key).replace("-", "").replace("_", "").lower()


def properties_of(path: str, text: str) -> list[Property]:
    """All settings of a file with the profile each holds for. Raises `yaml_lines.Unreadable`."""
    found = _FILE.search(basename(path))
    named = (found["profile"] or "") if found else ""
    read = _properties if path.endswith(".properties") else _yaml
    documents: dict[int, list[tuple[str, str, tuple[int, int]]]] = {}
    for document, key, value, lines in read(text):
        documents.setdefault(document, []).append((key, value, lines))
    return [
        Property(bound(key), key, value, lines, profile)
        for pairs in documents.values()
        for profile in (named or _profile(pairs),)
        for key, value, lines in pairs
    ]


def _profile(pairs: list[tuple[str, str, tuple[int, int]]]) -> str:
    return next((v for key, v, _ in pairs if bound(key) in _PROFILE_KEYS), "")


Pair = tuple[int, str, str, tuple[int, int]]


def _properties(text: str) -> Iterator[Pair]:
    document = 0
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped in ("#---", "!---"):
            document += 1
        found = _PAIR.match(line)
        if found and not stripped.startswith(("#", "!")):
            yield document, found[1], found[2].strip(), (number, number)


def _yaml(text: str) -> Iterator[Pair]:
    for entry in entries(text):
        keys = [key for key in entry.keys if not key.isdigit()]
        yield entry.document, ".".join(keys), entry.value.strip(), entry.lines
