"""The nouns that cross our border as files, by the names people call them."""

from __future__ import annotations

from typing import Any

from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief, Questions
from backend_architect.model.finding import Finding
from backend_architect.model.proof import Verdict
from backend_architect.model.proposal import Dossier, Proposal
from backend_architect.model.route import Route

PUBLISHED: dict[str, Any] = {
    "model": Model,
    "findings": tuple[Finding, ...],
    "brief": Brief,
    "questions": Questions,
    "proposal": Proposal,
    "route": Route,
    "verdict": Verdict,
    "dossier": Dossier,
}
