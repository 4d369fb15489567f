"""Everything this program raises on purpose.

Halt                      an act that cannot go on
├── Misused        exit 2   the words, files or options given are wrong; all faults at once
├── Forbidden      exit 3   the profile has no right to this act
├── Unavailable    exit 4   something outside is absent; says what still works without it
├── Unanswered     exit 5   the design must know something first; carries the questions
└── Defect         exit 70  one of our own laws broke; never the user's fault

A *finding* about the user's architecture and a *gap* in what we could read are values
(`model.finding`, `model.gap`), never exceptions. A message is one sentence of fact with the place
first; the hint is the reader's next act. Types and exit codes are public, the wording is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from backend_architect.model.brief import Brief, Question


class Halt(Exception):
    """An act that cannot go on, with what the reader can do next."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class with `args` alone, which a worker's error cannot survive.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[Halt], words: tuple[Any, ...], state: dict[str, Any]) -> Halt:
    halt = kind.__new__(kind, *words)
    halt.__dict__.update(state)
    return halt


class Misused(Halt):
    """Wrong input: every fault at once, each with its place, to be mended in one round."""

    exit_code = 2

    def __init__(self, message: str, *, faults: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.faults = tuple(faults)


class Forbidden(Halt):
    """A profile tried an act it has no right to."""

    exit_code = 3

    def __init__(self, profile: str, act: str, target: str) -> None:
        super().__init__(
            f"{target}: the profile '{profile}' may not {act}.",
            hint="Choose another profile with --profile, or another place with --out.",
        )
        self.profile = profile
        self.act = act
        self.target = target


class Unavailable(Halt):
    """Something outside is absent."""

    exit_code = 4


class Unanswered(Halt):
    """The design must know something that neither the words nor the code say.

    `brief` is what was understood so far, with the answers already given.
    """

    exit_code = 5

    def __init__(self, questions: Sequence[Question], brief: Brief) -> None:
        count = len(questions)
        super().__init__(
            f"{count} question{'s' if count != 1 else ''} must be answered before the design.",
            hint="Answer them, or add --assume to take the default of each.",
        )
        self.questions = tuple(questions)
        self.brief = brief


class Defect(Halt):
    """One of our own laws broke."""

    exit_code = 70
