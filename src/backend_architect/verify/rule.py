"""What a rule is, and how all of them are asked.

A rule starts at its noun and yields a `Trouble` with the id of the element; the runner stamps
slug, severity, evidence and waivers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from backend_architect.model.architecture import Model
from backend_architect.model.element import Json
from backend_architect.model.finding import SEVERITIES, Finding, Severity
from backend_architect.shelf import read_shelf

SHELF = "backend_architect.verify.rules"


@dataclass(frozen=True)
class Trouble:
    """A rule's word about one element: one sentence, with the numbers it speaks by."""

    element: str
    message: str
    measure: dict[str, Json] = field(default_factory=dict)


Judges = Callable[[Model], Iterator[Trouble]]


@dataclass(frozen=True)
class Rule:
    """One item of the shelf; its slug names the bad state."""

    slug: str
    severity: Severity
    judges: Judges


def rule(*, severity: Severity) -> Callable[[Judges], Rule]:
    """Make a rule of the decorated function; its name is the slug."""

    def make(judges: Judges) -> Rule:
        return Rule(judges.__name__.replace("_", "-"), severity, judges)

    return make


def assess(model: Model, waivers: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """What all rules say about a Model, worst first, then by id.

    `waivers` maps a finding's id, or a rule's slug, to the reason somebody gave. A waiver that
    matches nothing is itself a finding (`unused-waiver`).
    """
    reasons = dict(waivers or {})
    findings = [
        _finding(model, item, trouble, reasons)
        for item in read_shelf(SHELF, Rule)
        for trouble in item.judges(model)
    ]
    used = {key for found in findings for key in (found.id, found.rule)}
    unused = [_unused(key, reason) for key, reason in reasons.items() if key not in used]
    return tuple(sorted({f.id: f for f in findings + unused}.values(), key=_order))


def _finding(model: Model, item: Rule, trouble: Trouble, reasons: Mapping[str, str]) -> Finding:
    element = model.find(trouble.element)
    found = Finding(
        rule=item.slug,
        element=trouble.element,
        severity=item.severity,
        message=trouble.message,
        evidence=element.evidence if element else (),
        measure=trouble.measure,
    )
    waived = reasons.get(found.id) or reasons.get(found.rule) or ""
    return msgspec.structs.replace(found, waived=waived)


def _unused(key: str, reason: str) -> Finding:
    return Finding(
        rule="unused-waiver",
        element=key,
        severity="warning",
        message=f"The waiver '{key}' ({reason}) matches no finding.",
    )


def _order(finding: Finding) -> tuple[int, str]:
    return -SEVERITIES.index(finding.severity), finding.id
