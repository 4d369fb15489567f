"""What designers' shelves hold: blueprints (one capability) and remedies (one finding's cure)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.model.finding import Finding

BLUEPRINTS = "backend_architect.design.blueprints"
REMEDIES = "backend_architect.design.remedies"

Applies = Callable[[Site, Draft], None]
Cures = Callable[[Site, Draft, tuple[Finding, ...]], None]


@dataclass(frozen=True)
class Blueprint:
    """How one capability is built. `offers` is the capability's name in the vocabulary, `needs`
    are capabilities that must be there before, in the code or by another blueprint."""

    slug: str
    offers: str
    needs: tuple[str, ...]
    applies: Applies


@dataclass(frozen=True)
class Remedy:
    """How the findings of one rule are cured."""

    slug: str
    rule: str
    cures: Cures


def blueprint(*, offers: str, needs: tuple[str, ...] = ()) -> Callable[[Applies], Blueprint]:
    """Make a blueprint of the decorated function; its name is the slug.

    The function puts elements, decisions and notes into the draft it is given.
    """

    def make(applies: Applies) -> Blueprint:
        return Blueprint(applies.__name__.replace("_", "-"), offers, needs, applies)

    return make


def remedy(*, rule: str) -> Callable[[Cures], Remedy]:
    """Make a remedy of the decorated function; its name is the slug.

    The function is given all unwaived findings of the rule at once, sorted by id.
    """

    def make(cures: Cures) -> Remedy:
        return Remedy(cures.__name__.replace("_", "-"), rule, cures)

    return make
