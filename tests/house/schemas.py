"""The JSON Schemas of our files: `make schema`.

`python -m tests.house.schemas docs/schemas` writes one file per published noun.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from backend_architect.model.codec import json_schema
from backend_architect.model.published import PUBLISHED

ROOT = Path(__file__).parents[2]


def schemas() -> dict[str, str]:
    """The text of every schema by its file name."""
    return {
        f"{name}.json": json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"
        for name, kind in PUBLISHED.items()
    }


def main(folder: Path) -> None:
    """Write them below the folder, which then holds nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    written = schemas()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    for stale in sorted(set(folder.glob("*.json")) - {folder / name for name in written}):
        stale.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "schemas")
