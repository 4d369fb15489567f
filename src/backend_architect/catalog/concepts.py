"""The domain's vocabulary: what a concept may be called in a repository."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def names_of(concept: str) -> tuple[str, ...]:
    """What the concept is called in the wild, in snake case and the singular, best name first.

    Raises `KeyError` for a concept the vocabulary does not have.
    """
    return _concepts()[concept]


@cache
def _concepts() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("concepts.toml").read_text("utf-8")
    return {name: tuple(names) for name, names in tomllib.loads(text)["concepts"].items()}
