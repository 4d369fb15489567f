"""Routes of Spring's gateways as settings write them.

Zuul: https://docs.spring.io/spring-cloud-netflix/docs/2.2.x/reference/html/#router-and-filter-zuul
Spring Cloud Gateway: https://docs.spring.io/spring-cloud-gateway/reference/spring-cloud-gateway-server-webflux/configuring-route-predicate-factories-and-filter-factories.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.idioms.yaml_lines import entries

_PAIR = re.compile(r"\s*([^=:\s]+)\s*[=:\s]\s*(.*)")
_GATEWAY = ("spring", "cloud", "gateway")


class Way(NamedTuple):
    """Requests to `path` go to `target`: a service's name or an address."""

    target: str
    path: str
    technology: str
    lines: tuple[int, int]


class _Setting(NamedTuple):
    keys: tuple[str, ...]
    value: str
    lines: tuple[int, int]
    document: int


def ways_of(path: str, text: str) -> list[Way]:
    """All routes of a file. Raises `yaml_lines.Unreadable`."""
    if "zuul" not in text and "gateway" not in text:
        return []
    settings = list(_properties(text) if path.endswith(".properties") else _yaml(text))
    return [*_zuul(settings), *_gateway(settings)]


def _properties(text: str) -> Iterator[_Setting]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _PAIR.match(line)
        if found and not line.strip().startswith(("#", "!")):
            keys = tuple(part for part in re.split(r"[.\[\]]+", found[1]) if part)
            yield _Setting(keys, found[2].strip(), (number, number), 0)


def _yaml(text: str) -> Iterator[_Setting]:
    for entry in entries(text):
        keys = tuple(part for key in entry.keys for part in key.split("."))
        yield _Setting(keys, entry.value.strip(), entry.lines, entry.document)


def _zuul(settings: list[_Setting]) -> Iterator[Way]:
    """By id: a path with `serviceId` or `url`; the id is the service where neither is said."""
    routes: dict[tuple[int, str], dict[str, _Setting]] = {}
    for each in settings:
        if each.keys[:2] == ("zuul", "routes") and len(each.keys) >= 3:
            rest = each.keys[3:] or ("path",)
            word = rest[-1].replace("-", "").lower()
            routes.setdefault((each.document, each.keys[2]), {}).setdefault(word, each)
    for (_, id), parts in routes.items():
        target = parts.get("serviceid") or parts.get("url")
        place = parts.get("path") or target
        if place is not None and place.value.startswith(("http:", "https:")):
            yield Way(place.value, f"/{id}/**", "zuul", place.lines)
        elif place is not None and not (target and target.value.startswith("forward:")):
            path = parts["path"].value if "path" in parts else f"/{id}/**"
            yield Way(target.value if target else id, path, "zuul", place.lines)


def _gateway(settings: list[_Setting]) -> Iterator[Way]:
    """By number: a `uri` and the paths of its predicates."""
    routes: dict[tuple[int, tuple[str, ...]], list[_Setting]] = {}
    for each in settings:
        if each.keys[:3] == _GATEWAY and "routes" in each.keys:
            at = each.keys.index("routes") + 2
            routes.setdefault((each.document, each.keys[:at]), []).append(each)
    for (_, head), parts in routes.items():
        uri = next((each for each in parts if each.keys[len(head) :] == ("uri",)), None)
        if uri is not None and not uri.value.startswith(("forward:", "no:")):
            yield Way(uri.value, _path(parts), "spring-cloud-gateway", uri.lines)


def _path(parts: list[_Setting]) -> str:
    """The first path a route's predicates ask for, in their short form or the long one."""
    for each in parts:
        if "predicates" in each.keys and each.value.startswith("Path="):
            return each.value.removeprefix("Path=").partition(",")[0].strip()
        if "predicates" in each.keys and "args" in each.keys and each.value.startswith("/"):
            return each.value
    return ""
