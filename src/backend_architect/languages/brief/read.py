"""brief.md as nouns, every fault with its line (the format stands in `write.py`).

What a person leaves out stays open (`None`), and what is written in free words under Quality goals
or Volumes ("p99 under 300 ms") is handed on as it stands: understanding English is not ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TypeVar, get_args

from backend_architect.errors import Misused
from backend_architect.languages.brief.outline import Outline, Point, read_outline
from backend_architect.model.brief import Answer, Brief, Capability, Intent, QualityGoal
from backend_architect.model.element import Noun

_JSON = r'"(?:[^"\\]|\\.)*"'
_NAME = rf"(?P<name>{_JSON}|[\w*][\w.*/-]*)"
_WORDS = re.compile(rf"\s+\((?P<words>{_JSON})\)$")
_NUMBER = r"(?P<number>\d[\d,_]*(?:\.\d+)?(?:e[+-]?\d+)?)"
_CAPABILITY = re.compile(rf"{_NAME}(?:, for (?P<actor>{_JSON}|[\w'][\w' -]*))?")
_GOAL = re.compile(rf"{_NAME}(?: for (?P<scope>{_JSON}|[\w'][\w' -]*))?: {_NUMBER}")
_VOLUME = re.compile(rf"{_NAME}: {_NUMBER} (?P<unit>rows|per second)")
_ANSWER = re.compile(rf"{_NAME}:\s*(?P<value>.*?)(?P<assumed> \(assumed\))?")
Read = TypeVar("Read")


class FreeLine(Noun, frozen=True, kw_only=True):
    """A point in the author's own words, under "Quality goals" or "Volumes"."""

    section: str
    line: int
    text: str


class BriefText(Noun, frozen=True, kw_only=True):
    """What a brief.md says; `None` and "" where it leaves the matter open."""

    title: str = ""
    words: str = ""
    intent: Intent | None = None
    slug: str = ""
    capabilities: tuple[Capability, ...] | None = None
    goals: tuple[QualityGoal, ...] | None = None
    volumes: dict[str, int] | None = None
    rates: dict[str, float] | None = None
    constraints: tuple[str, ...] | None = None
    pains: tuple[str, ...] | None = None
    out_of_scope: tuple[str, ...] | None = None
    answers: tuple[Answer, ...] | None = None
    said: dict[str, str] = {}
    free: tuple[FreeLine, ...] = ()

    def brief(self) -> Brief:
        """The Brief, with nothing where the text is open and "add" where it names no intent."""
        return Brief(
            words=self.words,
            intent=self.intent or "add",
            title=self.title,
            slug=self.slug,
            capabilities=self.capabilities or (),
            goals=self.goals or (),
            volumes=self.volumes or {},
            rates=self.rates or {},
            constraints=self.constraints or (),
            pains=self.pains or (),
            out_of_scope=self.out_of_scope or (),
            answers=self.answers or (),
            said=self.said,
        )


