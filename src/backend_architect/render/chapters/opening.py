"""How a plan begins: what it is about, on which state of the code it stands, what to know first."""

from __future__ import annotations

from backend_architect.languages.markdown.write import blocks, bullets, chapter, code, count
from backend_architect.model.proposal import Dossier


def title(dossier: Dossier) -> str:
    """The title, the request in its own words, and the stamp."""
    quoted = "\n".join(f"> {code(line)}" for line in dossier.brief.words.splitlines()[:12] if line)
    return blocks(f"# {dossier.brief.title}", quoted, stamp(dossier))


def stamp(dossier: Dossier) -> str:
    """Which state of which repository was read, by which profile."""
    lines = []
    for repository in dossier.as_is.head.repositories:
        state = "a plain folder without git"
        if repository.commit:
            dirty = " with uncommitted changes" if repository.dirty else ""
            state = f"commit {code(repository.commit[:12])}{dirty}"
        size = f"{count(repository.files, 'file')}, {count(repository.lines, 'line')}"
        lines.append(f"Made from {code(repository.name)}, {state} ({size}).")
    lines.append(
        f"Profile {code(dossier.profile)}. A plan: nothing in the repository was changed, and "
        "every line it cites is listed with its hash in the evidence appendix."
    )
    return "\n".join(lines)


def important(dossier: Dossier) -> str:
    """What a reader must know before acting: proofs, refusals, assumptions, open ends."""
    verdict = dossier.verdict
    proven = sum(proof.outcome == "proven" for proof in verdict.proofs)
    share = (
        f"**{proven} of {count(len(verdict.proofs), 'claim')} proven** "
        f"({verdict.share_proven:.0%}); each is in the proofs appendix with how to repeat it."
    )
    return chapter(
        "Important notes",
        share if verdict.proofs else "",
        bullets(
            f"**{proof.outcome.capitalize()}**: {proof.claim} {proof.reason}"
            for proof in verdict.proofs
            if proof.outcome != "proven"
        ),
        bullets(f"**Assumed**: {_assumed(dossier, a.question)}, taken as {code(a.value)}."
                for a in dossier.brief.answers if a.assumed),
        bullets(f"**Open**: {sentence}" for sentence in dossier.proposal.unanswered),
        bullets(f"**Mended by its own trials**: {repair.reason} {repair.change}"
                for repair in dossier.proposal.repairs),
        _blind(dossier),
    )  # fmt: skip


def _assumed(dossier: Dossier, question: str) -> str:
    deciding = [d.title for d in dossier.proposal.decisions if question in d.assumptions]
    name = question.replace("-", " ")
    return f"{name} (decides: {'; '.join(deciding)})" if deciding else name


def _blind(dossier: Dossier) -> str:
    gaps = len(dossier.as_is.head.gaps)
    if not gaps:
        return ""
    return f"- **Not seen**: {count(gaps, 'place')} could not be read fully; they are listed below."
