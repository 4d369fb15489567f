"""Same input, same bytes: whatever Python's hash seed is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUESTS = (
    "Add a shopping cart to our e-commerce platform",
    "Our queries are getting slow as we scale",
)


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def planned(shop: Path, out: Path, words: str, seed: int) -> dict[str, bytes]:
    out.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.house.line", str(shop), words, str(out)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        check=True,
    )
    return files_of(out)


@pytest.mark.parametrize("words", REQUESTS)
def test_three_hash_seeds_leave_the_same_bytes(tmp_path: Path, words: str) -> None:
    # A copy, so that nobody's commit in between is told in the documents.
    shop = shutil.copytree(ROOT / "examples" / "shop", tmp_path / "shop")
    first = planned(shop, tmp_path / "0", words, 0)
    assert "dossier.json" in first
    assert any(path.endswith(".md") for path in first)
    for seed in (1, 2):
        again = planned(shop, tmp_path / str(seed), words, seed)
        assert again.keys() == first.keys()
        assert [path for path in first if again[path] != first[path]] == []
