"""The verb: read every file worth reading, and assemble what was seen into the as-is Model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import translate
from functools import partial

import msgspec

from backend_architect.model.architecture import Head, Model, Repository
from backend_architect.model.element import Noun
from backend_architect.model.gap import Gap, GapKind
from backend_architect.ports.executor import Pool
from backend_architect.ports.store import Store
from backend_architect.ports.workspace import Workspace
from backend_architect.survey.assemble import assemble
from backend_architect.survey.assemble.ground import Ground, folder
from backend_architect.survey.assemble.unread import tell_unread
from backend_architect.survey.coverage import unread_files
from backend_architect.survey.facts import Definition, Fact, Import, Manifest, PathAlias, Sighting
from backend_architect.survey.grammars import language_of
from backend_architect.survey.imports import sources_of
from backend_architect.survey.made import is_made
from backend_architect.survey.places import Alias, Places
from backend_architect.survey.resolution import Symbols
from backend_architect.survey.scan import (
    Text,
    cache_key,
    detectors,
    interested,
    is_binary,
    look,
    symbols_of,
)

#: Folders and files whose routes and tables are not the program's own.
TESTS = (
    "test/*", "tests/*", "*/test/*", "*/tests/*", "*/__tests__/*", "__tests__/*", "*/testdata/*",
    "*/fixtures/*", "*/__fixtures__/*", "*/__mocks__/*", "*_test.go", "*.spec.ts",
    "*.test.ts", "*.spec.js", "*.test.js", "test_*.py",
    "*/test_*.py", "*_test.py", "conftest.py", "*/conftest.py", "tests.py", "*/tests.py", "e2e/*",
    "*/e2e/*", "*/mocks/*", "tests.rs", "*/tests.rs", "*_test.rs", "*_tests.rs", "benches/*",
    "*/benches/*", "Tests/*", "*/Tests/*",
    "*Tests.cs", "*Test.cs", "*Tests/*.cs", "*.Test/*.cs", "*.Testing/*.cs",
)  # fmt: skip


class _File(Noun, frozen=True, kw_only=True):
    """What one file said, as it is kept in the cache. Its symbols are most of it, and are read only
    where a name leads to the file."""

    said: tuple[Sighting, ...]
    symbols: msgspec.Raw


class _Later:
    """The symbols of files that no detector wants: read where a name leads to one, and kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fresh: dict[bytes, bytes] = {}

    def symbols(self, text: Text) -> tuple[Fact, ...]:
        key = cache_key(text, symbols_only=True)
        kept = self._store.get(key)
        if kept is not None:
            return _SYMBOLS.decode(kept)
        found = symbols_of(text)
        self._fresh[key] = _ENCODER.encode(found)
        return found

    def keep(self) -> None:
        self._store.put_many(sorted(self._fresh.items()))


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_File)
_SYMBOLS = msgspec.msgpack.Decoder(tuple[Fact, ...])

#: Files whose facts are kept together: what was read before an interruption is not read again.
TOGETHER = 1024

#: All of `TESTS` at once.
_TEST = re.compile("|".join(translate(pattern) for pattern in TESTS))


