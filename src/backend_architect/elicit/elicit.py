"""The verb: words, and the system as it is, become a Brief, or the questions that are open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from backend_architect.elicit.ask import open_questions, with_answers, with_defaults
from backend_architect.elicit.tables import TableNames
from backend_architect.elicit.understand import understand
from backend_architect.elicit.written import from_brief_text
from backend_architect.errors import Misused
from backend_architect.languages.brief.read import is_brief
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Answer, Brief, Questions


def elicit(
    words: str,
    as_is: Model,
    answers: Sequence[Answer] = (),
    *,
    assume: bool = False,
    volumes: Mapping[str, int] = {},
    rates: Mapping[str, float] = {},
) -> Brief | Questions:
    """The Brief of free words or of a brief.md; `Questions` where the design must know more.

    `volumes` (rows by table) and `rates` (requests per second) go before what the words say.
    With `assume` the default of each open question becomes an assumed answer, and a Brief is
    certain. Raises `Misused` for words or answers that cannot be read or contradict themselves.
    """
    brief = from_brief_text(words, as_is) if is_brief(words) else understand(words, as_is)
    brief = _with_figures(brief, as_is, volumes, rates)
    brief = with_answers(brief, answers, as_is)
    if assume:
        return with_defaults(brief, as_is)
    questions = open_questions(brief, as_is)
    return Questions(brief=brief, questions=questions) if questions else brief


def _with_figures(
    brief: Brief, as_is: Model, volumes: Mapping[str, int], rates: Mapping[str, float]
) -> Brief:
    negative = [name for name, amount in {**volumes, **rates}.items() if amount <= 0]
    if negative:
        faults = [f"{name}: the number must be greater than zero." for name in sorted(negative)]
        raise Misused("A volume or a rate is no number to plan for.", faults=faults)
    tables = TableNames(as_is)
    given = {tables.called(name) or name: rows for name, rows in sorted(volumes.items())}
    return msgspec.structs.replace(
        brief,
        volumes=dict(sorted({**brief.volumes, **given}.items())),
        rates=dict(sorted({**brief.rates, **rates}.items())),
    )
