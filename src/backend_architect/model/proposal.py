"""What the designers propose, and the bundle that documents are made from."""

from __future__ import annotations

from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from backend_architect.model.decision import Decision
from backend_architect.model.element import Noun
from backend_architect.model.finding import Finding
from backend_architect.model.proof import Verdict
from backend_architect.model.route import Route


class Note(Noun, frozen=True, kw_only=True):
    """A chapter's worth of design text that belongs to one blueprint: `section` says where the
    document puts it ("folders", "security", "testing", "deployment", "monitoring",
    "maintenance", "flows", "notes", "pitfalls", "performance", "scalability")."""

    section: str
    text: str
    decision: str = ""


class Repair(Noun, frozen=True, kw_only=True):
    """One round in which a refuted proof was answered by a change of the design."""

    trial: str
    reason: str
    change: str


class Proposal(Noun, frozen=True, kw_only=True):
    """The to-be Model with the decisions that lead to it.

    `applied` are the slugs of the blueprints and remedies that were used. `unanswered` are the
    findings and wishes nothing on our shelves answers.
    """

    to_be: Model
    decisions: tuple[Decision, ...] = ()
    applied: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    unanswered: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()


class Dossier(Noun, frozen=True, kw_only=True):
    """All nouns of one run, for render."""

    profile: str
    brief: Brief
    as_is: Model
    findings: tuple[Finding, ...]
    proposal: Proposal
    route: Route
    verdict: Verdict
