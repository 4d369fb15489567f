"""Every line a document refers to is looked up again before the document is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from backend_architect.errors import Misused
from backend_architect.model.architecture import Model
from backend_architect.model.element import Evidence
from backend_architect.model.finding import Finding
from backend_architect.model.proposal import Dossier
from backend_architect.ports.workspace import Workspace

#: Faults shown; where one file changed, hundreds of references may fail at once.
MOST = 20


def resolved(workspace: Workspace, dossier: Dossier) -> str:
    """Look up every reference of a Dossier; gives the sentence that counts them.

    Raises `Misused` with each reference that no longer says what was read there.
    """
    cited = cited_by(dossier)
    faults = list(unresolved(workspace, cited))
    if not faults:
        return f"{len(cited)} of {len(cited)} evidence references resolve."
    more = [f"and {len(faults) - MOST} more"] if len(faults) > MOST else []
    raise Misused(
        f"{cited[0].repository}: {len(faults)} of {len(cited)} evidence references no longer "
        "resolve; nothing was written.",
        faults=[*faults[:MOST], *more],
        hint="The files changed since they were surveyed: run the command again, with a fresh "
        "as-is Model if you gave one.",
    )


def unresolved(workspace: Workspace, cited: Iterable[Evidence]) -> Iterator[str]:
    """A sentence for each reference whose lines are not there or have another SHA-256.

    Sorted references are cheapest: each file is read once.
    """
    file, lines = ("", ""), list[bytes]()
    parts = workspace.parts
    for evidence in cited:
        part = parts.get(evidence.repository)
        if part is None:
            yield f"{evidence.place}: it is in '{evidence.repository}', not in '{workspace.name}'."
            continue
        if (evidence.repository, evidence.path) != file:
            file, lines = (evidence.repository, evidence.path), _lines(part, evidence.path)
        if not lines:
            yield f"{evidence.place}: the file cannot be read."
        elif not 1 <= evidence.first_line <= evidence.last_line <= len(lines):
            yield f"{evidence.place}: the file has no such lines."
        elif _digest(lines[evidence.first_line - 1 : evidence.last_line]) != evidence.sha256:
            yield f"{evidence.place}: the lines say something else than when they were read."


def _lines(workspace: Workspace, path: str) -> list[bytes]:
    try:
        return workspace.read(path).split(b"\n")
    except OSError:
        return []


def _digest(lines: list[bytes]) -> str:
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def cited_by(dossier: Dossier) -> list[Evidence]:
    """Every reference in a Dossier once, by file and line."""
    return sorted(set(_cited(dossier)))


def _cited(dossier: Dossier) -> Iterator[Evidence]:
    yield from _of_model(dossier.as_is)
    yield from _of_model(dossier.proposal.to_be)
    yield from _of_findings(dossier.findings)
    for source in (each for decision in dossier.proposal.decisions for each in decision.sources):
        if source.evidence is not None:
            yield source.evidence
    yield from _of_findings(dossier.verdict.findings)
    for proof in dossier.verdict.proofs:
        yield from _of_findings(proof.findings)


def _of_model(model: Model) -> Iterator[Evidence]:
    for element in model.elements():
        yield from element.evidence


def _of_findings(findings: Iterable[Finding]) -> Iterator[Evidence]:
    for finding in findings:
        yield from finding.evidence
