"""The bundled example, copied to where a test may write, and the program run on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHOP = Path(__file__).parents[2] / "examples" / "shop"
SOURCE = Path(__file__).parents[2] / "src"
CART = "Add a shopping cart"


def shop_in(folder: Path) -> Path:
    """A copy named `shop`, so that every copy gives the same Model."""
    root = folder / "shop"
    shutil.copytree(SHOP, root)
    return root


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of ours but the path: no colours, no profile, a cache that goes with the test."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": str(SOURCE),
        "XDG_CACHE_HOME": str(home),
        **more,
    }


def run(
    home: Path, *words: str, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """The command line, as a shell would run it; standard streams are no terminals."""
    return subprocess.run(
        [sys.executable, "-m", "backend_architect", *words],
        cwd=cwd or home, env=environment(home, **more), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
