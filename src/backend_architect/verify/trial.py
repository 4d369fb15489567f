"""What a trial is, and how all of them are run.

A trial puts one claim of a design to the test and says what came of it. Claim, method and what a
pass does not show stand in its docstring, once. Each ships a mutant: a change that breaks what the
trial watches over, which it must catch (tested for every trial).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from textwrap import dedent

from backend_architect.errors import Defect, Misused, Unavailable
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from backend_architect.model.element import Json
from backend_architect.model.finding import Finding
from backend_architect.model.proof import Outcome, Proof
from backend_architect.model.proposal import Proposal
from backend_architect.model.route import Route
from backend_architect.ports.lab import Availability, Cluster, Lab, SqlRefused
from backend_architect.shelf import read_shelf

SHELF = "backend_architect.verify.trials"
HEADINGS = ("Claim", "Method", "What a pass does not show")


@dataclass(frozen=True)
class Design:
    """What is put to the test."""

    brief: Brief
    as_is: Model
    proposal: Proposal
    route: Route

    @property
    def to_be(self) -> Model:
        """The proposed Model."""
        return self.proposal.to_be


@dataclass(frozen=True)
class Tried:
    """What came of a trial; the runner adds what the trial's page says. Fields as in `Proof`."""

    outcome: Outcome
    reason: str = ""
    figures: dict[str, Json] = field(default_factory=dict)
    details: tuple[str, ...] = ()
    repeat: str = ""
    findings: tuple[Finding, ...] = ()


#: None where the design has nothing the claim is about: then nothing is claimed.
Runs = Callable[[Design, Lab], Tried | None]
Mutates = Callable[[Design], Design]


@dataclass(frozen=True)
class Trial:
    """One item of the shelf. `claim`, `method` and `limits` are its page's sections; `needs_lab`
    tells whether it runs on PostgreSQL."""

    slug: str
    claim: str
    method: str
    limits: str
    needs_lab: bool
    mutant: Mutates
    runs: Runs


def trial(*, mutant: Mutates, needs_lab: bool = True) -> Callable[[Runs], Trial]:
    """Make a trial of the decorated function; its name is the slug.

    Raises `Defect` if the module's docstring lacks one of the headings.
    """

    def make(runs: Runs) -> Trial:
        slug = runs.__name__.replace("_", "-")
        claim, method, limits = (_section(slug, runs, heading) for heading in HEADINGS)
        return Trial(slug, claim, method, limits, needs_lab, mutant, runs)

    return make


def _section(slug: str, runs: Runs, heading: str) -> str:
    page = str(runs.__globals__["__doc__"])
    _, found, rest = page.partition(f"\n{heading}\n")
    lines = [line for line in rest.split("\n") if line]
    end = next((at for at, line in enumerate(lines) if not line.startswith(" ")), len(lines))
    text = " ".join(dedent("\n".join(lines[:end])).split())
    if not found or not text:
        raise Defect(f"The trial '{slug}' has no section '{heading}' in its docstring.")
    return text


def run_trials(
    design: Design, lab: Lab, *, begun: Callable[[str], None] = lambda _: None
) -> tuple[Proof, ...]:
    """One proof for each trial whose claim the design makes, by slug. What could not run is
    "not proven", with the reason.

    All trials share one server (each has databases of its own), started when the first asks for
    it. `begun` hears each trial's slug before it starts.
    """
    with ExitStack() as stack:
        shared = _OneServer(lab, stack)
        proofs = [_run(each, design, shared, begun) for each in read_shelf(SHELF, Trial)]
    return tuple(proof for proof in proofs if proof is not None)


def run_trial(each: Trial, design: Design, lab: Lab) -> Proof | None:
    """The proof of one trial; None where the design does not make its claim."""
    try:
        tried = each.runs(design, lab)
    except (Unavailable, Misused) as halt:
        tried = Tried("not proven", halt.message)
    except SqlRefused as refused:
        tried = Tried("not proven", f"PostgreSQL refused: {refused.message}")
    return None if tried is None else _proof(each, design, tried)


def _run(each: Trial, design: Design, lab: Lab, begun: Callable[[str], None]) -> Proof | None:
    begun(each.slug)
    return run_trial(each, design, lab)


def _proof(each: Trial, design: Design, tried: Tried) -> Proof:
    foreign = _foreign_servers(design.to_be) if each.needs_lab else ()
    elsewhere = (
        f"The repository's database is {' and '.join(foreign)}; the run was on PostgreSQL."
        if foreign
        else ""
    )
    return Proof(
        trial=each.slug,
        claim=each.claim,
        method=each.method,
        outcome=tried.outcome,
        figures=tried.figures,
        details=tried.details,
        reason=tried.reason,
        repeat=tried.repeat,
        findings=tried.findings,
        limits=f"{each.limits} {elsewhere}".strip(),
    )


def _foreign_servers(model: Model) -> tuple[str, ...]:
    named = {store.technology for store in model.stores if store.kind == "sql"}
    return tuple(sorted(name for name in named if name and not name.lower().startswith("postgres")))


class _OneServer:
    """A lab whose clusters of one version are one server, kept until the stack is left."""

    def __init__(self, lab: Lab, stack: ExitStack) -> None:
        self._lab = lab
        self._stack = stack
        self._running: dict[int, Cluster] = {}

    def availability(self) -> Availability:
        """What can be had here."""
        return self._lab.availability()

    def cluster(self, major: int = 18) -> AbstractContextManager[Cluster]:
        """The server of this version, started at the first call."""
        return self._cluster(major)

    @contextmanager
    def _cluster(self, major: int) -> Iterator[Cluster]:
        if major not in self._running:
            self._running[major] = self._stack.enter_context(self._lab.cluster(major))
        yield self._running[major]
