"""The cases of the shelves of this room: as-is and to-be in a few words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from backend_architect.model.architecture import Model
from tests.migrate.models import model

_EVERYWHERE = ("tool", "migrations", "latest", "technology")
ROOT = Path(__file__).parents[1] / "cases"


def cases(shelf: str) -> list[Path]:
    """The folders of all cases of a shelf."""
    return sorted(path.parent for path in (ROOT / shelf).glob("*/*/given.yaml"))


def name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def slug(case: Path) -> str:
    return case.parent.name.replace("_", "-")


def given(case: Path) -> tuple[Model, Model]:
    """As-is and to-be."""
    words: dict[str, Any] = yaml.safe_load((case / "given.yaml").read_text(encoding="utf-8"))
    everywhere = {key: words[key] for key in _EVERYWHERE if key in words}
    as_is, to_be = words["as-is"] or {}, words["to-be"] or {}
    return model(as_is | everywhere), model(to_be | everywhere)


class Readable(yaml.SafeDumper):
    """SQL and source of several lines as a block."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Readable.add_representer(str, _text)
