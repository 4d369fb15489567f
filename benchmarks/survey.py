"""Measure the survey: what it finds against truth files, and the CPU seconds it takes.

`python -m benchmarks.survey --corpus CORPUS --repositories FOLDER [--speed DIR]...`

The corpus holds truth and scorers: `endpoints/` and `recovery/`, each with `score.py` and `truth/`.
`FOLDER` holds checkouts named `owner+name`; projects whose checkout is missing are left out and
named. Every reference of every Model is looked up again on the way. Seconds are of one process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.disk import open_workspace
from backend_architect.adapters.pool import Inline
from backend_architect.app.evidence import unresolved
from backend_architect.model.architecture import Model
from backend_architect.survey.survey import survey

#: Where the fixtures of the collection of small frameworks lie in its repository.
FIXTURES = "spec/functional_test"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.survey", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--repositories", type=Path, default=Path("../repositories"))
    parser.add_argument("--speed", type=Path, action="append", default=[])
    given = parser.parse_args()
    if (given.corpus / "endpoints").is_dir():
        _endpoints(given.corpus / "endpoints", given.repositories)
    else:
        print(f"{given.corpus}: no corpus is here; nothing is scored.")
    for root in given.speed:
        _speed(root)


# ---------------------------------------------------------------- endpoints and tables


def _endpoints(corpus: Path, repositories: Path) -> None:
    predictions: dict[str, Any] = {}
    references = broken = 0
    for truth in _truths(corpus):
        root = repositories / truth["repo"].replace("/", "+")
        if truth.get("fixture"):
            root = root / FIXTURES / truth["fixture"]
        if not root.is_dir():
            print(f"{truth['project']}: no checkout, left out.")
            continue
        model, cited, faults = _surveyed(root)
        references, broken = references + cited, broken + faults
        predictions[truth["project"]] = {
            "endpoints": [{"method": each.method, "path": each.path} for each in model.operations],
            "tables": [table.name for table in model.tables],
        }
    print(f"Evidence: {references - broken} of {references} references resolve.")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(predictions, file)
        file.flush()
        for by in ("suite", "language"):
            scorer = [sys.executable, str(corpus / "score.py"), file.name, "--only-present"]
            subprocess.run([*scorer, "--by", by], check=True)  # noqa: S603  # the scorer of a corpus the caller named


def _truths(corpus: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((corpus / "truth").glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        yield from found if isinstance(found, list) else [found]


def _surveyed(root: Path) -> tuple[Model, int, int]:
    """The Model, how many references it makes, and how many of them do not resolve."""
    workspace = open_workspace(root)
    model = survey(workspace, Inline(), MemoryCache())
    cited = sorted({evidence for each in model.elements() for evidence in each.evidence})
    return model, len(cited), len(list(unresolved(workspace, cited)))


# ---------------------------------------------------------------- speed


def _speed(root: Path) -> None:
    store = MemoryCache()
    for mode in ("cold", "warm", "exhaustive"):
        begun = time.process_time()
        model = survey(open_workspace(root), Inline(), store, exhaustive=mode == "exhaustive")
        seconds = time.process_time() - begun
        lines = sum(repository.lines for repository in model.head.repositories)
        rate = seconds / max(lines, 1) * 1e6
        print(f"{root.name}: {mode}, {lines:,} lines, {seconds:.2f} CPU s, {rate:.2f} a million")


if __name__ == "__main__":
    main()
