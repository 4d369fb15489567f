"""What each verb does: the rooms called in the order of the line."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from backend_architect.app.documents import kept, rendered
from backend_architect.app.evidence import resolved
from backend_architect.app.house import House
from backend_architect.app.keep import Kept
from backend_architect.app.plan import elicited, proven, surveyed, tried
from backend_architect.app.plan import plan as planned
from backend_architect.app.summary import (
    of_brief,
    of_explanation,
    of_findings,
    of_model,
    of_plan,
    of_proposal,
    of_route,
    of_verdict,
)
from backend_architect.app.verbs import (
    DesignRequest,
    ElicitRequest,
    MigrateRequest,
    Outcome,
    PlanRequest,
    RenderRequest,
    ReviewRequest,
    SurveyRequest,
    VerifyRequest,
)
from backend_architect.errors import Misused
from backend_architect.languages.answers.read import read_answers
from backend_architect.migrate.planner import migrate as migrated
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Answer, Brief
from backend_architect.model.codec import from_json
from backend_architect.model.finding import SEVERITIES, Finding, Severity
from backend_architect.model.proof import Verdict
from backend_architect.model.proposal import Dossier, Proposal
from backend_architect.model.route import Route
from backend_architect.render.document import File
from backend_architect.render.view import show, view
from backend_architect.survey.explain import explain
from backend_architect.verify.rule import assess

AnyNoun = TypeVar("AnyNoun")
Asked: TypeAlias = ElicitRequest | DesignRequest | PlanRequest


def survey(house: House, request: SurveyRequest) -> Outcome:
    """The as-is Model, one view of it, or what was seen at one place."""
    if request.explain:
        return _explained(house, request)
    model = surveyed(house, exhaustive=request.exhaustive)
    if not request.emit:
        return Outcome(noun=model, lines=of_model(model))
    name, _, form = request.emit.partition("-")
    shown = view(name)
    return Outcome(noun=shown.noun(model), lines=of_model(model), report=show(shown, model, form))


def _explained(house: House, request: SurveyRequest) -> Outcome:
    path, line = _place(request.explain)
    found = explain(house.workspace, surveyed(house, exhaustive=request.exhaustive), path, line)
    return Outcome(noun=found, lines=of_explanation(found))


def _place(written: str) -> tuple[str, int]:
    path, _, line = written.rpartition(":")
    if not path or not line.isdecimal() or not int(line):
        raise Misused(
            f"--explain {written}: not a place.", hint="Write PATH:LINE, as in src/app.py:14."
        )
    return path.removeprefix("./"), int(line)


def review(house: House, request: ReviewRequest) -> Outcome:
    """The findings, and the review as a document."""
    model = _as_is(house, request.as_is)
    findings = assess(model, house.waivers)
    dossier = _review_of(house, model, findings)
    summary = (*of_findings(findings), resolved(house.workspace, dossier))
    spoken = _documents(house, dossier, ("review",), summary)
    return replace(spoken, noun=findings, status=_status(findings, request.fail_on))


def elicit(house: House, request: ElicitRequest) -> Outcome:
    """The Brief."""
    as_is = _as_is(house, request.as_is)
    answers = _answers(house, request)
    brief = elicited(house, _words(house, request.words), as_is, answers, assume=request.assume)
    return Outcome(noun=brief, lines=of_brief(brief))


def design(house: House, request: DesignRequest) -> Outcome:
    """The Proposal, mended by what its own trials refuted, as `plan` would do it."""
    proposal = _designed(house, request, _as_is(house, request.as_is))
    return Outcome(noun=proposal, lines=of_proposal(proposal))


def migrate(house: House, request: MigrateRequest) -> Outcome:
    """The Route."""
    as_is = _as_is(house, request.as_is)
    route = migrated(as_is, _proposal(house, request, as_is).to_be)
    return Outcome(noun=route, lines=of_route(route))


def verify(house: House, request: VerifyRequest) -> Outcome:
    """The Verdict; status 1 for loud findings or a refuted claim."""
    as_is = _as_is(house, request.as_is)
    _, _, verdict = _proved(house, request, _brief(house, request, as_is), as_is)
    status = max(_status(verdict.findings, request.fail_on), _refuted(verdict))
    return Outcome(noun=verdict, lines=of_verdict(verdict), status=status)


def render(house: House, request: RenderRequest) -> Outcome:
    """The documents of the profile."""
    as_is = _as_is(house, request.as_is)
    brief = _brief(house, request, as_is)
    proposal, route, verdict = _proved(house, request, brief, as_is, request.verdict)
    dossier = Dossier(
        profile=house.profile.slug,
        brief=brief,
        as_is=as_is,
        findings=assess(as_is, house.waivers),
        proposal=proposal,
        route=route,
        verdict=verdict,
    )
    return _plan(house, dossier)


def plan(house: House, request: PlanRequest) -> Outcome:
    """The whole line."""
    words = _words(house, request.words)
    answers = _answers(house, request)
    return _plan(house, planned(house, words, answers, assume=request.assume))


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


def _answers(house: House, request: Asked) -> tuple[Answer, ...]:
    """Those of the file, and over them those of the request itself."""
    told = {question: Answer(question=question, value=v) for question, v in request.answer.items()}
    filed: tuple[Answer, ...] = ()
    if request.answers:
        text = house.desk.read(request.answers).decode("utf-8", errors="replace")
        filed = read_answers(text, place=request.answers)
    return (*(each for each in filed if each.question not in told), *told.values())


def _brief(house: House, request: DesignRequest, as_is: Model) -> Brief:
    if request.brief:
        return _noun(house, request.brief, Brief)
    words = _words(house, request.words)
    answers = _answers(house, request)
    return elicited(house, words, as_is, answers, assume=request.assume)


def _designed(house: House, request: DesignRequest, as_is: Model) -> Proposal:
    brief = _brief(house, request, as_is)
    return proven(house, brief, as_is, assess(as_is, house.waivers))[0]


def _proposal(house: House, request: MigrateRequest, as_is: Model) -> Proposal:
    if request.proposal:
        return _noun(house, request.proposal, Proposal)
    return _designed(house, request, as_is)


def _proved(
    house: House, request: VerifyRequest, brief: Brief, as_is: Model, verdict: str = ""
) -> tuple[Proposal, Route, Verdict]:
    """Proposal, route and verdict from their files, and made anew where there is none."""
    if not (request.proposal or request.route or verdict):
        return proven(house, brief, as_is, assess(as_is, house.waivers))
    proposal = _proposal(house, request, as_is)
    route = _noun(house, request.route, Route) if request.route else migrated(as_is, proposal.to_be)
    if verdict:
        return proposal, route, _noun(house, verdict, Verdict)
    return proposal, route, tried(house, brief, as_is, proposal, route)


# ---------------------------------------------------------------- outcomes


def _plan(house: House, dossier: Dossier) -> Outcome:
    """The profile's documents, once every line they refer to was looked up again."""
    summary = (*of_plan(dossier), resolved(house.workspace, dossier))
    outcome = _documents(house, dossier, house.profile.documents, summary)
    return replace(outcome, status=_refuted(dossier.verdict))


def _documents(
    house: House, dossier: Dossier, wanted: tuple[str, ...], summary: tuple[str, ...]
) -> Outcome:
    """Written where the profile may write; handed over whole where it speaks by report."""
    profile = house.profile
    reports = profile.final_message == "report" or not profile.write
    report = _spoken(rendered(dossier, wanted)) if reports else ""
    documents = kept(house, dossier, wanted) if profile.write else ()
    files = tuple(each.path for each in documents)
    lines = (*summary, *_aside(documents), *_named(files, wanted))
    return Outcome(noun=dossier, lines=lines, files=files, report=report)


def _spoken(files: tuple[File, ...]) -> str:
    """The document that is meant to be read."""
    return next((file.text for file in files if file.path.endswith(".md")), "")


def _aside(documents: tuple[Kept, ...]) -> tuple[str, ...]:
    """What somebody edited was left as it is."""
    return tuple(
        f"{each.wanted} is not as we left it and stays; this run's is {each.path}."
        for each in documents
        if each.stood_aside
    )


def _named(files: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    plans = [file for file in files if file.endswith(".md")]
    if not plans:
        return ()
    kind = "review" if "review" in wanted else "plan"
    return (f"I have created a {kind} at {plans[0]}, please read that first before you proceed.",)


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
