"""Which layers a program has, and how far its imports keep to them; where its tests stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from posixpath import splitext

from backend_architect.model.convention import Convention, ConventionKind
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.modules import Edges
from backend_architect.survey.facts import Import
from backend_architect.survey.imports import Imported

#: Words for each layer, the outermost first; the word in use names it.
_DOWN: tuple[tuple[str, ...], ...] = (
    ("controllers", "routes", "routers", "handlers", "endpoints", "resources", "views", "resolvers",
     "api", "web", "presentation", "actions"),
    ("services", "usecases", "application", "interactors", "logic", "business"),
    ("repositories", "repos", "daos", "persistence", "stores", "storage", "infrastructure",
     "database", "dal"),
)  # fmt: skip
_INWARD: tuple[tuple[str, ...], ...] = (
    ("infrastructure", "adapters", "presentation"), ("application", "usecases"),
    ("domain", "core"),
)  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Fewer imports between layers than this say nothing, and so many places are kept.
_LEAST, _SHOWN = 3, 5


def layering(ground: Ground, edges: Edges) -> Iterator[Convention]:
    """The convention that most imports between layers are about; none where there are no
    layers, or where fewer than two thirds of the imports keep to them."""
    down, inward = _judged(edges, _DOWN), _judged(edges, _INWARD)
    best = max((down, inward), key=lambda judged: len(judged[1]) + len(judged[2]))
    named, kept, broken = best
    if len(named) > 1 and len(kept) >= max(_LEAST, 2 * len(broken)):
        value = ">".join(named) if best is down else "<".join(reversed(named))
        yield _convention(ground, "layering", value, kept, len(kept) + len(broken))


def _judged(
    edges: Edges, layers: tuple[tuple[str, ...], ...]
) -> tuple[list[str], list[Imported], list[Imported]]:
    """The layers in use, the imports that keep to their order, and those that break it: that lead
    upwards, or past a layer that is there."""
    ways = [
        (each, source, target)
        for each, path in edges.found
        if (source := _layer(each.path, layers)) and (target := _layer(path, layers))
    ]
    words: list[Counter[str]] = [Counter() for _ in layers]
    for _, source, target in ways:
        for number, word in (source, target):
            words[number][word] += 1
    kept: list[Imported] = []
    broken: list[Imported] = []
    for each, (upper, _), (lower, _) in ways:
        passed = layers is _DOWN and any(words[n] for n in range(upper + 1, lower))
        if upper != lower:
            (broken if lower < upper or passed else kept).append(each)
    named = [max(own, key=lambda w: (own[w], w)) for own in words if own]
    return named, kept, broken


@lru_cache(maxsize=1 << 16)
def _layer(path: str, layers: tuple[tuple[str, ...], ...]) -> tuple[int, str] | None:
    """The layer a file belongs to, by the last word of its name, else by its folders, the inner
    first; with the word that says so."""
    *folders, name = path.split("/")
    stem = splitext(name)[0]
    for part in (stem, *reversed(folders)):
        words = _WORD.findall(part)
        for word in (words[-1].lower() if words else "", part.lower()):
            plural = _plural(word)
            for number, layer in enumerate(layers):
                if word and (word in layer or plural in layer):
                    return number, word if word in layer else plural
    return None


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


_BESIDE = re.compile(r"[._-](?:test|spec|tests)\.\w+\Z|_(?:test|spec)\.\w+\Z")
_APART = re.compile(r"(?:^|/)(?:tests?|__tests__|specs?|e2e)/|/src/test/|[.]Tests?/|Tests/", re.I)


def test_layout(ground: Ground, tests: Iterable[str]) -> Iterator[Convention]:
    """Where tests stand: beside what they test, or in a folder of their own."""
    votes: dict[str, list[Imported]] = {}
    for path in sorted(tests):
        if _APART.search(path):
            votes.setdefault("apart", []).append(Imported(path, "", 1))
        elif _BESIDE.search(path):
            votes.setdefault("beside-the-code", []).append(Imported(path, "", 1))
    if votes:
        value = max(votes, key=lambda v: (len(votes[v]), v))
        whole = sum(len(places) for places in votes.values())
        yield _convention(ground, "test", value, votes[value], whole)


def _convention(
    ground: Ground, kind: ConventionKind, value: str, kept: list[Imported], whole: int
) -> Convention:
    places = [
        (Seen(each.path, kind), Import(lines=(each.line,) * 2, local="", module=each.module))
        for each in kept[:_SHOWN]
    ]
    return Convention(
        id=f"convention/{kind}",
        name=kind,
        origin=ground.surveyed(*places),
        kind=kind,
        value=value,
        share=round(len(kept) / whole, 3),
    )
