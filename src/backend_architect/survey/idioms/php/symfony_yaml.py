"""The entries of Symfony's routing files in YAML.

Source: https://symfony.com/doc/current/routing.html#creating-routes-in-yaml-xml-or-php-files,
https://symfony.com/doc/current/routing/custom_route_loader.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath
from typing import NamedTuple

import yaml

from backend_architect.survey.idioms.yaml_lines import elements, keys_of, mapping, scalar

#: What stands for all environments but those of a developer or a test.
_WHEN = re.compile(r"when@(?!dev|test)")


class Entry(NamedTuple):
    """A route (with `paths`) or an import (with `resources`) of a routing file."""

    lines: tuple[int, int]
    paths: tuple[str, ...]
    resources: tuple[str, ...]
    kind: str
    prefixes: tuple[str, ...]
    methods: tuple[str, ...]
    controller: str


def entries(node: yaml.Node) -> Iterator[Entry]:
    """The routes and imports of a document, those of `when@prod` too."""
    lines = keys_of(node)
    for name, value in mapping(node).items():
        if name.startswith("when@"):
            if _WHEN.match(name):
                yield from entries(value)
        elif isinstance(value, yaml.MappingNode):
            yield _entry(value, lines.get(name, (1, 1)))


def _entry(node: yaml.Node, lines: tuple[int, int]) -> Entry:
    said = mapping(node)
    resource = said.get("resource")
    inner = mapping(resource).get("path") if isinstance(resource, yaml.MappingNode) else resource
    defaults = mapping(said.get("defaults"))
    controller = scalar(said.get("controller")) or scalar(defaults.get("_controller"))
    methods = [m for e in elements(said.get("methods")) for m in re.split(r"[|,\s]+", scalar(e))]
    return Entry(
        lines,
        _texts(said.get("path") or said.get("pattern")),
        tuple(folder_of(scalar(each)) for each in elements(inner) if scalar(each)),
        scalar(said.get("type")),
        _texts(said.get("prefix")),
        tuple(m.upper() for m in methods if m and m.upper() not in ("HEAD", "OPTIONS")),
        controller.replace("::", ".").rpartition("\\")[2] if "::" in controller else "",
    )


def _texts(node: yaml.Node | None) -> tuple[str, ...]:
    """One text, or one for each language."""
    if isinstance(node, yaml.MappingNode):
        return tuple(dict.fromkeys(scalar(value) for value in mapping(node).values()))
    return (scalar(node),) if isinstance(node, yaml.ScalarNode) else ()


def folder_of(resource: str) -> str:
    """The folder of a pattern such as `../src/Controller/**/*.php`."""
    head = re.split(r"[*{]", resource, maxsplit=1)[0]
    return normpath(head.rstrip("/") or ".") if not head.startswith("@") else head
