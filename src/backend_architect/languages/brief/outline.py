"""Markdown as an outline: front matter, title, and the points under each known heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HEADINGS = (
    "request", "capabilities", "quality goals", "volumes", "constraints", "pain points",
    "out of scope", "answers",
)  # fmt: skip
_OTHER_NAMES = {
    "goals": "quality goals", "volume": "volumes", "volumes and rates": "volumes",
    "pains": "pain points", "out-of-scope": "out of scope", "not in scope": "out of scope",
    "capability": "capabilities",
}  # fmt: skip
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_POINT = re.compile(r"(\s*)[-*+]\s+(.*)")
_COMMENT = re.compile(r"\s*<!--.*-->\s*")


@dataclass
class Point:
    """A bullet: its line, its text with its continuation lines, and the bullets below it."""

    line: int
    text: str
    below: list[Point] = field(default_factory=list)


@dataclass
class Outline:
    """What the lines of a text are; `faults` are (line, sentence)."""

    title: str = ""
    request: str = ""
    front: dict[str, tuple[str, int]] = field(default_factory=dict)
    sections: dict[str, list[Point]] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def fault(self, line: int, sentence: str) -> None:
        """Notes what is wrong in a line."""
        self.faults.append((line, sentence))

    def points(self, heading: str) -> list[Point] | None:
        """The section's bullets; [] where it says none, `None` where it is not written."""
        points = self.sections.get(heading)
        return points and [each for each in points if each.text.lower().rstrip(".") != "none"]


def read_outline(text: str) -> Outline:
    """The outline of a text; faults are noted, not raised."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    outline = Outline()
    start = _front_matter(lines, outline)
    section, request = "", list[str]()
    for number, line in enumerate(lines[start:], start=start + 1):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading and not (section == "request" and len(heading[1]) > 2):
            section = _heading(outline, number, heading)
        elif section == "request":
            request.append(line)
        elif line.strip() and not _COMMENT.fullmatch(line):
            _add(outline, section, number, line)
    outline.request = _request(request)
    return outline


def _front_matter(lines: list[str], outline: Outline) -> int:
    """Reads `key: value` lines between two rules; returns the first line after them."""
    if lines[0].strip() != "---":
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "---":
            return number
        key, colon, value = line.partition(":")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or key.strip() not in ("intent", "slug"):
            outline.fault(number, f"'{key.strip()}' is not known here; known are intent and slug.")
        outline.front[key.strip()] = (value.strip(), number)
    outline.fault(1, "the front matter is not closed by a line '---'.")
    return len(lines)


def _heading(outline: Outline, number: int, heading: re.Match[str]) -> str:
    name = heading[2].strip()
    known = _OTHER_NAMES.get(name.lower(), name.lower())
    if known in HEADINGS:
        if known != "request":
            outline.sections.setdefault(known, [])
        return known
    if len(heading[1]) == 1 and not outline.title:
        outline.title = name
        return ""
    listed = ", ".join(each.capitalize() for each in HEADINGS)
    outline.fault(number, f"no section is called '{name}'; known are {listed}.")
    return "unknown"


def _add(outline: Outline, section: str, number: int, line: str) -> None:
    points = outline.sections.get(section)
    bullet = _POINT.fullmatch(line.rstrip())
    if section == "unknown":
        return
    if points is None:
        outline.fault(number, "this line belongs to no section.")
    elif bullet and bullet[1] and points and section == "capabilities":
        points[-1].below.append(Point(number, bullet[2].strip()))
    elif bullet and bullet[1] and points:
        outline.fault(number, "a point below a point has no meaning here.")
    elif bullet:
        points.append(Point(number, bullet[2].strip()))
    elif line[0] in " \t" and points:
        last = points[-1].below[-1] if points[-1].below else points[-1]
        last.text = f"{last.text} {line.strip()}"
    else:
        outline.fault(number, "write it as a point: '- ...'.")


def _request(lines: list[str]) -> str:
    """The words: a block quote without its marks, or the text as it stands."""
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    if lines and all(line.startswith(">") for line in lines):
        return "\n".join(line[2:] if line.startswith("> ") else line[1:] for line in lines)
    return "\n".join(lines)
