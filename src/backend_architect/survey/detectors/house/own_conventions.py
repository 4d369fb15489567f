"""The conventions a repository states in its own `backend-architect.toml`.

Recognises: the table `[conventions]` of the file at the root: each key a kind, each value as the
Model's conventions have it.
Versions seen: version 1 of the file.
Not recognised: kinds that do not exist (the configuration's reader refuses the whole file for them,
before anything is surveyed); files of that name in folders below.
Documentation: `backend-architect config --example`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import get_args

from backend_architect.languages.configuration.places import lines_of
from backend_architect.model.configuration import FILE_NAME
from backend_architect.model.convention import ConventionKind
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Habit


@detector(paths=(FILE_NAME,))
def own_conventions(match: Match) -> Iterator[Fact]:
    """Conventions that go before what is counted."""
    if match.source.path != FILE_NAME:
        return
    try:
        stated = tomllib.loads(match.source.text).get("conventions", {})
    except tomllib.TOMLDecodeError:
        return  # the configuration's own reader says this, with the line
    lines = lines_of(match.source.text)
    kinds = get_args(ConventionKind)
    for kind, value in stated.items() if isinstance(stated, dict) else ():
        if kind in kinds and isinstance(value, str):
            line = lines.get(f"conventions.{kind}", 1)
            yield Habit(lines=(line, line), kind=kind, value=value, stated=True)
