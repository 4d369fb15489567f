"""One table of verbs. Command line, MCP server and agent all follow from its rows.

A verb takes one flat request and gives an outcome. What a request leaves out is found by the verbs
before it on the straight line, so that a pipe of verbs with files between them does what `plan`
does in one go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from msgspec import Meta

from backend_architect.app.documents import kept, rendered
from backend_architect.app.house import House
from backend_architect.app.plan import elicited, plan, proven, surveyed, tried
from backend_architect.app.summary import (
    of_brief,
    of_findings,
    of_model,
    of_plan,
    of_proposal,
    of_route,
    of_verdict,
)
from backend_architect.design.planner import design
from backend_architect.languages.answers.read import read_answers
from backend_architect.migrate.planner import migrate
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Answer, Brief
from backend_architect.model.codec import from_json
from backend_architect.model.element import Noun
from backend_architect.model.finding import SEVERITIES, Finding, Severity
from backend_architect.model.proof import Verdict
from backend_architect.model.proposal import Dossier, Proposal
from backend_architect.model.route import Route
from backend_architect.verify.rule import assess

AnyNoun = TypeVar("AnyNoun")


class Outcome(Noun, frozen=True, kw_only=True):
    """What a verb gives: the noun, the same in a few lines, the exit code, the files written.

    `report` is the whole document where the profile speaks by report instead of by path.
    """

    noun: Any
    lines: tuple[str, ...]
    status: int = 0
    files: tuple[str, ...] = ()
    report: str = ""


Words = Annotated[str, Meta(description="What is wanted, in plain words, or a brief.md.")]
AsIs = Annotated[str, Meta(description="File with an as-is Model; surveyed anew if left out.")]
BriefFile = Annotated[str, Meta(description="File with a Brief as JSON, instead of words.")]
Answers = Annotated[str, Meta(description="File with answers to the questions that were asked.")]
Assume = Annotated[bool, Meta(description="Take the default of each question nobody answered.")]
ProposalFile = Annotated[str, Meta(description="File with a Proposal; designed anew if left out.")]
RouteFile = Annotated[str, Meta(description="File with a Route; planned anew if left out.")]
VerdictFile = Annotated[str, Meta(description="File with a Verdict; tried anew if left out.")]
FailOn = Annotated[
    Severity, Meta(description="Exit 1 when a finding is at least this severe and not waived.")
]


class SurveyRequest(Noun, frozen=True, kw_only=True):
    """survey"""


class ReviewRequest(Noun, frozen=True, kw_only=True):
    """review"""

    as_is: AsIs = ""
    fail_on: FailOn = "error"


class ElicitRequest(Noun, frozen=True, kw_only=True):
    """elicit"""

    words: Words
    as_is: AsIs = ""
    answers: Answers = ""
    assume: Assume = False


class DesignRequest(Noun, frozen=True, kw_only=True):
    """design"""

    words: Words = ""
    brief: BriefFile = ""
    as_is: AsIs = ""
    answers: Answers = ""
    assume: Assume = False


class MigrateRequest(DesignRequest, frozen=True, kw_only=True):
    """migrate"""

    proposal: ProposalFile = ""


class VerifyRequest(MigrateRequest, frozen=True, kw_only=True):
    """verify"""

    route: RouteFile = ""
    fail_on: FailOn = "error"


class RenderRequest(VerifyRequest, frozen=True, kw_only=True):
    """render"""

    verdict: VerdictFile = ""


class PlanRequest(Noun, frozen=True, kw_only=True):
    """plan"""

    words: Words
    answers: Answers = ""
    assume: Assume = False


@dataclass(frozen=True)
class Verb:
    """A row: the name, one sentence, the shape of the request, and the act. `writes` is True for
    verbs that leave documents behind."""

    name: str
    summary: str
    request: type[Noun]
    acts: Callable[[House, Any], Outcome]
    writes: bool = False


# ---------------------------------------------------------------- the acts


def _survey(house: House, _: SurveyRequest) -> Outcome:
    model = surveyed(house)
    return Outcome(noun=model, lines=of_model(model))


def _review(house: House, request: ReviewRequest) -> Outcome:
    model = _as_is(house, request.as_is)
    findings = assess(model, house.waivers)
    dossier = _review_of(house, model, findings)
    files = kept(house, dossier, ("review",)) if house.profile.write else ()
    report = "" if files else rendered(dossier, ("review",))[0].text
    return Outcome(
        noun=findings,
        lines=(*of_findings(findings), *_named(files)),
        status=_status(findings, request.fail_on),
        files=files,
        report=report,
    )


def _elicit(house: House, request: ElicitRequest) -> Outcome:
    as_is = _as_is(house, request.as_is)
    answers = _answers(house, request.answers)
    brief = elicited(house, _words(house, request.words), as_is, answers, assume=request.assume)
    return Outcome(noun=brief, lines=of_brief(brief))


def _design(house: House, request: DesignRequest) -> Outcome:
    as_is = _as_is(house, request.as_is)
    proposal = design(_brief(house, request, as_is), as_is, assess(as_is, house.waivers))
    return Outcome(noun=proposal, lines=of_proposal(proposal))


def _migrate(house: House, request: MigrateRequest) -> Outcome:
    as_is = _as_is(house, request.as_is)
    route = migrate(as_is, _proposal(house, request, as_is).to_be)
    return Outcome(noun=route, lines=of_route(route))


def _verify(house: House, request: VerifyRequest) -> Outcome:
    as_is = _as_is(house, request.as_is)
    brief = _brief(house, request, as_is)
    proposal = _proposal(house, request, as_is)
    route = _route(house, request, as_is, proposal)
    verdict = tried(house, brief, as_is, proposal, route)
    status = max(_status(verdict.findings, request.fail_on), _refuted(verdict))
    return Outcome(noun=verdict, lines=of_verdict(verdict), status=status)


def _render(house: House, request: RenderRequest) -> Outcome:
    as_is = _as_is(house, request.as_is)
    brief = _brief(house, request, as_is)
    findings = assess(as_is, house.waivers)
    if request.proposal:
        proposal = _proposal(house, request, as_is)
        route = _route(house, request, as_is, proposal)
        verdict = (
            _noun(house, request.verdict, Verdict)
            if request.verdict
            else tried(house, brief, as_is, proposal, route)
        )
    else:
        proposal, route, verdict = proven(house, brief, as_is, findings)
    dossier = Dossier(
        profile=house.profile.slug,
        brief=brief,
        as_is=as_is,
        findings=findings,
        proposal=proposal,
        route=route,
        verdict=verdict,
    )
    return _documents(house, dossier)


def _plan(house: House, request: PlanRequest) -> Outcome:
    words = _words(house, request.words)
    answers = _answers(house, request.answers)
    return _documents(house, plan(house, words, answers, assume=request.assume))


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("survey", "Read a repository into its as-is Model.", SurveyRequest, _survey),
        Verb(
            "review",
            "Judge what is there and write the review.",
            ReviewRequest,
            _review,
            writes=True,
        ),
        Verb("elicit", "Turn words into a Brief, or ask.", ElicitRequest, _elicit),
        Verb("design", "Design what the Brief asks for.", DesignRequest, _design),
        Verb("migrate", "Plan the way there in phases.", MigrateRequest, _migrate),
        Verb("verify", "Judge a proposal by rules and real trials.", VerifyRequest, _verify),
        Verb("render", "Write the documents.", RenderRequest, _render, writes=True),
        Verb("plan", "All of it: survey to documents.", PlanRequest, _plan, writes=True),
    )
}


# ---------------------------------------------------------------- what a request leaves out


def _noun(house: House, path: str, kind: type[AnyNoun]) -> AnyNoun:
    return from_json(house.desk.read(path), kind, place=path)


def _as_is(house: House, path: str) -> Model:
    return _noun(house, path, Model) if path else surveyed(house)


def _words(house: House, words: str) -> str:
    """The words; those of a file if what is given is the name of a Markdown file."""
    if words.endswith(".md") and "\n" not in words and " " not in words:
        return house.desk.read(words).decode("utf-8", errors="replace")
    return words


def _answers(house: House, path: str) -> tuple[Answer, ...]:
    if not path:
        return ()
    return read_answers(house.desk.read(path).decode("utf-8", errors="replace"), place=path)


def _brief(house: House, request: DesignRequest, as_is: Model) -> Brief:
    if request.brief:
        return _noun(house, request.brief, Brief)
    words = _words(house, request.words)
    answers = _answers(house, request.answers)
    return elicited(house, words, as_is, answers, assume=request.assume)


def _proposal(house: House, request: MigrateRequest, as_is: Model) -> Proposal:
    if request.proposal:
        return _noun(house, request.proposal, Proposal)
    return design(_brief(house, request, as_is), as_is, assess(as_is, house.waivers))


def _route(house: House, request: VerifyRequest, as_is: Model, proposal: Proposal) -> Route:
    return _noun(house, request.route, Route) if request.route else migrate(as_is, proposal.to_be)


# ---------------------------------------------------------------- outcomes


def _documents(house: House, dossier: Dossier) -> Outcome:
    """Written where the profile may write; handed over as a report where it may not."""
    status = _refuted(dossier.verdict)
    wanted = house.profile.documents
    plans = [file for file in rendered(dossier, wanted) if file.path.endswith(".md")]
    report = plans[0].text if plans and house.profile.final_message == "report" else ""
    if not house.profile.write:
        return Outcome(noun=dossier, lines=of_plan(dossier), status=status, report=report)
    files = kept(house, dossier, wanted)
    lines = (*of_plan(dossier), *_named(files))
    return Outcome(noun=dossier, lines=lines, status=status, files=files, report=report)


def _named(files: tuple[str, ...]) -> tuple[str, ...]:
    plans = [file for file in files if file.endswith(".md")]
    if not plans:
        return ()
    return (f"I have created a plan at {plans[0]}, please read that first before you proceed.",)


def _review_of(house: House, model: Model, findings: tuple[Finding, ...]) -> Dossier:
    """A Dossier in which nothing is proposed."""
    name = model.head.system
    return Dossier(
        profile=house.profile.slug,
        brief=Brief(words="", intent="repair", title=f"Review of {name}", slug="review"),
        as_is=model,
        findings=findings,
        proposal=Proposal(to_be=model),
        route=Route(phases=()),
        verdict=Verdict(findings=(), proofs=()),
    )


def _status(findings: tuple[Finding, ...], fail_on: Severity) -> int:
    limit = SEVERITIES.index(fail_on)
    loud = [f for f in findings if not f.waived and SEVERITIES.index(f.severity) >= limit]
    return 1 if loud else 0


def _refuted(verdict: Verdict) -> int:
    return 1 if any(proof.outcome == "refuted" for proof in verdict.proofs) else 0
