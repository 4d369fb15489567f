"""The standards and manuals that decisions rest on."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from backend_architect.model.decision import Source


def source(slug: str) -> Source:
    """The source of this slug. Raises `KeyError` for one the catalogue does not have."""
    return _sources()[slug]


@cache
def _sources() -> dict[str, Source]:
    text = files(__package__).joinpath("sources.toml").read_text("utf-8")
    return {slug: Source(**entry) for slug, entry in tomllib.loads(text).items()}
