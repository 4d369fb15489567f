"""Ways to break a design on purpose: what a trial's mutant is made with."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from backend_architect.model.architecture import Model, compose
from backend_architect.model.element import Element
from backend_architect.model.route import Phase, Route, Step
from backend_architect.verify.trial import Design

Alters = Callable[[Element], Element | None]


def with_model(design: Design, alters: Alters) -> Design:
    """The design with each element of its to-be Model replaced; None takes it out."""
    altered = (alters(element) for element in design.to_be.elements())
    kept = [element for element in altered if element is not None]
    return with_to_be(design, compose(design.to_be.head, kept))


def with_to_be(design: Design, model: Model) -> Design:
    """The design with another to-be Model, its Route as it was."""
    proposal = msgspec.structs.replace(design.proposal, to_be=model)
    return Design(design.brief, design.as_is, proposal, design.route)


def with_steps(design: Design, alters: Callable[[Step], Step | None]) -> Design:
    """The design with each step of its Route replaced; None takes it out."""
    phases = tuple(_with_steps(phase, alters) for phase in design.route.phases)
    return Design(design.brief, design.as_is, design.proposal, Route(phases=phases))


def _with_steps(phase: Phase, alters: Callable[[Step], Step | None]) -> Phase:
    altered = (alters(step) for step in phase.steps)
    return msgspec.structs.replace(phase, steps=tuple(step for step in altered if step is not None))
