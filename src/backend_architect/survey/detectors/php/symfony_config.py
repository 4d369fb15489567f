"""Symfony: routing files in YAML, and the prefixes they load controllers and APIs under.

Recognises: `config/routes.yaml`, `config/routes/*.yaml`, `routing.yml` and `Resources/config/...`:
routes with `path`, `controller` and `methods`; imports of folders or controllers by attributes or
annotations with `prefix`, of other routing files, and of API Platform's resources; entries for one
environment other than a developer's or a test's.
Versions seen: Symfony 2.8 to 7, API Platform 2 to 4.
Not recognised: routes of bundles from elsewhere (`@...`), route loaders that are services, requests
told apart by host or condition.
Documentation: https://symfony.com/doc/current/routing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Fact,
    FolderMount,
    Literally,
    Mount,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.idioms.php.symfony import ROUTER, plain_text
from backend_architect.survey.idioms.php.symfony_yaml import Entry, entries
from backend_architect.survey.idioms.yaml_lines import Unreadable, documents

_ATTRIBUTES = ("annotation", "attribute", "annotations", "attributes")
_PLAIN = re.compile(r"(?:^|/)(?:routes|routing)(?:[._-]?(?!dev|test)\w*)?\.ya?ml\Z")


@detector(
    paths=("routes.yaml", "routes.yml", "routing.yml", "routing.yaml", "*/config/routes/*.yaml",
           "*/config/routes/*.yml", "config/routes/*.yaml", "config/routes/*.yml",
           "*/Resources/config/rout*.yml", "*/Resources/config/rout*.yaml",
           "*/config/routing/*.yml", "*/config/routing/*.yaml", "routing_*.yml"),
)  # fmt: skip
def symfony_config(match: Match) -> Iterator[Fact]:
    """The file as a router, its routes and what it loads."""
    path = match.source.path
    if re.search(r"/(?:dev|test)/|(?:_|\.)(?:dev|test)\.ya?ml\Z", path):
        return
    try:
        found = [entry for node in documents(match.source.text) for entry in entries(node)]
    except Unreadable as trouble:
        lines = (trouble.line, trouble.line)
        reason = "It is no YAML, or describes more than is read."
        yield Unresolved(lines=lines, what="a routing file", reason=reason, kind="unparsed")
        return
    said = [fact for entry in found for fact in _facts(entry, found)]
    if said:
        yield Router(lines=(1, 1), name=ROUTER, framework="symfony", root=True)
        yield from said


def _facts(entry: Entry, all_entries: list[Entry]) -> Iterator[Fact]:
    for path in entry.paths:
        yield Route(
            lines=entry.lines, router=ROUTER, methods=entry.methods or ("ANY",),
            path=Literally(text=plain_text(path)), handler=entry.controller, framework="symfony",
        )  # fmt: skip
    for resource in entry.resources:
        for prefix in entry.prefixes or ("",):
            yield from _loaded(entry, resource, Literally(text=plain_text(prefix)), all_entries)


def _loaded(
    entry: Entry, resource: str, prefix: Literally, all_entries: list[Entry]
) -> Iterator[Fact]:
    if resource.startswith("@"):
        return
    if entry.kind == "api_platform":
        yield _folder(entry, "../.." if "/" not in resource else resource, prefix, "api-platform")
    elif entry.kind in _ATTRIBUTES or (not entry.kind and not _is_file(resource)):
        inner = _inner(resource, all_entries)
        yield _folder(entry, resource, prefix, "symfony", inner)
    elif resource.endswith((".yaml", ".yml")):
        yield Mount(lines=entry.lines, parent=ROUTER, child=Literally(text=resource), prefix=prefix)


def _is_file(resource: str) -> bool:
    return resource.rpartition("/")[2].count(".") > 0 and not resource.endswith(".php")


def _folder(
    entry: Entry, folder: str, prefix: Literally, framework: str, besides: tuple[str, ...] = ()
) -> FolderMount:
    return FolderMount(
        lines=entry.lines, parent=ROUTER, folder=folder, prefix=prefix, framework=framework,
        besides=besides,
    )  # fmt: skip


def _inner(resource: str, all_entries: list[Entry]) -> tuple[str, ...]:
    """Folders below this one that the file loads by themselves: the later route of a name wins."""
    others = (other for entry in all_entries for other in entry.resources)
    return tuple(sorted({o for o in others if o.startswith(f"{resource}/")}))
