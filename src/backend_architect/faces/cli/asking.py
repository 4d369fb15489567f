"""Open questions: put to the person at the terminal, or left as a file with the next command."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import click
from click.core import ParameterSource

from backend_architect.app.house import House
from backend_architect.app.sheet import sheet_of
from backend_architect.errors import Unanswered
from backend_architect.faces.cli import screen
from backend_architect.model.brief import Question

#: A person is asked no more than this in one run.
MOST = 5


class Asker:
    """Asks as many questions as a person may be asked."""

    def __init__(self, left: int) -> None:
        self._left = left

    @classmethod
    def at_terminal(cls, *, quiet: bool) -> Self:
        """One that asks if somebody is there to read and to type."""
        somebody = sys.stdin.isatty() and sys.stderr.isatty() and not quiet
        return cls(MOST if somebody else 0)

    def ask(self, questions: Sequence[Question]) -> dict[str, str]:
        """Answers to the weightiest questions, by id; none once enough was asked."""
        asked = questions[: self._left]
        self._left -= len(asked)
        if asked:
            screen.say(f"{len(questions)} questions are open; Enter takes the default.")
        return {question.id: _asked(question) for question in asked}


def _asked(question: Question) -> str:
    screen.say("")
    screen.say(question.text)
    screen.say(f"  {question.why}")
    for number, option in enumerate(question.options, 1):
        default = " (default)" if option == question.default else ""
        screen.say(f"  {number}. {option}{default}")
    while True:
        said = click.prompt("Answer", default=question.default, err=True, type=str).strip()
        chosen = chosen_of(question, said)
        if chosen:
            return chosen
        screen.say(f"Give a number from 1 to {len(question.options)}, or one of the options.")


def chosen_of(question: Question, said: str) -> str:
    """The option meant by a number, an option's name, or free words; "" for anything else."""
    if said.isdecimal() and 1 <= int(said) <= len(question.options):
        return question.options[int(said) - 1]
    named = {option.lower(): option for option in (*question.options, question.default)}
    return named.get(said.lower(), said if question.free else "")


def leave_open(house: House, unanswered: Unanswered, *, as_json: bool) -> None:
    """Leave the answers file, show the questions, and make the next command the hint."""
    sheet = sheet_of(house, unanswered)
    place = str(_root_of() / sheet.path) if sheet.path else "answers.toml"
    unanswered.hint = _hint(place, written=bool(sheet.path))
    if as_json:
        return
    if not sheet.path:
        screen.write(sheet.text.encode())
    for question in unanswered.questions:
        options = " | ".join(question.options)
        screen.say(f"  {question.id}: {question.text}")
        screen.say(f"    {options} [{question.default}]")


def _hint(place: str, *, written: bool) -> str:
    fill = f"Fill in {place}" if written else "Save the answers file as answers.toml, fill it in"
    return f"{fill}, then run: {next_command(place)}  (or add --assume to take every default)"


def _root_of() -> Path:
    given = click.get_current_context().params
    out: Path | None = given.get("out")
    return out or Path(given["root"])


def next_command(answers: str) -> str:
    """This very command with the answers file, quoted for a shell."""
    context = click.get_current_context()
    words = list(context.params.get("words", ()))
    options = ["--answers", answers]
    for parameter in context.command.params:
        name = parameter.name or ""
        chosen = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if chosen and name not in ("words", "answers", "answer", "debug"):
            options += _option(parameter.opts[0], context.params[name])
    program = ["backend-architect", context.info_name or ""]
    if any(word.startswith("-") for word in words):
        return shlex.join([*program, *options, "--", *words])
    return shlex.join([*program, *words, *options])


def _option(flag: str, value: object) -> list[str]:
    return [flag] if isinstance(value, bool) else [flag, str(value)]
