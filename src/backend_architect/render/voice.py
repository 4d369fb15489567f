"""What the profile that speaks may show: scripts of migrations, and files beside the document."""

from __future__ import annotations

from backend_architect.model.proposal import Dossier
from backend_architect.profiles import profile, profile_names


def shows_scripts(dossier: Dossier) -> bool:
    """True unless the profile has no right to plan migrations: then a document holds no script."""
    known = dossier.profile in profile_names()
    return not known or "migrate" in profile(dossier.profile).verbs


def keeps_files(dossier: Dossier) -> bool:
    """True if an evidence folder is written beside the document."""
    known = dossier.profile in profile_names()
    return not known or "evidence-folder" in profile(dossier.profile).documents
