"""What a trial is, and how all of them are run.

A trial puts one claim of a design to the test and says what came of it. Each ships a mutant: a
change that breaks what the trial watches over, which it must catch (tested for every trial).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backend_architect.errors import Unavailable
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from backend_architect.model.proof import Proof
from backend_architect.model.proposal import Proposal
from backend_architect.model.route import Route
from backend_architect.ports.lab import Lab
from backend_architect.shelf import read_shelf

SHELF = "backend_architect.verify.trials"


@dataclass(frozen=True)
class Design:
    """What is put to the test."""

    brief: Brief
    as_is: Model
    proposal: Proposal
    route: Route


Runs = Callable[[Design, Lab], Proof]
Mutates = Callable[[Design], Design]


@dataclass(frozen=True)
class Trial:
    """One item of the shelf. `claim` is the sentence that is tried; `needs_lab` tells whether it
    runs on PostgreSQL."""

    slug: str
    claim: str
    needs_lab: bool
    mutant: Mutates
    runs: Runs


def trial(*, claim: str, mutant: Mutates, needs_lab: bool = True) -> Callable[[Runs], Trial]:
    """Make a trial of the decorated function; its name is the slug."""

    def make(runs: Runs) -> Trial:
        slug = runs.__name__.replace("_", "-")
        return Trial(slug, claim, needs_lab, mutant, runs)

    return make


def run_trials(
    design: Design, lab: Lab, *, begun: Callable[[str], None] = lambda _: None
) -> tuple[Proof, ...]:
    """One proof for each trial, by slug. What could not run is "not proven", with the reason.

    `begun` hears each trial's slug before it starts.
    """
    return tuple(_run(each, design, lab, begun) for each in _shelf())


def _shelf() -> Iterable[Trial]:
    return read_shelf(SHELF, Trial)


def _run(each: Trial, design: Design, lab: Lab, begun: Callable[[str], None]) -> Proof:
    begun(each.slug)
    try:
        return each.runs(design, lab)
    except Unavailable as absent:
        return Proof(
            trial=each.slug,
            claim=each.claim,
            method="not run",
            outcome="not proven",
            reason=absent.message,
        )
