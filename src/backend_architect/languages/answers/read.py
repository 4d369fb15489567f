"""answers.toml as answers, every fault with its line.

One line each, `question = "value"`; a number or true and false need no quotes.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from backend_architect.errors import Misused
from backend_architect.model.brief import Answer

_LINE = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+|\"[^\"]*\")\s*=\s*(?P<value>.*)")


def read_answers(text: str, *, place: str = "answers.toml") -> tuple[Answer, ...]:
    """The answers given, in the file's order; those left "" are left out.

    Raises `Misused` with all faults, each with its line.
    """
    answers: dict[str, tuple[Answer, int]] = {}
    faults: list[str] = []
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        answer = _read_line(line, number, faults)
        if answer is None or not answer.value:
            continue
        before = answers.setdefault(answer.question, (answer, number))
        if before[1] != number:
            faults.append(f"{number}: '{answer.question}' is answered in line {before[1]} already.")
    if faults:
        raise Misused(
            f"{place}: {len(faults)} of its lines cannot be read.",
            faults=[f"{place}:{fault}" for fault in faults],
            hint='An answer reads: question = "value".',
        )
    return tuple(answer for answer, _ in answers.values())


def _read_line(line: str, number: int, faults: list[str]) -> Answer | None:
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    match = _LINE.fullmatch(line)
    if match is None:
        faults.append(f'{number}: an answer reads: question = "value".')
        return None
    try:
        value: Any = tomllib.loads(f"value = {match['value']}")["value"]
    except tomllib.TOMLDecodeError:
        faults.append(f"{number}: put the answer to '{match['key']}' in double quotes.")
        return None
    if not isinstance(value, str | int | float):
        faults.append(f"{number}: the answer to '{match['key']}' must be one text or number.")
        return None
    return Answer(question=match["key"].strip('"'), value=_words(value))


def _words(value: str | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value.split()) if isinstance(value, str) else f"{value}"
