"""Appendices: what could not be seen, the evidence with hashes, the proofs with their figures."""

from __future__ import annotations

from collections import Counter

from backend_architect.languages.markdown.write import (
    blocks,
    bullets,
    chapter,
    code,
    count,
    fenced,
    table,
)
from backend_architect.model.element import Evidence
from backend_architect.model.proof import Proof
from backend_architect.model.proposal import Dossier
from backend_architect.render.voice import shows_scripts

#: Longest list of gaps in a plan; all are in the evidence folder's model.
MOST_GAPS = 40

#: Longest list of details of one proof; all are in proofs.json.
MOST_DETAILS = 25


def gaps(dossier: Dossier) -> str:
    """What was recognised and not resolved."""
    found = dossier.as_is.head.gaps
    if not found:
        text = (
            "Nothing that the detectors recognised was left unresolved. What no detector knows is "
            "not counted here."
        )
        return chapter("What we could not see", text)
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(g.kind for g in found).items()))
    rows = (
        (code(f"{gap.path}:{gap.line}"), gap.kind, code(gap.what), gap.reason)
        for gap in found[:MOST_GAPS]
    )
    more = len(found) - MOST_GAPS
    return chapter(
        "What we could not see",
        f"{count(len(found), 'place')}: {kinds}. 'Not found' in this plan means not found outside "
        "these places.",
        table(("Place", "Kind", "What", "Why"), rows),
        f"{count(more, 'more place')} in `model.json` (head, gaps)." if more > 0 else "",
    )


def proofs(dossier: Dossier) -> str:
    """Every claim with method, figures and how to repeat it."""
    scripts = shows_scripts(dossier)
    told = (_proof(proof, scripts=scripts) for proof in dossier.verdict.proofs)
    return chapter("Appendix: proofs", *told)


def _proof(proof: Proof, *, scripts: bool) -> str:
    figures = ", ".join(f"{name} {value}" for name, value in proof.figures.items())
    shown = [code(detail) for detail in proof.details[:MOST_DETAILS]]
    more = len(proof.details) - MOST_DETAILS
    return blocks(
        f"### {proof.trial}: {proof.outcome}",
        f"{proof.claim} {proof.reason}",
        f"Method: {proof.method}" + (f" Figures: {figures}." if figures else ""),
        bullets(shown),
        f"{count(more, 'more line')} in `proofs.json`." if more > 0 else "",
        f"A pass does not show: {proof.limits}" if proof.limits else "",
        blocks("To repeat:", fenced("", proof.repeat)) if proof.repeat and scripts else "",
    )


def evidence(dossier: Dossier) -> str:
    """Every line of the repository this plan rests on, with the hash of its bytes."""
    rows = (
        (
            code(e.place if e.last_line == e.first_line else f"{e.place}-{e.last_line}"),
            code(e.sha256[:16]),
            code(e.detector) if e.detector else "",
        )
        for e in sorted(_cited(dossier))
    )
    return chapter(
        "Appendix: evidence",
        "Lines cited above. The hash is the beginning of the SHA-256 of the exact bytes of these "
        "lines; whole hashes and everything else that was seen are in `model.json`.",
        table(("Place", "SHA-256", "Seen by"), rows),
    )


def _cited(dossier: Dossier) -> set[Evidence]:
    """The evidence of everything the plan builds on: what it touches, follows and decides by."""
    as_is, to_be = dossier.as_is, dossier.proposal.to_be
    touched = {key.ref_table for key in to_be.foreign_keys if key.is_new}
    touched |= {index.table for index in to_be.indexes if index.is_new}
    elements = [
        *as_is.services,
        *as_is.conventions,
        *(table for table in as_is.tables if table.id in touched),
        *(column for column in as_is.columns if column.table in touched),
    ]
    cited = {each for element in elements for each in element.evidence}
    cited |= {each for finding in dossier.findings for each in finding.evidence}
    sources = (source for d in dossier.proposal.decisions for source in d.sources)
    cited |= {source.evidence for source in sources if source.evidence is not None}
    return cited
