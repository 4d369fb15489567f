"""The shelf of questions, asked of one brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from backend_architect.elicit.question import QuestionKind
from backend_architect.elicit.text import read_text
from backend_architect.elicit.understand import with_measures
from backend_architect.errors import Misused
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Answer, Brief, Question
from backend_architect.shelf import read_shelf

SHELF = "backend_architect.elicit.questions"
_YES_NO = {"y": "yes", "true": "yes", "n": "no", "false": "no"}


def open_questions(brief: Brief, as_is: Model) -> tuple[Question, ...]:
    """What the design needs and neither words, code nor answers say, the weightiest first."""
    kinds = sorted(read_shelf(SHELF, QuestionKind), key=lambda kind: kind.order(brief))
    asked = (kind.asks(brief, as_is) for kind in kinds if not brief.answer(kind.slug))
    return tuple(each for each in asked if each)


def with_answers(brief: Brief, answers: Iterable[Answer], as_is: Model) -> Brief:
    """The Brief with these answers, in the options' spelling, and with the numbers they hold.

    Raises `Misused` with every answer to an unknown question, outside a question's options, or
    different from one that the Brief already has; an assumed answer gives way.
    """
    kinds = {kind.slug: kind for kind in read_shelf(SHELF, QuestionKind)}
    checked = [_checked(brief, answer, kinds, as_is) for answer in _settled(answers)]
    faults = [each for each in checked if isinstance(each, str)]
    known = {answer.question: answer for answer in brief.answers}
    for answer in (each for each in checked if isinstance(each, Answer)):
        faults += _clash(known.get(answer.question), answer)
        known[answer.question] = answer
    if faults:
        raise Misused(
            "The answers do not fit the questions.",
            faults=faults,
            hint="Mend the answers file and run the command again.",
        )
    given = tuple(known[slug] for slug in sorted(known))
    return _with_numbers(msgspec.structs.replace(brief, answers=given), kinds, as_is)


def with_defaults(brief: Brief, as_is: Model) -> Brief:
    """The Brief with the default of every open question, also of those that a default opens."""
    while questions := open_questions(brief, as_is):
        assumed = [Answer(question=q.id, value=q.default, assumed=True) for q in questions]
        brief = with_answers(brief, assumed, as_is)
    return brief


def _settled(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Answers with something in them, their spaces tidied."""
    for answer in answers:
        if value := " ".join(answer.value.split()):
            yield msgspec.structs.replace(answer, value=value)


def _checked(
    brief: Brief, answer: Answer, kinds: dict[str, QuestionKind], as_is: Model
) -> Answer | str:
    """The answer in its option's spelling, or the fault it has."""
    kind = kinds.get(answer.question)
    if kind is None:
        return f"{answer.question}: no question is called so; known are {', '.join(sorted(kinds))}."
    asked = kind.asks(brief, as_is)
    if asked is None:
        return answer
    low = _YES_NO.get(answer.value.lower(), answer.value.lower())
    for option in asked.options:
        if option.lower() == low:
            return msgspec.structs.replace(answer, value=option)
    if asked.free:
        read_text(answer.value, what=f"The answer to {kind.slug}")
        return answer
    return (
        f"{answer.question}: '{answer.value}' is none of its options: {' | '.join(asked.options)}."
    )


def _clash(before: Answer | None, answer: Answer) -> list[str]:
    if before is None or before.assumed or before.value == answer.value:
        return []
    return [f"{answer.question}: it is '{answer.value}' now, but the brief has '{before.value}'."]


def _with_numbers(brief: Brief, kinds: dict[str, QuestionKind], as_is: Model) -> Brief:
    for answer in brief.answers:
        if answer.question in kinds and kinds[answer.question].measured:
            brief = with_measures(brief, read_text(answer.value), as_is)
    return brief
