"""From a Dossier to files on disk through the gate, or to a report where none may be written."""

from __future__ import annotations

from collections.abc import Iterable

from backend_architect.app.house import House
from backend_architect.app.keep import Kept, keep
from backend_architect.model.proposal import Dossier
from backend_architect.render.document import File, render

#: Where documents live, from the root of the repository.
FOLDER = ".claude/doc"


def kept(house: House, dossier: Dossier, wanted: Iterable[str]) -> tuple[Kept, ...]:
    """Write the documents; gives what went where, the plan itself first.

    A document that somebody edited stays; ours goes beside it under a numbered name.
    """
    files = rendered(dossier, wanted)
    data = {f"{FOLDER}/{file.path}": file.text.encode() for file in files}
    keeping = keep(house.gate, f"{FOLDER}/{dossier.brief.slug}", data)
    return tuple(sorted(keeping.kept, key=lambda each: (each.path.count("/"), each.path)))


def rendered(dossier: Dossier, wanted: Iterable[str]) -> tuple[File, ...]:
    """The documents as texts, by path."""
    return render(dossier, wanted)
