"""Something about the user's architecture that someone should know."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Evidence, Json, Noun

Severity: TypeAlias = Literal["info", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


class Finding(Noun, frozen=True, kw_only=True):
    """A rule spoke about an element. `measure` holds the numbers it speaks by.

    A waived finding keeps its place in the list with the reason somebody gave.
    """

    rule: str
    element: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    measure: dict[str, Json] = {}
    waived: str = ""

    @property
    def id(self) -> str:
        """Stable over runs, so that a waiver can name it."""
        return f"{self.rule}@{self.element}"
