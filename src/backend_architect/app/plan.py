"""The straight line: a repository and words become documents that were proven."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from backend_architect.app.house import House
from backend_architect.design.planner import design
from backend_architect.elicit.elicit import elicit
from backend_architect.errors import Unanswered
from backend_architect.migrate.planner import migrate
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Answer, Brief, Questions
from backend_architect.model.finding import Finding
from backend_architect.model.proof import Verdict
from backend_architect.model.proposal import Dossier, Proposal, Repair
from backend_architect.model.route import Route
from backend_architect.survey.survey import survey
from backend_architect.verify.rule import assess
from backend_architect.verify.trial import Design
from backend_architect.verify.verify import verify

#: A design is mended at most this often by what its own trials refuted.
ROUNDS = 3


def plan(house: House, words: str, answers: Sequence[Answer] = (), *, assume: bool) -> Dossier:
    """The main job. Raises `Unanswered` when the design must know more first."""
    as_is = surveyed(house)
    findings = assess(as_is, house.waivers)
    brief = elicited(house, words, as_is, answers, assume=assume)
    proposal, route, verdict = proven(house, brief, as_is, findings)
    return Dossier(
        profile=house.profile.slug,
        brief=brief,
        as_is=as_is,
        findings=findings,
        proposal=proposal,
        route=route,
        verdict=verdict,
    )


def surveyed(house: House, *, exhaustive: bool = False) -> Model:
    """The as-is Model of the house's workspace."""
    house.progress("survey", 0, 0)
    return survey(
        house.workspace,
        house.pool,
        house.store,
        exhaustive=exhaustive,
        progress=lambda done, total: house.progress("survey", done, total),
    )


def elicited(
    house: House, words: str, as_is: Model, answers: Sequence[Answer], *, assume: bool
) -> Brief:
    """The Brief. Raises `Unanswered` with what must be answered first."""
    found = elicit(
        words,
        as_is,
        answers,
        assume=assume,
        volumes=house.configuration.volumes,
        rates=house.configuration.rates,
    )
    if isinstance(found, Questions):
        raise Unanswered(found.questions, found.brief)
    return found


def proven(
    house: House, brief: Brief, as_is: Model, findings: tuple[Finding, ...]
) -> tuple[Proposal, Route, Verdict]:
    """A proposal with its route and verdict. Where a trial refutes what a remedy can mend, the
    design is made again with that finding, a bounded number of times; the proposal tells."""
    refuted: tuple[Finding, ...] = ()
    for _ in range(ROUNDS):
        house.progress("design", 0, 0)
        proposal = design(brief, as_is, findings, refuted, house.profile.preferences)
        route = migrate(as_is, proposal.to_be)
        verdict = tried(house, brief, as_is, proposal, route)
        fresh = [f for proof in verdict.proofs for f in proof.findings if f not in refuted]
        if not fresh:
            break
        refuted = (*refuted, *fresh)
    repairs = tuple(_repair(finding) for finding in refuted if not _stands(finding, verdict))
    return msgspec.structs.replace(proposal, repairs=repairs), route, verdict


def _stands(finding: Finding, verdict: Verdict) -> bool:
    """True if a trial still says so after everything was done about it."""
    return any(finding == each for proof in verdict.proofs for each in proof.findings)


def tried(house: House, brief: Brief, as_is: Model, proposal: Proposal, route: Route) -> Verdict:
    """What rules and trials say about a proposal."""
    return verify(
        Design(brief, as_is, proposal, route),
        house.lab,
        house.waivers,
        begun=lambda trial: house.progress(f"verify: {trial}", 0, 0),
    )


def _repair(finding: Finding) -> Repair:
    return Repair(trial=finding.rule, reason=finding.message, change=f"cured: {finding.element}")
