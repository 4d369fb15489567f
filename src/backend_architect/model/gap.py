"""What could not be read or known."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Noun

GapKind: TypeAlias = Literal[
    "unresolved", "unreadable", "unparsed", "skipped", "unsupported", "unavailable"
]


class Gap(Noun, frozen=True, kw_only=True, order=True):
    """Something recognised and not resolved: `what` at `path:line`, and `reason`, one sentence."""

    path: str
    line: int
    kind: GapKind
    what: str
    reason: str
    detector: str = ""
    repository: str = ""

    @property
    def id(self) -> str:
        """Unique within a Model."""
        return f"{self.repository}:{self.path}:{self.line}:{self.detector}:{self.what}"
