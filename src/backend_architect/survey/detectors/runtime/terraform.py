"""Terraform: databases, caches, queues, buckets, and what runs containers or functions.

Recognises: `resource` blocks of AWS, Google Cloud, Azure, DigitalOcean, Heroku and others for
databases (with `engine`), caches, brokers, queues, topics, buckets, search, secrets; functions
(Lambda, Cloud Functions) with memory, timeout and the names of their environment; services of ECS,
Cloud Run, App Service; schedules of EventBridge and Cloud Scheduler; autoscaling bounds. Names
only: no value of a variable or secret is said.
Versions seen: Terraform 0.12 to 1.13, OpenTofu 1.6 to 1.10.
Not recognised: modules of registries (a gap names each), values of variables and locals, `count`
and `for_each` (one is said), JSON syntax.
Documentation: https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Connection,
    ContainerFact,
    Fact,
    Scaled,
    SettingFact,
    Task,
    Unresolved,
)
from backend_architect.survey.idioms.images import store_of
from backend_architect.survey.idioms.terraform import KINDS, MODULES, engine_of

_BLOCK = re.compile(r'^(resource|module)\s+"([^"]+)"(?:\s+"([^"]+)")?\s*\{', re.MULTILINE)
_ATTRIBUTE = re.compile(
    r'^[ \t]*"?([A-Za-z_]\w*)"?[ \t]*=[ \t]*(?:"([^"\n]*)"|(\d+))', re.MULTILINE
)
_ENVIRONMENT = re.compile(
    r"\b(?:environment|environment_variables|variables|app_settings)\b[^{\n]*\{"
)
_NAME = re.compile(r'^[ \t]*"?([A-Z][A-Z0-9_]*)"?[ \t]*=', re.MULTILINE)
_FLAT_ENVIRONMENT = re.compile(r'\benv\s*\{\s*name\s*=\s*"([A-Z][A-Z0-9_]*)"')
_LIMITS = {"memory_size": "memory", "memory": "memory", "cpu": "cpu", "timeout": "timeout",
           "available_memory": "memory", "timeout_seconds": "timeout"}  # fmt: skip
#: A block longer than this is cut.
_LONGEST = 40_000


class _Block(NamedTuple):
    """A block of a file: `name` is its address ("aws_db_instance.orders")."""

    kind: str
    type: str
    name: str
    body: str
    lines: tuple[int, int]

    @property
    def values(self) -> dict[str, str]:
        """What its attributes are, where that is written out; the first of each name."""
        found: dict[str, str] = {}
        for name, text, number in _ATTRIBUTE.findall(self.body):
            found.setdefault(name, text or number)
        return found


@detector(paths=("*.tf",))
def terraform(match: Match) -> Iterator[Fact]:
    """What each block of a file is for."""
    for block in _blocks(match.source.text):
        if block.kind == "module":
            yield from _module(block)
        else:
            yield from _resource(block)


def _blocks(text: str) -> Iterator[_Block]:
    for found in _BLOCK.finditer(text):
        end = _closing(text, found.end())
        first = text.count("\n", 0, found.start()) + 1
        last = first + text.count("\n", found.start(), end)
        name = f"{found[2]}.{found[3]}" if found[3] else f"module.{found[2]}"
        yield _Block(found[1], found[2], name, text[found.end() : end], (first, last))


def _closing(text: str, start: int) -> int:
    """Where the block that is open at `start` ends; the text's end where it does not."""
    depth = 1
    for each in re.finditer(r"[{}]", text[start : start + _LONGEST]):
        depth += 1 if each.group() == "{" else -1
        if depth == 0:
            return start + each.start()
    return min(len(text), start + _LONGEST)


def _module(block: _Block) -> Iterator[Fact]:
    source = block.values.get("source", "")
    technology = next((kind for word, kind in MODULES.items() if word in source), "")
    if technology:
        yield from _managed(block, engine_of(technology, block.values))
    elif source and not source.startswith("."):
        reason = "What it makes is described outside the repository."
        yield Unresolved(lines=block.lines, what=f"the module {source[:80]}", reason=reason)


def _resource(block: _Block) -> Iterator[Fact]:
    kind = KINDS.get(block.type, "")
    if kind in ("function", "container"):
        yield from _running(block, "function" if kind == "function" else "process")
    elif kind == "schedule":
        schedule = block.values.get("schedule_expression") or block.values.get("schedule", "")
        if schedule:
            yield Task(lines=block.lines, name=block.name, schedule=schedule, framework="terraform")
    elif kind == "scaling":
        yield from _scaling(block)
    elif kind == "secret":
        name = block.values.get("name") or block.values.get("secret_id") or block.name
        if "$" not in name:
            yield SettingFact(lines=block.lines, name=name)
    elif kind:
        yield from _managed(block, engine_of(kind, block.values))


def _managed(block: _Block, technology: str) -> Iterator[Fact]:
    if not technology:
        reason = "Which engine it has is not written out."
        yield Unresolved(lines=block.lines, what=f"the resource {block.name}", reason=reason)
        return
    yield ContainerFact(
        lines=block.lines, name=block.name, kind="managed", technology=technology,
        replicas=_number(block.values.get("num_cache_nodes", "")) or 1,
    )  # fmt: skip
    if store_of(technology):
        yield Connection(lines=block.lines, technology=store_of(technology))


def _running(block: _Block, kind: str) -> Iterator[Fact]:
    values = block.values
    settings = sorted({*_settings(block.body), *_FLAT_ENVIRONMENT.findall(block.body)})
    limits = (f"{_LIMITS[k]} {v}" for k, v in sorted(values.items()) if k in _LIMITS and v)
    yield ContainerFact(
        lines=block.lines,
        name=block.name,
        kind="function" if kind == "function" else "process",
        image=_plain(values.get("image") or values.get("image_uri", "")),
        settings=tuple(settings),
        replicas=_number(values.get("desired_count", "")) or 1,
        limits=tuple(limits),
    )
    for name in settings:
        yield SettingFact(lines=block.lines, name=name)


def _scaling(block: _Block) -> Iterator[Fact]:
    values = block.values
    most = _number(values.get("max_capacity", "") or values.get("max_size", ""))
    least = _number(values.get("min_capacity", "") or values.get("min_size", ""))
    target = re.search(r"\b(aws_\w+\.\w+)\b", block.body)
    if most:
        of = target[1] if target else block.name
        yield Scaled(lines=block.lines, of=of, least=least or 1, most=most)


def _settings(body: str) -> Iterator[str]:
    for found in _ENVIRONMENT.finditer(body):
        yield from _NAME.findall(body[found.end() : _closing(body, found.end())])


def _plain(image: str) -> str:
    return "" if "$" in image else image


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 0