def is_brief(text: str) -> bool:
    """True for text with a brief's front matter or with a heading "Request"."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() == "---":
        return any(line.startswith(("intent:", "slug:")) for line in lines[1:6])
    return any(line.strip().lower() in ("## request", "# request") for line in lines)


def read_brief(text: str, *, place: str = "brief.md") -> BriefText:
    """What the text says. Raises `Misused` with all faults, each with its line."""
    outline = read_outline(text)
    reader = _Reader(outline)
    result = reader.read()
    if outline.faults:
        faults = [f"{place}:{line}: {fault}" for line, fault in sorted(outline.faults)]
        raise Misused(f"{place}: {len(faults)} of its lines cannot be read.", faults=faults)
    return result


class _Reader:
    """One outline on its way to a `BriefText`; faults go to the outline."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.said: dict[str, str] = {}
        self.free: list[FreeLine] = []
        self.lines: dict[tuple[str, str], int] = {}

    def read(self) -> BriefText:
        """All sections."""
        volumes, rates = self._volumes()
        result = BriefText(
            title=_unquoted(self.outline.title),
            words=self.outline.request,
            intent=self._intent(),
            slug=_unquoted(self.outline.front.get("slug", ("", 0))[0]),
            capabilities=self._section("capabilities", self._capability),
            goals=self._section("quality goals", self._goal),
            volumes=volumes,
            rates=rates,
            constraints=self._section("constraints", self._item("constraints")),
            pains=self._section("pain points", self._item("pains")),
            out_of_scope=self._section("out of scope", self._item("out_of_scope")),
            answers=self._section("answers", self._answer),
            said=dict(sorted(self.said.items())),
            free=tuple(self.free),
        )
        self._in_and_out()
        return result

    def _intent(self) -> Intent | None:
        value, line = self.outline.front.get("intent", ("", 0))
        for intent in get_args(Intent):
            if intent == value.lower():
                return intent  # type: ignore[no-any-return]  # get_args gives the Literal's values
        if value:
            known = ", ".join(get_args(Intent))
            self.outline.fault(line, f"'{value}' is no intent; known are {known}.")
        return None

    def _section(
        self, heading: str, read: Callable[[Point], Read | None]
    ) -> tuple[Read, ...] | None:
        points = self.outline.points(heading)
        if points is None:
            return None
        found = [read(point) for point in points]
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def _capability(self, point: Point) -> Capability | None:
        text, words = _with_words(point.text)
        match = _CAPABILITY.fullmatch(text)
        if match is None:
            self.outline.fault(point.line, 'a capability reads: name, for actor ("words").')
            return None
        name = _unquoted(match["name"])
        if not self._first("capability", name, point.line, name):
            return None
        return Capability(
            name=name,
            words=words,
            actor=_unquoted(match["actor"] or ""),
            rules=tuple(_unquoted(rule.text) for rule in point.below),
        )

    def _goal(self, point: Point) -> QualityGoal | None:
        text, words = _with_words(point.text)
        match = _GOAL.fullmatch(text)
        if match is None:
            self.free.append(FreeLine(section="quality goals", line=point.line, text=point.text))
            return None
        name, scope = _unquoted(match["name"]), _unquoted(match["scope"] or "")
        key = f"{name} for {scope}" if scope else name
        value = _number(match["number"])
        if not self._first("goal", key, point.line, f"{value:g}"):
            return None
        return QualityGoal(attribute=name, value=value, scope=scope, words=words)

    def _volumes(self) -> tuple[dict[str, int] | None, dict[str, float] | None]:
        points = self.outline.points("volumes")
        if points is None:
            return None, None
        rows: dict[str, int] = {}
        rates: dict[str, float] = {}
        for point in points:
            text, words = _with_words(point.text)
            match = _VOLUME.fullmatch(text)
            if match is None:
                self.free.append(FreeLine(section="volumes", line=point.line, text=point.text))
                continue
            name, value = _unquoted(match["name"]), _number(match["number"])
            kind = "volumes" if match["unit"] == "rows" else "rates"
            if not self._first(kind, name, point.line, f"{value:,g}"):
                continue
            if kind == "volumes":
                rows[name] = round(value)
            else:
                rates[name] = value
            self._note(f"{kind}/{name}", words)
        return rows, rates

    def _item(self, section: str) -> Callable[[Point], str | None]:
        def read(point: Point) -> str | None:
            text, words = _with_words(point.text)
            item = _unquoted(text)
            self.lines.setdefault((section, _plain(item)), point.line)
            self._note(f"{section}/{item}", words)
            return item

        return read

    def _answer(self, point: Point) -> Answer | None:
        match = _ANSWER.fullmatch(point.text)
        if match is None or not match["value"].strip():
            self.outline.fault(point.line, "an answer reads: question: value.")
            return None
        name, value = _unquoted(match["name"]), _unquoted(match["value"].strip())
        if not self._first("answer", name, point.line, value):
            return None
        return Answer(question=name, value=value, assumed=bool(match["assumed"]))

    def _note(self, key: str, words: str) -> None:
        if words:
            self.said[key] = words

    def _first(self, kind: str, name: str, line: int, value: str) -> bool:
        """True the first time; a second value that differs is a fault with both lines."""
        before = self.lines.setdefault((f"{kind}={name}", ""), line)
        known = self.lines.setdefault((f"{kind}={name}", value), line)
        if before != line and known == line:
            self.outline.fault(line, f"{name} is '{value}', but line {before} says otherwise.")
        self.lines.setdefault((kind, _plain(name)), line)
        return before == line

    def _in_and_out(self) -> None:
        for (kind, name), line in sorted(self.lines.items(), key=lambda each: each[1]):
            asked = self.lines.get(("capability", name))
            if kind == "out_of_scope" and asked:
                self.outline.fault(line, f"'{name}' is out of scope, but line {asked} asks for it.")


def _with_words(text: str) -> tuple[str, str]:
    match = _WORDS.search(text)
    return (text[: match.start()], _unquoted(match["words"])) if match else (text, "")


def _unquoted(text: str) -> str:
    if re.fullmatch(_JSON, text):
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return text


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("_", ""))


def _plain(name: str) -> str:
    words = re.findall(r"[^\W_]+", name.lower())
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)
