"""The command line: a command for each row of the table of verbs, and a few of its own.

Nothing heavy is imported until a command runs: `--help` answers at once.
"""

from __future__ import annotations

import sys
from types import TracebackType

import click

from backend_architect import __version__
from backend_architect.app.verbs import VERBS
from backend_architect.errors import Defect, Halt, Misused
from backend_architect.faces.cli import own, screen
from backend_architect.faces.cli.commands import command_of

PROGRAM = "backend-architect"

#: What a shell expects of a program that was interrupted.
_INTERRUPTED = 130

_REPORT = "This is a fault of ours: please report it with what --debug prints."


@click.group(
    name=PROGRAM,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 a loud finding or a refuted claim, 2 misused, 3 forbidden, "
    "4 something is absent, 5 questions are open, 70 a fault of ours.",
)
@click.version_option(__version__, prog_name=PROGRAM)
def commands() -> None:
    """Survey a backend, design a change, prove it, and write the plan."""


for _command in (*(command_of(verb) for verb in VERBS.values()), *own.COMMANDS):
    commands.add_command(_command)


class Translated:
    """Whatever ends a command, told in one sentence and as an exit code.

    The stack trace is shown with --debug only; the error of a machine-read run is JSON.
    """

    def __init__(self, *, as_json: bool, debug: bool) -> None:
        self._as_json = as_json
        self._debug = debug

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, SystemExit):
            return
        if isinstance(error, KeyboardInterrupt | click.Abort):
            screen.say("Interrupted; nothing was left half done.")
            sys.exit(_INTERRUPTED)
        halt = _halt_of(error)
        if self._debug:
            screen.show_trace(error)
        screen.show_error(halt, as_json=self._as_json)
        sys.exit(halt.exit_code)


def _halt_of(error: BaseException) -> Halt:
    """The error in our own words."""
    if isinstance(error, Halt):
        error.hint = error.hint or (_REPORT if isinstance(error, Defect) else "")
        return error
    if isinstance(error, click.ClickException):
        return _misused_of(error)
    return Defect(f"{type(error).__name__}: {error}", hint=_REPORT)


def _misused_of(error: click.ClickException) -> Misused:
    """Wrong words on the command line, with the known ones where a command is unknown."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else PROGRAM
    hint = f"See {path} --help."
    if context and isinstance(context.command, click.Group):
        hint = f"Known are {', '.join(sorted(context.command.commands))}."
    return Misused(error.format_message(), hint=hint)


def main() -> None:
    """The program. Ends with an exit code of `errors.py`."""
    words = sys.argv[1:]
    with Translated(as_json="--json" in words, debug="--debug" in words):
        commands.main(words, prog_name=PROGRAM, standalone_mode=False)
