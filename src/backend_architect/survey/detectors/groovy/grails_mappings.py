"""Grails: URL mappings.

Recognises: `"/x/$id"(controller: 'c', action: 'a')`, with `method:`, `get "/x"(...)`, actions by
method (`action = [GET: 'show']`), `resources:` and `single:` with `includes` and `excludes`,
mappings inside `group` and inside resources; the default mapping by controller and action.
Versions seen: Grails 2 to 6.
Not recognised: the forms of resources (`create`, `edit`), mappings that code builds.
Documentation: https://docs.grails.org/latest/guide/theWebLayer.html#urlmappings
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Feature
from backend_architect.survey.grammars.plain.text import Plain, Span, literal, plain
from backend_architect.survey.idioms.groovy.grails import CONVENTION, RESOURCE, SINGLE
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Block, Found, is_aside, prefix_at, served

_ENTRY = re.compile(
    r"(?:^|[\n;{])[ \t]*(?:name\s+\w+\s*:\s*)?"
    r"(?:(get|post|put|patch|delete|options|head)\s*\(?\s*)?"
    r"((?:\"[^\"\n]*\"|'[^'\n]*'))\s*(\(|\{)")  # fmt: skip
_GROUP = re.compile(r"\bgroup\s*\(?\s*(\"[^\"\n]*\"|'[^'\n]*')\s*,?\s*\)?\s*\{")
_OPTION = re.compile(r"\b(\w+)\s*:\s*(\[[^\]]*\]|\"[^\"]*\"|'[^']*'|[\w.]+)")
_BY_METHOD = re.compile(r"\baction\s*[=:]\s*\[([^\]]*)\]")
_BODY = re.compile(r"\b(controller|action|view|method)\s*=\s*(\"[^\"]*\"|'[^']*')")
_PAIR = re.compile(r"\b([A-Z]+)\s*:\s*['\"](\w+)['\"]")
_VARIABLE = re.compile(r"\$\{?(\w+)\}?\??(?:\*\*)?")
_FORMAT = re.compile(r"\(\.[^)]*\)\?*")


class _Entry(NamedTuple):
    """A mapping: its path below what is around, its method, what it is told, its block."""

    at: int
    path: str
    method: str
    options: dict[str, str]
    body: Span


@detector(language="groovy", anchors=("mappings",))
def grails_mappings(match: Match) -> Iterator[Fact]:
    """The mappings of a program."""
    if is_aside(match.source.path) or not match.source.path.endswith("Mappings.groovy"):
        return
    text = plain(match.source.text, "groovy")
    entries = list(_entries(text))
    for each in entries:
        if "{controller}" in each.path and "{action}" in each.path:
            yield Feature(lines=text.lines(each.at), name=CONVENTION)
    yield from served(text, "grails", _routes(text, entries))


def _entries(text: Plain) -> Iterator[_Entry]:
    for each in _ENTRY.finditer(text.code):
        at = each.start(2)
        path = _VARIABLE.sub(r"{\1}", _FORMAT.sub("", literal(each.group(2)) or ""))
        if not path.startswith("/"):
            continue
        opening, options = each.start(3), {}
        end = text.close(opening)
        if each.group(3) == "(":
            options = dict(_OPTION.findall(text.code[opening:end]))
            block = re.compile(r"\s*\{").match(text.code, end + 1)
            body = text.inside(block.end() - 1) if block else Span(end, end)
        else:
            body = text.inside(opening)
        yield _Entry(at, path, (each.group(1) or "").upper(), options, body)


def _routes(text: Plain, entries: list[_Entry]) -> Iterator[Found]:
    blocks = [
        Block(text.inside(each.end() - 1), literal(each.group(1)) or "")
        for each in text.find(_GROUP)
    ]
    for each in entries:
        many = "resources" in each.options or "resource" in each.options
        own = literal(each.options.get("resources") or each.options.get("resource") or "''")
        tail = f"/{{{own}Id}}" if many else ""
        blocks.append(Block(each.body, each.path + tail))
    for each in entries:
        path = below(prefix_at(blocks, each.at), each.path)
        for methods, rest, handler in _answers(text, each):
            yield Found(each.at, methods, below(path, rest), handler)


def _answers(text: Plain, entry: _Entry) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The methods, the rest of the path and the handler of each route of a mapping."""
    options = entry.options
    many, one = options.get("resources") or options.get("resource"), options.get("single")
    if many or one:
        controller = literal(many or one or "") or ""
        for name, (methods, rest) in (RESOURCE if many else SINGLE).items():
            if _kept(options, name):
                yield methods, rest, f"{controller}.{name}"
        return
    inner = text.text(entry.body) if "\n" not in entry.path else ""
    said = {**dict(_BODY.findall(inner)), **options}
    listed = _BY_METHOD.search(inner) or _BY_METHOD.search(str(options.get("action", "")))
    pairs = _PAIR.findall(listed.group(1)) if listed else _PAIR.findall(options.get("action", ""))
    controller = literal(said.get("controller", "")) or ""
    if pairs:
        for method, action in pairs:
            yield (method,), "", f"{controller}.{action}"
    elif controller or "view" in said or "redirect" in said or "uri" in said:
        action = literal(said.get("action", "")) or ""
        method = entry.method or (literal(said.get("method", "")) or "GET").upper()
        yield (("ANY" if method == "*" else method),), "", f"{controller}.{action}".strip(".")


def _kept(options: dict[str, str], name: str) -> bool:
    includes = re.findall(r"\w+", options.get("includes", ""))
    return name not in options.get("excludes", "") and (not includes or name in includes)
