"""What a question is: one thing the design must know, asked where neither words nor code say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from backend_architect.elicit.text import keys
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief, Question, QuestionCategory
from backend_architect.model.element import Noun


class Wording(Noun, frozen=True, kw_only=True):
    """How a question is put. `default` is one of `options`; `free` lets any other words answer."""

    text: str
    why: str
    options: tuple[str, ...]
    default: str
    free: bool = False


Asks = Callable[[Brief, Model], Wording | None]


@dataclass(frozen=True)
class QuestionKind:
    """One item of the shelf.

    `about` names the capabilities it belongs to; () is any. `rank` orders the questions of a
    brief, the weightiest first. `measured` says that the answer holds numbers (rows, rates,
    goals), which are read as if the request had said them.
    """

    slug: str
    category: QuestionCategory
    about: tuple[str, ...]
    rank: int
    measured: bool
    wording: Asks

    def asks(self, brief: Brief, as_is: Model) -> Question | None:
        """The question, or None where the words or the code already say it."""
        if self.about and not brief.wants(*self.about):
            return None
        wording = self.wording(brief, as_is)
        if wording is None:
            return None
        return msgspec.convert(
            {"id": self.slug, "category": self.category, **msgspec.structs.asdict(wording)},
            Question,
        )

    def order(self, brief: Brief) -> tuple[bool, int, str]:
        """First what belongs to the capabilities asked for, then by rank, then by slug."""
        return not brief.wants(*self.about), self.rank, self.slug


def question(
    category: QuestionCategory, *, rank: int, about: Iterable[str] = (), measured: bool = False
) -> Callable[[Asks], QuestionKind]:
    """Make a question of the decorated function; its name is the slug. A rank is 1 to 9."""

    def make(wording: Asks) -> QuestionKind:
        slug = wording.__name__.replace("_", "-")
        return QuestionKind(slug, category, tuple(about), rank, measured, wording)

    return make


def mentions(brief: Brief, *phrases: str) -> bool:
    """True when the request, an exclusion included, holds one of these phrases."""
    said = f" {' '.join(keys(' . '.join([brief.words, *brief.out_of_scope])))} "
    return any(f" {' '.join(keys(phrase))} " in said for phrase in phrases)
