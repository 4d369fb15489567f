"""Blocks that a word `do` opens and `end` closes, as in Crystal and Julia, by their indentation."""

from __future__ import annotations

import re

from backend_architect.survey.grammars.plain.text import Plain, Span


def until_end(text: Plain, at: int) -> Span:
    """From the end of a place's line to the `end` that stands as deep as the line begins."""
    begin = text.code.rfind("\n", 0, at) + 1
    depth = len(text.code[begin:]) - len(text.code[begin:].lstrip(" \t"))
    start = text.code.find("\n", at)
    start = len(text.code) if start < 0 else start
    closing = re.compile(rf"^[ \t]{{0,{depth}}}end\b", re.MULTILINE).search(text.code, start)
    return Span(start, closing.start() if closing else len(text.code))


def indented(text: Plain, at: int) -> Span:
    """From the end of a place's line on all lines that stand deeper than it."""
    begin = text.code.rfind("\n", 0, at) + 1
    depth = len(text.code[begin:at]) - len(text.code[begin:at].lstrip(" \t"))
    start = text.code.find("\n", at)
    start = len(text.code) if start < 0 else start
    closing = re.compile(rf"^[ \t]{{0,{depth}}}[^\s]", re.MULTILINE).search(text.code, start + 1)
    return Span(start, closing.start() if closing else len(text.code))
