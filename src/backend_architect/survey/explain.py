"""The verb behind `--explain`: what was seen at one line, by whom, and what became of it."""

from __future__ import annotations

from typing import Any

import msgspec

from backend_architect.errors import Misused
from backend_architect.model.architecture import Model
from backend_architect.model.element import Noun
from backend_architect.model.gap import Gap
from backend_architect.ports.workspace import Workspace
from backend_architect.survey.facts import Sighting
from backend_architect.survey.grammars import language_of
from backend_architect.survey.scan import Text, interested, sight
from backend_architect.survey.survey import is_test

#: Lines of an element's evidence that may lie around the line asked for: a class is no answer to a
#: question about a line in it, a decorated function is.
WIDEST = 80


class SeenFact(Noun, frozen=True, kw_only=True):
    """A sentence a detector said ("" is the grammar), with what it says as plain data."""

    detector: str
    says: str
    lines: tuple[int, int]
    content: dict[str, Any]


class Explanation(Noun, frozen=True, kw_only=True):
    """What is known of a line.

    `asked` are the detectors that looked at the file; `passed_over` says why none did, where none
    did. `elements` are (kind, id) of what the Model has from here.
    """

    path: str
    line: int
    language: str
    passed_over: str
    asked: tuple[str, ...]
    facts: tuple[SeenFact, ...]
    elements: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]


def explain(workspace: Workspace, model: Model, path: str, line: int) -> Explanation:
    """What was seen at a line, and what became of it in the Model.

    Raises `Misused` for a path that is not among the files read, or a line the file does not have.
    """
    data = _read(workspace, path)
    count = data.count(b"\n") + (not data.endswith(b"\n"))
    if line > count:
        raise Misused(f"{path}:{line}: the file has {count} lines.", hint="Give one of them.")
    text = Text(path, data)
    asked = tuple(detector.slug for detector in interested(path, data))
    facts = [each for each in sight(text) if _holds(each.fact.lines, line)]
    repository, inner = workspace.home(path)
    return Explanation(
        path=path,
        line=line,
        language=language_of(path),
        passed_over=_passed_over(path, asked),
        asked=asked,
        facts=tuple(_fact(each) for each in facts),
        elements=tuple(_elements(model, repository, inner, line)),
        gaps=tuple(
            gap
            for gap in model.head.gaps
            if (gap.repository, gap.path, gap.line) == (repository, inner, line)
        ),
    )


def _read(workspace: Workspace, path: str) -> bytes:
    if path in workspace.listing().paths:
        return workspace.read(path)
    raise Misused(
        f"{path}: not among the files that are read.",
        hint="Give a path below the root; vendored, generated and ignored files are not read.",
    )


def _passed_over(path: str, asked: tuple[str, ...]) -> str:
    if is_test(path):
        return "It is a test, a fixture or a mock: what stands there is not the program's own."
    if not asked:
        return "No detector's anchor is in it: nothing that we know can be written there."
    return ""


def _holds(lines: tuple[int, int], line: int) -> bool:
    return lines[0] <= line <= lines[1] and lines[1] - lines[0] < WIDEST


def _fact(sighting: Sighting) -> SeenFact:
    content = msgspec.to_builtins(sighting.fact)
    says = content.pop("says")
    content.pop("lines", None)
    return SeenFact(
        detector=sighting.detector, says=says, lines=sighting.fact.lines, content=content
    )


def _elements(model: Model, repository: str, path: str, line: int) -> list[tuple[str, str]]:
    return [
        (type(element).__name__, element.id)
        for element in model.elements()
        if any(
            (each.repository, each.path) == (repository, path)
            and _holds((each.first_line, each.last_line), line)
            for each in element.evidence
        )
    ]
