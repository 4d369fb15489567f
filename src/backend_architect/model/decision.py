"""Decisions in MADR's words. A decision cannot be made without an alternative and a source."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Evidence, Noun
from backend_architect.model.service import Option

Status: TypeAlias = Literal["proposed", "accepted"]


class Source(Noun, frozen=True, kw_only=True):
    """Where a reason comes from: a standard or manual with its address and the date it was checked,
    or a place in the repository."""

    title: str
    url: str = ""
    checked: str = ""
    evidence: Evidence | None = None

    def __post_init__(self) -> None:
        if not self.url and self.evidence is None:
            raise ValueError(f"source '{self.title}' has neither an address nor evidence")


class Reasons(Noun, frozen=True, kw_only=True):
    """Why, by the four factors every decision answers to."""

    performance: str
    maintainability: str
    team: str
    evolution: str


class Decision(Noun, frozen=True, kw_only=True):
    """One choice among at least two options, with what follows from it.

    `findings` are the ids of findings it answers; `assumptions` the questions whose default it
    rests on.
    """

    id: str
    title: str
    context: str
    options: tuple[Option, ...]
    chosen: str
    reasons: Reasons
    consequences: tuple[str, ...]
    sources: tuple[Source, ...]
    drivers: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    status: Status = "proposed"

    def __post_init__(self) -> None:
        names = [option.name for option in self.options]
        if len(set(names)) < 2:
            raise ValueError(f"decision '{self.id}' has no alternative")
        if self.chosen not in names:
            raise ValueError(f"decision '{self.id}' chose '{self.chosen}', which is no option")
        if not self.sources:
            raise ValueError(f"decision '{self.id}' has no source")
