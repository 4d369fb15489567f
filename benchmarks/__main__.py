"""Time the main job: `python -m benchmarks [repository] [--lines 50000] [--words "..."]`.

Without a repository one of our own making is measured (see `estate`). Cold means that nothing is
known of any file; warm that every file was read by the run before. The cache and the documents go
to a folder of their own, so that nothing of the user's is touched.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from benchmarks.estate import write_estate
from benchmarks.measure import Row, measure

CART = "Add a shopping cart to our e-commerce platform"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time the main job.")
    parser.add_argument("repository", type=Path, nargs="?", help="default: made for the purpose")
    parser.add_argument("--lines", type=int, default=50_000, help="lines of the one that is made")
    parser.add_argument("--words", default=CART, help="what the plan is asked for")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="backend-architect-") as folder:
        root = given.repository or Path(folder) / "estate"
        if given.repository is None:
            write_estate(root, given.lines)
        rows = measure(root, given.words, Path(folder))
    print(f"{root.name}, {os.cpu_count()} cores, Python {platform.python_version()}")
    _show(rows)


def _show(rows: list[Row]) -> None:
    print("| what | seconds | times the reading | times the parsing |")
    print("| --- | ---: | ---: | ---: |")
    read, parsed = rows[0].seconds, rows[1].seconds
    for row in rows:
        ratios = f"{row.seconds / read:.1f} | {row.seconds / parsed:.2f}"
        print(f"| {row.what} | {row.seconds:.2f} | {ratios} |")


if __name__ == "__main__":
    main()
