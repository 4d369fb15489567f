"""What a document is, and how all that a profile wants are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backend_architect.model.proposal import Dossier
from backend_architect.shelf import read_shelf

SHELF = "backend_architect.render.documents"


@dataclass(frozen=True)
class File:
    """A file to be kept: its path below the place for documents, and its text."""

    path: str
    text: str


Composes = Callable[[Dossier], Iterable[File]]


@dataclass(frozen=True)
class Document:
    """One item of the shelf; profiles name it by its slug."""

    slug: str
    composes: Composes


def document(composes: Composes) -> Document:
    """Make a document of the decorated function; its name is the slug."""
    return Document(composes.__name__.replace("_", "-"), composes)


def render(dossier: Dossier, wanted: Iterable[str]) -> tuple[File, ...]:
    """The files of the wanted documents, by path. Paths are relative, `<slug>.md` or
    `<slug>/...`, where slug is the brief's."""
    names = frozenset(wanted)
    chosen = [each for each in read_shelf(SHELF, Document) if each.slug in names]
    files = (file for each in chosen for file in each.composes(dossier))
    return tuple(sorted(files, key=lambda file: file.path))
