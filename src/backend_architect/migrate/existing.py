"""The migrations a repository has: where they lie and how they are numbered.

The survey leaves their paths as evidence: of the convention "migration-tool", and of every element
that was read from a migration.
"""

from __future__ import annotations

import re
from collections import Counter

from backend_architect.model.architecture import Model


def paths(as_is: Model) -> tuple[str, ...]:
    """The paths of all migrations that left evidence, sorted."""
    votes = {e.path for c in as_is.conventions if c.kind == "migration-tool" for e in c.evidence}
    read = {e.path for each in as_is.elements() for e in each.evidence if e.kind == "migration"}
    return tuple(sorted(votes | read))


def place(as_is: Model, shape: re.Pattern[str], default: str) -> str:
    """The folder most migrations of that shape lie in; `default` where there are none.

    `shape` matches whole paths and has a group `folder`.
    """
    folders = Counter(match["folder"] for match in _matches(as_is, shape))
    best = max(folders, key=lambda folder: (folders[folder], folder), default=None)
    return default if best is None else best.rstrip("/") or "."


def next_number(as_is: Model, shape: re.Pattern[str], ahead: int, *, first: str) -> str:
    """The number `ahead` steps after the highest of that shape, in its width.

    `shape` has a group `number`. Where there are no migrations, `first` is the first number; its
    width is kept. Points in time count as numbers: what counts is that they sort.
    """
    last = last_of(as_is, shape)
    match = shape.fullmatch(last)
    if match is None:
        return str(int(first) + ahead - 1).zfill(len(first))
    return str(int(match["number"]) + ahead).zfill(len(match["number"]))


def last_of(as_is: Model, shape: re.Pattern[str]) -> str:
    """The path of the highest migration in the folder of `place`; "" where there is none."""
    folder = place(as_is, shape, "")
    here = [m for m in _matches(as_is, shape) if (m["folder"].rstrip("/") or ".") == folder]
    last = max(here, key=lambda match: (int(match["number"]), match[0]), default=None)
    return last[0] if last else ""


def _matches(as_is: Model, shape: re.Pattern[str]) -> list[re.Match[str]]:
    return [match for path in paths(as_is) if (match := shape.fullmatch(path))]
