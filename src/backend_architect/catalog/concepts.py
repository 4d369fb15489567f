"""The domain's vocabulary: what a concept may be called in a repository."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def names_of(concept: str) -> tuple[str, ...]:
    """What the concept is called in the wild, in snake case and the singular, best name first.

    Raises `KeyError` for a concept the vocabulary does not have.
    """
    return _concepts()[concept]


@cache
def doubtful_names_of(concept: str) -> dict[str, str]:
    """Names that may mean something else too, each with the concept of the column that tells."""
    return dict(_page().get("doubtful", {}).get(concept, {}))


@cache
def _concepts() -> dict[str, tuple[str, ...]]:
    return {name: tuple(names) for name, names in _page()["concepts"].items()}


@cache
def _page() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("concepts.toml").read_text("utf-8"))
