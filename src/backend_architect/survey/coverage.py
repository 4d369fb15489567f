"""How much of a repository was looked at, and the languages nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from posixpath import splitext

from backend_architect.catalog.libraries import unread_languages
from backend_architect.model.gap import Gap
from backend_architect.survey.grammars import language_of

Home = Callable[[str], tuple[str, str]]


def unread_files(paths: Iterable[str], home: Home) -> Iterator[Gap]:
    """One gap for each programming language of a repository that has no grammar, at its first
    file, with the number of its files. `home` gives a path's repository and its path there."""
    found: dict[tuple[str, str], list[str]] = {}
    known = unread_languages()
    for path in paths:
        language = known.get(splitext(path)[1].lower())
        if language and not language_of(path):
            repository, inner = home(path)
            found.setdefault((repository, language), []).append(inner)
    for (repository, language), inside in sorted(found.items()):
        many = f"{len(inside)} files" if len(inside) > 1 else "1 file"
        yield Gap(
            repository=repository,
            path=min(inside),
            line=1,
            kind="unsupported",
            what=f"the language {language}",
            reason=f"No grammar of ours reads it: {many}.",
        )
