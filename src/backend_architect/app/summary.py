"""What a verb says on one screen: counts first, then what must be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import json

from backend_architect.model.architecture import COLLECTIONS, Model
from backend_architect.model.brief import Brief
from backend_architect.model.finding import Finding
from backend_architect.model.proof import Verdict
from backend_architect.model.proposal import Dossier, Proposal
from backend_architect.model.route import Route
from backend_architect.survey.explain import Explanation

#: Findings and proofs shown before "and more".
MOST = 12
#: Names in a list on one line before "and more".
FEW = 5


def of_model(model: Model) -> tuple[str, ...]:
    """Counts by kind, the services, and how much could not be read."""
    counts = {name: len(getattr(model, name)) for name in COLLECTIONS.values()}
    shown = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items() if n)
    services = tuple(
        f"  {s.name}: {s.framework or 'no framework recognised'} ({s.language or 'no code'})"
        for s in model.services
    )
    return (
        f"{model.head.system}: {shown or 'nothing that our detectors know'}.",
        *services,
        _coverage(model),
    )


def _coverage(model: Model) -> str:
    """What was looked at, and what nobody could read or resolve."""
    repositories, gaps = model.head.repositories, model.head.gaps
    files, looked, parsed = (
        sum(getattr(each, name) for each in repositories) for name in ("files", "looked", "parsed")
    )
    unread = sorted({gap.what for gap in gaps if gap.kind == "unsupported" and not gap.detector})
    missing = sorted({gap.what for gap in gaps if gap.kind == "unsupported" and gap.detector})
    open_places = sum(1 for gap in gaps if gap.kind != "unsupported")
    parts = (
        f"{looked} of {files} files looked at, {parsed} of them parsed",
        f"nobody reads {_few(unread)}" if unread else "",
        f"no detector for {_few(missing)}" if missing else "",
        f"{open_places} places were recognised and could not be resolved",
    )
    return f"Coverage: {'; '.join(part for part in parts if part)}."


def _few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + more


def of_explanation(found: Explanation) -> tuple[str, ...]:
    """What was seen at a line, who looked, and what became of it."""
    if found.passed_over:
        return (f"{found.path}:{found.line}: {found.passed_over}",)
    facts = [
        f"  {each.says} ({each.detector or 'grammar'}, lines {each.lines[0]} to {each.lines[1]}): "
        f"{json.encode(each.content).decode()}"
        for each in found.facts
    ]
    elements = [f"  {kind} {id}" for kind, id in found.elements]
    gaps = [f"  gap: {gap.what}. {gap.reason}" for gap in found.gaps]
    return (
        f"{found.path}:{found.line}: looked at by {', '.join(found.asked)}.",
        "Said:" if facts else "Said: nothing.",
        *facts,
        "In the Model:" if elements or gaps else "In the Model: nothing comes from this line.",
        *elements,
        *gaps,
    )


def of_findings(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The worst findings with their places."""
    loud = [f for f in findings if not f.waived]
    votes = Counter(f.severity for f in loud)
    head = ", ".join(f"{votes[s]} {s}" for s in ("error", "warning", "info") if votes[s])
    lines = [f"  {f.severity}: {f.message} [{f.rule}]{_at(f)}" for f in loud[:MOST]]
    more = [f"  and {len(loud) - MOST} more"] if len(loud) > MOST else []
    waived = len(findings) - len(loud)
    note = (f"{waived} waived.",) if waived else ()
    return (f"Findings: {head or 'none'}.", *lines, *more, *note)


def _at(finding: Finding) -> str:
    return f" {finding.evidence[0].place}" if finding.evidence else ""


def of_brief(brief: Brief) -> tuple[str, ...]:
    """What was understood."""
    wishes = ", ".join(c.name for c in brief.capabilities) or "nothing by name"
    assumed = [f"  assumed {a.question}: {a.value}" for a in brief.answers if a.assumed]
    goals = [f"  goal {g.attribute}: {g.value:g}" for g in brief.goals]
    volumes = [f"  volume {name}: {rows:,} rows" for name, rows in brief.volumes.items()]
    return (f"{brief.title} ({brief.intent}): {wishes}.", *goals, *volumes, *assumed)


def of_proposal(proposal: Proposal) -> tuple[str, ...]:
    """What is added, what was decided, what stays open."""
    new = Counter(type(e).__name__ for e in proposal.to_be.elements() if e.is_new)
    added = ", ".join(f"{n} {kind}" for kind, n in sorted(new.items()))
    decided = [f"  decided: {d.title} ({d.chosen})" for d in proposal.decisions]
    unanswered = [f"  open: {sentence}" for sentence in proposal.unanswered]
    return (f"Proposed: {added or 'no new element'}.", *decided, *unanswered)


def of_route(route: Route) -> tuple[str, ...]:
    """One line per phase."""
    if not route.phases:
        return ("No phase is needed.",)
    return tuple(
        f"Phase {number}: {phase.kind}, {len(phase.steps)} steps. {phase.goal}"
        for number, phase in enumerate(route.phases, 1)
    )


def of_verdict(verdict: Verdict) -> tuple[str, ...]:
    """The share proven, and each claim with its outcome."""
    proofs = [f"  {p.outcome}: {p.claim} {p.reason}".rstrip() for p in verdict.proofs]
    proven = sum(p.outcome == "proven" for p in verdict.proofs)
    return (
        f"{proven} of {len(verdict.proofs)} claims proven.",
        *proofs,
        *of_findings(verdict.findings),
    )


def of_plan(dossier: Dossier) -> tuple[str, ...]:
    """What was designed and how far it is proven; the plan itself is not repeated."""
    verdict = dossier.verdict
    unproven = [p for p in verdict.proofs if p.outcome != "proven"]
    proven = len(verdict.proofs) - len(unproven)
    decided, phases = len(dossier.proposal.decisions), len(dossier.route.phases)
    head = f"{dossier.brief.title}: {decided} decisions, {phases} phases"
    return (
        f"{head}, {proven} of {len(verdict.proofs)} claims proven.",
        *(f"  {p.outcome}: {p.claim} {p.reason}" for p in unproven),
        *(f"  open: {sentence}" for sentence in dossier.proposal.unanswered),
    )
