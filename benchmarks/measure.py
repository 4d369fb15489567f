"""Seconds of each part of the main job, beside two named baselines.

The baselines are what no survey can do without: reading the bytes of every file worth reading, and
parsing them with tree-sitter in one process, without asking the trees anything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from backend_architect.adapters.disk import open_workspace
from backend_architect.app.house import House
from backend_architect.app.plan import surveyed
from backend_architect.app.verbs import VERBS, PlanRequest
from backend_architect.app.wiring import opened
from backend_architect.survey.grammars import grammar_of

Got = TypeVar("Got")


class Row(NamedTuple):
    """One thing measured."""

    what: str
    seconds: float


def measure(root: Path, words: str, ground: Path) -> list[Row]:
    """The baselines, then the survey cold and warm, then the plan warm; `ground` is a folder for
    the cache and the documents."""
    reading, files = _timed(lambda: _read(root))
    parsing, _ = _timed(lambda: _parse(files))
    lines = sum(data.count(b"\n") for data in files.values())
    rows = [
        Row(f"reading {len(files)} files, {lines:,} lines", reading),
        Row("parsing them, one process", parsing),
    ]
    surveys = [_timed(lambda: _survey(root, ground))[0] for _ in range(2)]
    plan, _ = _timed(lambda: _plan(root, ground, words))
    warmth = ("survey, cold", "survey, warm")
    return [*rows, *map(Row, warmth, surveys), Row("plan, warm", plan)]


def _timed(act: Callable[[], Got]) -> tuple[float, Got]:
    begun = time.perf_counter()
    got = act()
    return time.perf_counter() - begun, got


def _read(root: Path) -> dict[str, bytes]:
    workspace = open_workspace(root)
    return {path: workspace.read(path) for path in workspace.listing().paths}


def _parse(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        grammar = grammar_of(path)
        if grammar is not None:
            grammar.parse(data)


def _survey(root: Path, ground: Path) -> None:
    with _house(root, ground) as house:
        surveyed(house)


def _plan(root: Path, ground: Path, words: str) -> None:
    with _house(root, ground) as house:
        VERBS["plan"].act(house, PlanRequest(words=words, assume=True))


@contextmanager
def _house(root: Path, ground: Path) -> Iterator[House]:
    documents = ground / "documents"
    documents.mkdir(exist_ok=True)
    environment = {**os.environ, "XDG_CACHE_HOME": str(ground / "cache")}
    with opened(root, environment, out=documents) as house:
        yield house
