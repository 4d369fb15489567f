"""The implementation plan.

For whom
    The tech lead or the coding agent who will build it; nobody builds anything here.
Sections
    Important notes, what is there, decisions, technologies, folder structure, database schema, API
    contract, data flows, migration and implementation plan, testing, deployment, security,
    monitoring, maintenance, performance and scalability, pitfalls, what we could not see, evidence,
    proofs.
Order
    What must be known first comes first; proofs and evidence come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.languages.markdown.write import blocks
from backend_architect.model.proposal import Dossier
from backend_architect.render.chapters import (
    appendix,
    contract,
    decisions,
    notes,
    opening,
    present,
    route,
    schema,
    structure,
)
from backend_architect.render.document import File, document


@document
def implementation_plan(dossier: Dossier) -> Iterator[File]:
    """One Markdown file, named after the request."""
    text = blocks(
        opening.title(dossier),
        opening.important(dossier),
        present.present(dossier),
        decisions.decisions(dossier),
        structure.technologies(dossier),
        structure.folders(dossier),
        schema.schema(dossier),
        contract.contract(dossier),
        structure.flows(dossier),
        route.route(dossier),
        notes.testing(dossier),
        notes.deployment(dossier),
        notes.security(dossier),
        notes.monitoring(dossier),
        notes.maintenance(dossier),
        notes.performance(dossier),
        notes.pitfalls(dossier),
        appendix.gaps(dossier),
        appendix.evidence(dossier),
        appendix.proofs(dossier),
    )
    yield File(f"{dossier.brief.slug}.md", f"{text}\n")
