"""Values of a page of TOML or JSON that a stranger wrote: of the kind asked for, or empty."""

from __future__ import annotations

from typing import Any


def table(page: Any, name: str) -> dict[str, Any]:
    """The table of this name, {} where there is none."""
    found = page.get(name) if isinstance(page, dict) else None
    return found if isinstance(found, dict) else {}


def tables(page: Any, name: str) -> list[dict[str, Any]]:
    """The tables in the list of this name; a lone one counts as a list of one."""
    found = page.get(name) if isinstance(page, dict) else None
    each = found if isinstance(found, list) else [found]
    return [item for item in each if isinstance(item, dict)]


def texts(page: Any, name: str) -> list[str]:
    """The texts in the list of this name."""
    found = page.get(name) if isinstance(page, dict) else None
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def text(page: Any, name: str) -> str:
    """The text of this name, "" where there is none."""
    found = page.get(name) if isinstance(page, dict) else None
    return found if isinstance(found, str) else ""


def number(page: Any, name: str) -> int:
    """The whole number of this name, 0 where there is none."""
    found = page.get(name) if isinstance(page, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else 0
