"""The vocabulary as nouns.

`capabilities/<slug>.toml` is one capability each: `name`, `phrases` (what people call it),
`intents` (which requests can mean it; absent is add, new and integrate), `beside_slowness` (words
that mean it only where the same sentence says that something is slow), `beside_provider` (words
without which naming one of its providers does not ask for it), `alone` (words that mean it only
where nothing else was asked for) and `aspect` (beside another capability it is a rule of that).
`terms.toml` holds proper names by kind, `english.toml` the words that carry a request.
"""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from backend_architect.errors import Defect
from backend_architect.model.brief import Intent
from backend_architect.model.element import Noun

PACKAGE = "backend_architect.catalog.vocabulary"
FEATURE_INTENTS: tuple[Intent, ...] = ("add", "new", "integrate")


class Entry(Noun, frozen=True, kw_only=True):
    """A capability we have a name for; whether we can design it is the blueprints' affair."""

    slug: str
    name: str
    phrases: tuple[str, ...]
    intents: tuple[Intent, ...] = FEATURE_INTENTS
    beside_slowness: tuple[str, ...] = ()
    beside_provider: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    aspect: bool = False


class Term(Noun, frozen=True, kw_only=True):
    """A proper name. `kind` is technology, hosting, regime or provider; a provider also names the
    capability it serves. `exact` are spellings that count only as written ("Go", "Fiber")."""

    kind: str
    name: str
    capability: str = ""
    words: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


class English(Noun, frozen=True, kw_only=True):
    """Cue phrases by what they are cues of, function words by "english" and "foreign", and other
    closed lists of words by name."""

    intent: dict[str, tuple[str, ...]]
    pain: dict[str, tuple[str, ...]]
    function: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


@cache
def entries() -> tuple[Entry, ...]:
    """Every capability of the vocabulary, by slug."""
    folder = resources.files(PACKAGE).joinpath("capabilities")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return tuple(_entry(name) for name in names)


@cache
def terms() -> tuple[Term, ...]:
    """Every proper name, by kind, capability and name."""
    data = _data("terms.toml")
    providers = data.pop("provider")
    found = [term for kind, names in data.items() for term in _terms(kind, "", names)]
    for capability, names in providers.items():
        found += _terms("provider", capability, names)
    return tuple(sorted(found, key=lambda term: (term.kind, term.capability, term.name)))


@cache
def english() -> English:
    """The words that carry a request."""
    data = _data("english.toml")
    return English(
        **{part: _tuples(data[part]) for part in ("intent", "pain", "function", "words")}
    )


@cache
def lexicon(name: str) -> frozenset[str]:
    """A closed list of words by its name in `english.toml`."""
    return frozenset(english().words[name])


def _entry(name: str) -> Entry:
    data = _data(f"capabilities/{name}")
    return msgspec.convert({"slug": name.removesuffix(".toml"), **data}, Entry)


def _terms(kind: str, capability: str, names: dict[str, Any]) -> Iterator[Term]:
    for name, spellings in names.items():
        lists = _tuples(spellings)
        yield Term(
            kind=kind,
            name=name,
            capability=capability,
            words=lists.get("words", ()),
            exact=lists.get("exact", ()),
        )


def _tuples(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _data(path: str) -> dict[str, Any]:
    raw = pkgutil.get_data(PACKAGE, path)
    if raw is None:
        raise Defect(f"{path}: the vocabulary cannot be read.")
    return tomllib.loads(raw.decode())
