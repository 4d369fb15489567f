"""Reading Prisma's schema language: blocks, fields and their attributes, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BLOCK = re.compile(r"^\s*(model|enum|datasource|view|type)\s+(\w+)\s*\{")
_FIELD = re.compile(r"^\s*(\w+)\s+(Unsupported\(\"[^\"]*\"\)|\w+)(\[\])?(\?)?")
_SETTING = re.compile(r"^\s*(\w+)\s*=\s*(.+?)\s*$")
_ATTRIBUTE = re.compile(r"@{1,2}([\w.]+)")
_NAMED = re.compile(r"^\s*(\w+)\s*:\s*(.*)$", re.DOTALL)


class Attribute(NamedTuple):
    """`@relation(fields: [a], references: [id])`: a name, its unnamed and its named arguments."""

    name: str
    values: tuple[str, ...]
    named: dict[str, str]

    def get(self, key: str, position: int = -1) -> str:
        """The argument of this name, else the one at this position, as written; "" without."""
        if key in self.named:
            return self.named[key]
        return self.values[position] if 0 <= position < len(self.values) else ""


class SchemaField(NamedTuple):
    """One field of a model. `type` is without `[]` and `?`."""

    name: str
    type: str
    many: bool
    optional: bool
    attributes: tuple[Attribute, ...]
    lines: tuple[int, int]

    def attribute(self, name: str) -> Attribute | None:
        """The first attribute of this name, or None."""
        return next((each for each in self.attributes if each.name == name), None)


class Block(NamedTuple):
    """A model, enum, view, composite type or data source."""

    kind: str
    name: str
    fields: tuple[SchemaField, ...]
    attributes: tuple[tuple[Attribute, tuple[int, int]], ...]
    settings: dict[str, tuple[str, int]]
    lines: tuple[int, int]

    def attribute(self, name: str) -> Attribute | None:
        """The first block attribute of this name, or None."""
        return next((each for each, _ in self.attributes if each.name == name), None)


def blocks(text: str) -> tuple[Block, ...]:
    """All blocks of a schema file in order."""
    lines = [_uncommented(line) for line in text.split("\n")]
    found: list[Block] = []
    number = 0
    while number < len(lines):
        match = _BLOCK.match(lines[number])
        if match is None:
            number += 1
            continue
        start = number
        while number < len(lines) and "}" not in _outside_strings(lines[number]):
            number += 1
        body = list(_statements(lines, start + 1, number))
        found.append(
            _block(match.group(1), match.group(2), body, (start + 1, min(number + 1, len(lines))))
        )
        number += 1
    return tuple(found)


def _uncommented(line: str) -> str:
    """The line without a comment at its end; "//" inside a string stays."""
    inside = False
    for at, letter in enumerate(line):
        if letter == '"' and line[at - 1 : at] != "\\":
            inside = not inside
        elif not inside and line.startswith("//", at):
            return line[:at]
    return line


def _outside_strings(line: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)


def _statements(lines: list[str], first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Lines joined until their brackets close, with the numbers of their first and last line."""
    number = first
    while number < end:
        start, text = number, lines[number]
        while _open_brackets(text) > 0 and number + 1 < end:
            number += 1
            text += " " + lines[number].strip()
        if text.strip():
            yield text, start + 1, number + 1
        number += 1


def _open_brackets(text: str) -> int:
    plain = _outside_strings(text)
    return sum(plain.count(mark) for mark in "([") - sum(plain.count(mark) for mark in ")]")


def _block(kind: str, name: str, body: list[tuple[str, int, int]], lines: tuple[int, int]) -> Block:
    fields: list[SchemaField] = []
    attributes: list[tuple[Attribute, tuple[int, int]]] = []
    settings: dict[str, tuple[str, int]] = {}
    for text, first, last in body:
        if text.strip().startswith("@@"):
            attributes.extend((each, (first, last)) for each in _attributes(text))
        elif kind == "datasource":
            match = _SETTING.match(text)
            if match is not None:
                settings[match.group(1)] = (match.group(2), first)
        elif kind != "enum":
            fields.extend(_field(text, (first, last)))
    return Block(kind, name, tuple(fields), tuple(attributes), settings, lines)


def _field(text: str, lines: tuple[int, int]) -> Iterator[SchemaField]:
    match = _FIELD.match(text)
    if match is not None:
        name, type, many, optional = match.groups()
        attributes = tuple(_attributes(text[match.end() :]))
        yield SchemaField(name, type, bool(many), bool(optional), attributes, lines)


def _attributes(text: str) -> Iterator[Attribute]:
    at = 0
    while (match := _ATTRIBUTE.search(text, at)) is not None:
        at = match.end()
        inside = ""
        if text[at : at + 1] == "(":
            end = _closing(text, at)
            inside, at = text[at + 1 : end], end + 1
        parts = split(inside)
        named = {m.group(1): m.group(2).strip() for part in parts if (m := _NAMED.match(part))}
        values = tuple(part.strip() for part in parts if not _NAMED.match(part) and part.strip())
        yield Attribute(match.group(1), values, named)


def _closing(text: str, start: int) -> int:
    depth, inside = 0, False
    for at in range(start, len(text)):
        letter = text[at]
        if letter == '"' and text[at - 1] != "\\":
            inside = not inside
        elif not inside:
            depth += (letter in "([") - (letter in ")]")
            if depth == 0:
                return at
    return len(text)


def split(text: str) -> list[str]:
    """The parts between commas that stand in no bracket and no string."""
    parts, depth, inside = [""], 0, False
    for at, letter in enumerate(text):
        if letter == '"' and text[at - 1 : at] != "\\":
            inside = not inside
        if not inside:
            depth += (letter in "([{") - (letter in ")]}")
            if letter == "," and depth == 0:
                parts.append("")
                continue
        parts[-1] += letter
    return parts


def listed(text: str) -> tuple[str, ...]:
    """The names in `[a, b(sort: Desc)]`; "-" before one that is sorted descending."""
    found = []
    for part in split(text.strip().removeprefix("[").removesuffix("]")):
        name = re.match(r"\s*(\w+)", part)
        if name is not None:
            descending = re.search(r"sort:\s*Desc", part) is not None
            found.append(("-" if descending else "") + name.group(1))
    return tuple(found)


def text_of(value: str) -> str:
    """The text of a string as written, "" for anything else."""
    value = value.strip()
    quoted = len(value) > 1 and value.startswith('"') and value.endswith('"')
    return value[1:-1].replace('\\"', '"') if quoted else ""
