"""What a person, or a program that reads us, gets to see."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

import click

from backend_architect.app.verbs import Outcome
from backend_architect.errors import Halt, Misused
from backend_architect.faces.shown import plain
from backend_architect.model.codec import to_json

#: Colours of the words that open a line.
_COLOURS = {
    "error:": "red", "refuted:": "red", "warning:": "yellow", "not proven:": "yellow",
    "open:": "yellow", "proven:": "green", "hint:": "cyan",
}  # fmt: skip

#: What a shell sees of a program whose reader went away: 128 + SIGPIPE.
_READER_GONE = 141


def show(outcome: Outcome, *, as_json: bool, quiet: bool) -> None:
    """The noun, or the report, or the summary, on standard output."""
    if as_json:
        write(to_json(outcome.noun))
    elif outcome.report:
        write(_terminal_safe(outcome.report).encode())
        if outcome.files:
            say(outcome.lines[-1])
    else:
        lines = outcome.lines[-1:] if quiet and outcome.files else outcome.lines
        for line in () if quiet and not outcome.files else lines:
            say(line, to=sys.stdout)


def show_error(halt: Halt, *, as_json: bool) -> None:
    """The sentence, every fault on its line, and the reader's next act, on standard error."""
    if as_json:
        say(json.dumps(error_object(halt), indent=2), raw=True)
        return
    say(f"error: {halt.message}")
    for fault in halt.faults if isinstance(halt, Misused) else ():
        say(f"  {fault}")
    if halt.hint:
        say(f"hint: {halt.hint}")


def error_object(halt: Halt) -> dict[str, Any]:
    """An error for a program to read."""
    return {
        "error": type(halt).__name__,
        "message": halt.message,
        "faults": list(halt.faults) if isinstance(halt, Misused) else [],
        "hint": halt.hint,
        "exit_code": halt.exit_code,
    }


def show_trace(error: BaseException) -> None:
    """The stack trace, on standard error."""
    say("".join(traceback.format_exception(error)).rstrip(), raw=True)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as they must be; the last one as wide as it likes."""
    from backend_architect.render.view import columns

    for line in columns(heads, [[plain(cell) for cell in row] for row in rows]):
        say(line, to=sys.stdout)


def say(line: str, *, to: TextIO | None = None, raw: bool = False) -> None:
    """One line, with the colour of its first word where colours are wanted."""
    stream = to or sys.stderr
    text = line if raw else plain(line)
    if not raw and colourful(stream, os.environ):
        text = _coloured(text)
    write(f"{text}\n".encode(), to=stream)


def write(data: bytes, *, to: TextIO | None = None) -> None:
    """Bytes as they are. Ends the program quietly if their reader is gone."""
    stream = to or sys.stdout
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:
        # Python flushes once more at its end; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        sys.exit(_READER_GONE)


def colourful(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR, CLICOLOR=0 or a dumb terminal says no."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    wanted = environment.get("CLICOLOR", "1") != "0" and environment.get("TERM") != "dumb"
    return wanted and stream.isatty()


def _terminal_safe(report: str) -> str:
    if not sys.stdout.isatty():
        return report
    return "\n".join(plain(line) for line in report.split("\n"))


def _coloured(line: str) -> str:
    body = line.lstrip()
    for word, colour in _COLOURS.items():
        if body.startswith(word):
            indent = line[: len(line) - len(body)]
            return f"{indent}{click.style(word, fg=colour)}{body[len(word) :]}"
    return line
