"""Chapters that blueprints write themselves: what they say under one heading, with threats."""

from __future__ import annotations

from backend_architect.languages.markdown.write import blocks, chapter, code, table
from backend_architect.model.proposal import Dossier


def told(dossier: Dossier, section: str) -> str:
    """What all blueprints and remedies say about a section."""
    return blocks(*(note.text for note in dossier.proposal.notes if note.section == section))


def testing(dossier: Dossier) -> str:
    """How the new parts are tested, on three levels."""
    return chapter("Testing strategy", told(dossier, "testing"))


def deployment(dossier: Dossier) -> str:
    """How it is released."""
    return chapter("Deployment", told(dossier, "deployment"))


def security(dossier: Dossier) -> str:
    """Authentication, authorisation, encryption, and each threat with its answer."""
    model = dossier.proposal.to_be
    rows = (
        (
            threat.reference,
            threat.stride,
            code(found.name) if (found := model.find(threat.element)) else "",
            threat.mitigation,
        )
        for threat in model.threats
    )
    return chapter(
        "Security",
        told(dossier, "security"),
        table(("Reference", "STRIDE", "Element", "Answer"), rows),
    )


def monitoring(dossier: Dossier) -> str:
    """What to watch."""
    return chapter("Monitoring", told(dossier, "monitoring"))


def maintenance(dossier: Dossier) -> str:
    """What must be done regularly."""
    return chapter("Maintenance", told(dossier, "maintenance"))


def performance(dossier: Dossier) -> str:
    """Performance and scalability."""
    return chapter(
        "Performance and scalability", told(dossier, "performance"), told(dossier, "scalability")
    )


def pitfalls(dossier: Dossier) -> str:
    """What people get wrong here."""
    return chapter("Pitfalls", told(dossier, "pitfalls"), told(dossier, "notes"))
