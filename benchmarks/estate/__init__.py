"""A large FastAPI backend of our own making: the example shop with many domains around it.

The same number of lines gives the same bytes, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
SHOP = HERE.parents[1] / "examples" / "shop"

#: A domain is one of these words after one of those: 400 of them are enough for 170,000 lines.
_FIRST = (
    "annual", "bulk", "central", "daily", "express", "foreign", "global", "hourly", "internal",
    "joint", "local", "monthly", "national", "open", "partial", "quick", "regional", "seasonal",
    "trial", "weekly",
)  # fmt: skip
_SECOND = (
    "audit", "booking", "contract", "delivery", "estimate", "forecast", "guarantee", "invoice",
    "journal", "licence", "mandate", "notice", "offer", "permit", "quotation", "rental",
    "shipment", "tender", "voucher", "warrant",
)  # fmt: skip

_PARTS = ("models", "schemas", "repository", "service", "rules", "routes")


def estate(lines: int) -> Iterator[tuple[str, str]]:
    """Paths and texts of a backend with at least that many lines, the shop's files among them."""
    written = 0
    for path, text in _shop():
        written += text.count("\n")
        yield path, text
    domains: list[str] = []
    words = ("category", "categories", "0002")
    for number, (second, first) in enumerate(product(_SECOND, _FIRST), 3):
        if written >= lines:
            break
        name = f"{first}_{second}"
        domains.append(_plural(name))
        for path, text in _domain(name, number, words):
            written += text.count("\n")
            yield path, text
        words = (name, _plural(name), f"{number:04d}")
    yield "app/main.py", _main(domains)


def write_estate(root: Path, lines: int) -> None:
    """Write it below `root`, which is made."""
    for path, text in estate(lines):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _shop() -> Iterator[tuple[str, str]]:
    for file in sorted(path for path in SHOP.rglob("*") if path.is_file()):
        path = file.relative_to(SHOP).as_posix()
        if path != "app/main.py" and "__pycache__" not in path:
            yield path, file.read_text("utf-8")


def _main(domains: list[str]) -> str:
    """The shop's application with the routers of all domains beside its own."""
    text = (SHOP / "app" / "main.py").read_text("utf-8")
    imports = "".join(f"from app.domains.{each} import routes as {each}\n" for each in domains)
    mounts = "".join(
        f"app.include_router({each}.router, prefix=settings.api_prefix)\n" for each in domains
    )
    return text.replace("from app.routes", f"{imports}from app.routes", 1) + mounts


def _domain(name: str, number: int, before: tuple[str, str, str]) -> Iterator[tuple[str, str]]:
    plural = _plural(name)
    words = {
        "name": name,
        "Name": name.title().replace("_", ""),
        "NAME": name.upper().replace("_", "-"),
        "plural": plural,
        "path": plural.replace("_", "-"),
        "words": name.replace("_", " "),
        "before": before[0],
        "before_plural": before[1],
        "revision": f"{number:04d}",
        "revision_before": before[2],
    }
    yield f"app/domains/{plural}/__init__.py", ""
    for part in _PARTS:
        yield f"app/domains/{plural}/{part}.py", _text(part, words)
    yield f"migrations/versions/{number:04d}_{plural}.py", _text("migration", words)


def _text(part: str, words: dict[str, str]) -> str:
    return Template((HERE / f"{part}.txt").read_text("utf-8")).substitute(words)


def _plural(name: str) -> str:
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