def survey(
    workspace: Workspace,
    pool: Pool,
    store: Store,
    *,
    exhaustive: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Model:
    """The as-is Model of a repository. The same files give the same Model.

    `progress` hears how many of how many files were looked at.
    """
    listing = workspace.listing()
    texts, unreadable = _read(workspace, listing.paths)
    written, made = _sorted_out(texts)
    own = [text for text in written if not is_test(text.path)]
    looked = [text for text in own if interested(*text)]
    wanted = own if exhaustive else looked
    files = _looked(wanted, pool, store, progress, exhaustive=exhaustive)
    by_path = {text.path: text for text in texts}
    later = _Later(store)
    sightings = [sighting for file in files.values() for sighting in file.said]
    places = _places(listing.paths, sightings)

    def load(path: str) -> Iterable[Fact]:
        if path in files:
            return (*_named(files[path]), *_SYMBOLS.decode(files[path].symbols))
        text = by_path.get(path)
        return later.symbols(text) if text is not None and path not in made else ()

    ground = Ground(
        workspace.name,
        sightings,
        places,
        Symbols(files, places, load),
        lambda path: by_path[path].data,
        workspace.home,
    )
    tell_unread(ground, [each.slug for each in detectors()])
    unread = unread_files((text.path for text in own), workspace.home)
    gaps = (*listing.gaps, *unreadable, *unread, *_made_gaps(workspace, made))
    tests = [text.path for text in written if is_test(text.path) and language_of(text.path)]
    head = _head(workspace, texts, looked, gaps)
    model = assemble(ground, head, sources_of(own), tests)
    later.keep()
    return model


def _named(file: _File) -> Iterator[Fact]:
    """What detectors add to the names of a file, such as a path that an annotation gives."""
    return (said.fact for said in file.said if isinstance(said.fact, Definition | Import))


def is_test(path: str) -> bool:
    """Whether a path is that of a test, a fixture or a mock."""
    return _TEST.match(path) is not None


def _read(workspace: Workspace, paths: Sequence[str]) -> tuple[list[Text], list[Gap]]:
    texts, gaps = [], []
    for path in paths:
        try:
            data = workspace.read(path)
        except OSError as error:
            reason = f"It could not be read: {error.strerror}."
            gaps.append(_gap(workspace, path, "unreadable", "a file", reason))
            continue
        if language_of(path) and is_binary(data):
            reason = "Its name promises text, its bytes are binary."
            gaps.append(_gap(workspace, path, "unparsed", "a binary file", reason))
        else:
            texts.append(Text(path, data))
    return texts, gaps


def _sorted_out(texts: Iterable[Text]) -> tuple[list[Text], frozenset[str]]:
    """The files that somebody wrote, and the paths of those that a tool made."""
    made = frozenset(text.path for text in texts if is_made(*text))
    return [text for text in texts if text.path not in made], made


def _made_gaps(workspace: Workspace, made: Iterable[str]) -> Iterator[Gap]:
    """One gap for each repository that holds scripts made by tools, at the first of them."""
    counts: dict[str, list[str]] = {}
    for path in sorted(made):
        counts.setdefault(workspace.home(path)[0], []).append(path)
    for paths in counts.values():
        reason = f"{len(paths)} minified or bundled scripts were not read."
        yield _gap(workspace, paths[0], "skipped", "scripts made by tools", reason)


def _gap(workspace: Workspace, path: str, kind: GapKind, what: str, reason: str) -> Gap:
    repository, inner = workspace.home(path)
    return Gap(repository=repository, path=inner, line=1, kind=kind, what=what, reason=reason)


def _looked(
    texts: Sequence[Text],
    pool: Pool,
    store: Store,
    progress: Callable[[int, int], None],
    *,
    exhaustive: bool,
) -> dict[str, _File]:
    keys = [cache_key(text) for text in texts]
    kept = {} if exhaustive else {k: v for k in keys if (v := store.get(k)) is not None}
    new = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in kept]
    look = _look_exhaustively if exhaustive else _look
    fresh: dict[bytes, bytes] = {}
    for start in range(0, len(new), TOGETHER):
        batch = new[start : start + TOGETHER]
        heard = partial(_further, progress, start, len(new))
        seen = pool.map(look, [text for _, text in batch], heard)
        fresh.update((key, data) for (key, _), data in zip(batch, seen, strict=True))
        store.put_many(sorted((key, fresh[key]) for key, _ in batch))
    return {
        text.path: _DECODER.decode(fresh.get(key) or kept[key])
        for key, text in zip(keys, texts, strict=True)
    }


def _further(
    progress: Callable[[int, int], None], start: int, whole: int, done: int, _: int
) -> None:
    progress(start + done, whole)


def _look(text: Text, *, exhaustive: bool = False) -> bytes:
    seen = look(text, exhaustive=exhaustive)
    symbols = msgspec.Raw(_ENCODER.encode(seen.symbols))
    return _ENCODER.encode(_File(said=seen.said, symbols=symbols))


def _look_exhaustively(text: Text) -> bytes:
    return _look(text, exhaustive=True)


def _places(paths: Iterable[str], sightings: Iterable[Sighting]) -> Places:
    packages: dict[str, str] = {}
    aliases: list[Alias] = []
    for sighting in sightings:
        if isinstance(sighting.fact, Manifest):
            packages.setdefault(folder(sighting.path), sighting.fact.name)
        elif isinstance(sighting.fact, PathAlias):
            aliases.append(
                Alias(folder(sighting.path), sighting.fact.pattern, sighting.fact.targets)
            )
    return Places(paths, packages, aliases)


def _head(
    workspace: Workspace, texts: Sequence[Text], looked: Sequence[Text], gaps: Sequence[Gap]
) -> Head:
    all_texts, those_looked = _by_part(workspace, texts), _by_part(workspace, looked)
    repositories = (
        _repository(name, part, all_texts[name], those_looked[name])
        for name, part in workspace.parts.items()
    )
    return Head(system=workspace.name, repositories=tuple(repositories), gaps=tuple(sorted(gaps)))


def _by_part(workspace: Workspace, texts: Sequence[Text]) -> dict[str, list[Text]]:
    parts: dict[str, list[Text]] = {name: [] for name in workspace.parts}
    for text in texts:
        parts[workspace.home(text.path)[0]].append(text)
    return parts


def _repository(
    name: str, part: Workspace, texts: Sequence[Text], looked: Sequence[Text]
) -> Repository:
    stamp = part.stamp()
    languages: Counter[str] = Counter()
    lines = 0
    for text in texts:
        count = text.data.count(b"\n")
        lines += count
        language = language_of(text.path)
        if language:
            languages[language] += count
    return Repository(
        name=name,
        commit=stamp.commit,
        dirty=stamp.dirty,
        files=len(texts),
        looked=len(looked),
        parsed=sum(1 for text in looked if language_of(text.path)),
        lines=lines,
        languages=dict(sorted(languages.items())),
    )
