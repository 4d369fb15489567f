"""Pages about the shelves, printed from the docstrings of what stands on them: `make docs`.

`python -m tests.house.pages docs/shelves` writes one page per shelf, items sorted by slug, and
removes pages of shelves that are gone.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.test_shelves import ROOT, SHELVES, SOURCE, Shelf

#: What each shelf is, for readers who come from the README.
ABOUT = {
    "survey/detectors": "What the survey recognises, one framework or one concern of it at a time.",
    "verify/rules": "What is judged over every Model. A slug names the bad state; waivers name it.",
    "verify/trials": "Experiments that really run, and what a pass does not show.",
    "elicit/questions": "What a design must know first; asked only where nobody said it.",
    "migrate/moves": "One kind of change each, made safely and with its way back.",
    "migrate/tools": "Migration tools whose own files we write.",
    "design/blueprints": "How one capability each is built into what is there.",
    "design/remedies": "How the findings of one rule each are cured.",
    "render/documents": "What is written for people and for machines.",
    "render/views": "What `survey --emit` shows of a Model, as a table, JSON, CSV or a picture.",
}


def pages() -> dict[str, str]:
    """The text of every page by its file name."""
    return {f"{shelf.folder.rpartition('/')[2]}.md": _page(shelf) for shelf in SHELVES}


def main(folder: Path) -> None:
    """Write them below the folder, which then holds nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    for stale in sorted(set(folder.glob("*.md")) - {folder / name for name in written}):
        stale.unlink()


def _page(shelf: Shelf) -> str:
    title = shelf.folder.rpartition("/")[2].capitalize()
    origin = f"the modules in\n`src/backend_architect/{shelf.folder}/`; change them, not this page."
    parts = [f"# {title}\n\n{ABOUT[shelf.folder]}\n\nWritten by `make docs` from {origin}\n"]
    areas = _areas(shelf)
    for area in sorted(areas):
        parts += [f"## {area.capitalize()}\n"] if area else []
        parts += [_item(path, "###" if area else "##") for path in areas[area]]
    return "\n".join(parts)


def _areas(shelf: Shelf) -> dict[str, list[Path]]:
    """The items by the folder they lie in, "" for the shelf itself."""
    package = SOURCE / shelf.folder
    found: dict[str, list[Path]] = {}
    for path in sorted(package.rglob("*.py"), key=lambda path: path.stem):
        if path.name != "__init__.py":
            area = path.parent.relative_to(package).as_posix().strip(".")
            found.setdefault(area, []).append(path)
    return found


def _item(path: Path, heading: str) -> str:
    page = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    first, _, rest = page.partition("\n")
    text = re.sub(r"\n{3,}", "\n\n", "\n".join([first, *_markdown(rest)]))
    return f"{heading} {path.stem.replace('_', '-')}\n\n{text}\n"


def _markdown(page: str) -> Iterator[str]:
    """A docstring as Markdown: its headings bold, what stands below them as it stands."""
    for line in page.splitlines():
        heading = re.match(r"([A-Z][a-z]+(?: [a-z]+){0,5})(?::(?: (.*))?)?$", line)
        if heading:
            yield f"\n**{heading[1]}.** {heading[2] or ''}".rstrip()
        else:
            yield line.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "shelves")
