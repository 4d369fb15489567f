"""The review of what is there.

For whom
    The tech lead who wants to know the state of the backend before changing it.
Sections
    What is there, all findings with their places, what we could not see, evidence.
Order
    Worst findings first.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.languages.markdown.write import blocks
from backend_architect.model.proposal import Dossier
from backend_architect.render.chapters import appendix, opening, present
from backend_architect.render.document import File, document


@document
def review(dossier: Dossier) -> Iterator[File]:
    """One Markdown file."""
    text = blocks(
        opening.title(dossier),
        present.inventory(dossier),
        present.all_findings(dossier),
        appendix.gaps(dossier),
        appendix.evidence(dossier),
    )
    yield File(f"{dossier.brief.slug}.md", f"{text}\n")
