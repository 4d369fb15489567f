"""The verb: every rule and every trial, over one proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backend_architect.model.finding import Finding
from backend_architect.model.proof import Verdict
from backend_architect.ports.lab import Lab
from backend_architect.verify.rule import assess
from backend_architect.verify.trial import Design, run_trials


def verify(
    design: Design,
    lab: Lab,
    waivers: Mapping[str, str] | None = None,
    *,
    begun: Callable[[str], None] = lambda _: None,
) -> Verdict:
    """What the rules say about everything the proposal adds or changes, and one proof per trial."""
    findings = tuple(f for f in assess(design.proposal.to_be, waivers) if _is_ours(design, f))
    return Verdict(findings=findings, proofs=run_trials(design, lab, begun=begun))


def _is_ours(design: Design, finding: Finding) -> bool:
    """True for what the proposal brought; what was there before stands in the as-is findings."""
    after = design.proposal.to_be.find(finding.element)
    return after is not None and after != design.as_is.find(finding.element)
