"""Routes that stand as words of their own: Mojolicious::Lite and Dancer write them alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from backend_architect.survey.grammars.plain.text import Plain, Span
from backend_architect.survey.idioms.perl.words import path_of
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import Block, Found, prefix_at

_WORD = re.compile(
    r"^[ \t]*(get|post|put|patch|del|delete|options|any|websocket|ajax)\b\s*\(?\s*"
    r"(?P<list>\[[^\]]*\]\s*(?:=>|,)\s*)?"
    r"(?:(?:'[\w.]+'|\"[\w.]+\"|[\w.]+)\s*=>\s*(?=['\"]/))?"
    r"(?P<path>'[^']*'|\"[^\"]*\")(?=\s*(?:=>|,|->|;|\)))",
    re.MULTILINE,
)
_UNDER = re.compile(r"^[ \t]*(under|prefix)\b\s*\(?\s*(?P<path>'[^']*'|\"[^\"]*\"|undef)"
                    r"(?P<block>\s*(?:=>|,)\s*sub\b[^{;]*\{)?", re.MULTILINE)  # fmt: skip
_GROUP = re.compile(r"^[ \t]*group\s*\{", re.MULTILINE)
_METHOD = re.compile(r"[A-Za-z]+")


def worded(text: Plain, verbs: Mapping[str, tuple[str, ...]]) -> Iterator[Found]:
    """The routes of a file; `verbs` says on which methods each word registers."""
    blocks = [*_blocks(text)]
    for each in text.find(_WORD):
        named = each.group(1)
        path = path_of(text, each.group("path"))
        if named not in verbs or path is None:
            continue
        listed = _METHOD.findall((each.group("list") or "").replace("qw", ""))
        methods = tuple(method.upper() for method in listed) or verbs[named]
        at = each.start("path")
        yield Found(at, methods, below(prefix_at(blocks, at), path))


def _blocks(text: Plain) -> Iterator[Block]:
    """`prefix '/x' => sub { }` holds inside it, `under '/x'` and `prefix '/x';` until the group or
    the file ends, or another stands in the same place."""
    groups = [text.inside(each.end() - 1) for each in text.find(_GROUP)]
    open_: dict[Span, tuple[int, str]] = {}
    whole = Span(0, len(text.code))
    for each in text.find(_UNDER):
        path = path_of(text, each.group("path")) or ""
        if each.group(1) == "prefix" and each.group("block"):
            yield Block(text.inside(each.end() - 1), path)
            continue
        around = max((g for g in groups if g.start <= each.start() < g.end), default=whole)
        if around in open_:
            yield Block(Span(open_[around][0], each.start()), open_[around][1])
        open_[around] = (each.end(), path)
    for around, (start, path) in open_.items():
        yield Block(Span(start, around.end), path)
