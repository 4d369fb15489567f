"""YAML with the lines of its parts, read without making any object of the text.

The text is composed to nodes only. Aliases are the same node twice, so a text may describe far
more than it holds: what is walked is bounded, and a text beyond it is not read.

libyaml composes ten times as fast as PyYAML's own reader, to the same nodes, but calls itself for
each level: a text of a hundred thousand brackets would end the process. It is given only what
surely stays flat; the rest is read by the slow one, which ends in an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import yaml

#: Nodes looked at in one file, and how deep they may stand in one another.
LIMIT = 20_000
DEPTH = 60
#: Levels that libyaml is given at most.
FLAT = 200

_HIDING = re.compile("[\"'#]")


class Unreadable(Exception):  # says what the text is; caught where it is read
    """The text is no YAML, or describes too much; `line` is where that shows."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class Entry(NamedTuple):
    """A scalar with the keys that lead to it; list elements are keyed by number. `document`
    counts from 0."""

    keys: tuple[str, ...]
    value: str
    lines: tuple[int, int]
    document: int


def documents(text: str) -> list[yaml.Node]:
    """The documents of a text as nodes. Raises `Unreadable`."""
    return list(_documents(text))


@lru_cache(maxsize=2)  # several detectors read one file, one after the other
def _documents(text: str) -> tuple[yaml.Node, ...]:
    try:
        nodes: Iterator[yaml.Node | None] = yaml.compose_all(text, Loader=_loader(text))
        found = [node for node in nodes if node is not None]
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark
        line = mark.line + 1 if mark is not None else 1
        raise Unreadable(min(line, text.count("\n") + 1)) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise Unreadable(1) from None
    _measure(found)
    return tuple(found)


def _loader(text: str) -> type[yaml.SafeLoader | yaml.CSafeLoader]:
    """The fast reader where there is one and the text is flat, else the slow one."""
    return yaml.CSafeLoader if yaml.__with_libyaml__ and _is_flat(text) else yaml.SafeLoader


def _is_flat(text: str) -> bool:
    """Whether no part of a text can stand deeper than `FLAT` in others.

    Levels of blocks that are open begin left of a line's own text or at one of its dashes; levels
    in brackets open one each. A bracket counts as closed only on its own line, and not beside
    quotes and remarks, which may hold brackets that are none.
    """
    left_open = 0
    for line in text.splitlines():
        opened = line.count("[") + line.count("{")
        if len(line) > FLAT and (opened > FLAT or _blocks(line) > FLAT):
            return False
        if opened and not _HIDING.search(line):
            opened = max(0, opened - line.count("]") - line.count("}"))
        left_open += opened
    return left_open <= FLAT


def _blocks(line: str) -> int:
    return len(line) - len(line.lstrip()) + line.count("-") + line.count("?")


def _measure(nodes: list[yaml.Node]) -> None:
    waiting = [(node, 0) for node in nodes]
    for _ in range(LIMIT):
        if not waiting:
            return
        node, depth = waiting.pop()
        if depth > DEPTH:
            break
        waiting.extend((child, depth + 1) for child in _children(node))
    raise Unreadable(1)


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The values of a mapping by key, those of merged mappings (`<<`) below its own; {} for any
    other node."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    merged: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value == "<<":
            sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for source in sources:
                merged = {**mapping(source), **merged}
    own = {str(key.value): value for key, value in node.value if key.value != "<<"}
    return {**merged, **own}


def keys_of(node: yaml.Node | None) -> dict[str, tuple[int, int]]:
    """The keys of a mapping with the lines from each to the end of its value."""
    found: dict[str, tuple[int, int]] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        found[str(key.value)] = (key.start_mark.line + 1, _last(key, value))
    return found


def _last(key: yaml.Node, value: yaml.Node) -> int:
    """The last line a value stands on: that of its last scalar, not the blank lines after it."""
    own = [child for child in _children(value) if child.start_mark.line >= value.start_mark.line]
    if own:
        return max(_last(key, own[-1]), key.start_mark.line + 1)
    end = value.end_mark
    if isinstance(value, yaml.ScalarNode) and value.style == "|":
        return int(value.start_mark.line) + 1 + len(value.value.rstrip("\n").split("\n"))
    folded = isinstance(value, yaml.ScalarNode) and value.style == ">"
    return max(end.line if folded and end.column == 0 else end.line + 1, key.start_mark.line + 1)


def elements(node: yaml.Node | None) -> list[yaml.Node]:
    """The elements of a list; a lone scalar counts as a list of one."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [node] if isinstance(node, yaml.ScalarNode) else []


def scalar(node: yaml.Node | None) -> str:
    """The text of a scalar, "" for any other node."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def entries(text: str) -> Iterator[Entry]:
    """All scalars of all documents. Raises `Unreadable`."""
    for number, node in enumerate(documents(text)):
        yield from _entries(node, (), number, (node.start_mark.line + 1, node.start_mark.line + 1))


def _entries(
    node: yaml.Node, keys: tuple[str, ...], document: int, lines: tuple[int, int]
) -> Iterator[Entry]:
    if isinstance(node, yaml.ScalarNode):
        yield Entry(keys, str(node.value), lines, document)
        return
    spans = keys_of(node)
    for key, value in mapping(node).items():
        yield from _entries(value, (*keys, key), document, spans.get(key, lines))
    for number, value in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ()):
        line = value.start_mark.line + 1
        yield from _entries(value, (*keys, str(number)), document, (line, line))
