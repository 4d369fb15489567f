"""What was tried and what came of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Json, Noun
from backend_architect.model.finding import Finding

Outcome: TypeAlias = Literal["proven", "refuted", "not proven"]


class Proof(Noun, frozen=True, kw_only=True):
    """One claim of the design, put to the test.

    `figures` are the numbers the run gave, `details` one line per thing observed, `repeat` the
    command or SQL that gives them again, `limits` what a pass does not show. A proof that is not
    "proven" says why in `reason`; a refuted one may carry `findings` that a remedy cures.
    """

    trial: str
    claim: str
    method: str
    outcome: Outcome
    figures: dict[str, Json] = {}
    details: tuple[str, ...] = ()
    reason: str = ""
    repeat: str = ""
    findings: tuple[Finding, ...] = ()
    limits: str = ""

    def __post_init__(self) -> None:
        if self.outcome != "proven" and not self.reason:
            raise ValueError(f"proof of '{self.trial}' is {self.outcome} without a reason")


class Verdict(Noun, frozen=True, kw_only=True):
    """Everything the judges said about a proposal."""

    findings: tuple[Finding, ...]
    proofs: tuple[Proof, ...]

    @property
    def share_proven(self) -> float:
        """The part of all claims that was proven, 0 to 1."""
        if not self.proofs:
            return 0.0
        return sum(proof.outcome == "proven" for proof in self.proofs) / len(self.proofs)
