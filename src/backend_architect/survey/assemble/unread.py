"""Frameworks that manifests name and no detector reads."""

from __future__ import annotations

import re
from collections.abc import Collection

from backend_architect.catalog.libraries import unread_framework
from backend_architect.survey.assemble.ground import Ground
from backend_architect.survey.facts import Library


def tell_unread(ground: Ground, shelf: Collection[str]) -> None:
    """A gap at each manifest's line that names one; `shelf` are the slugs of all detectors, and one
    that begins with a framework's name reads it."""
    told: set[tuple[str, str]] = set()
    for seen, library in ground.facts(Library):
        name = unread_framework(library.ecosystem, library.name)
        if (
            not name
            or library.development_only
            or (seen.path, name) in told
            or _is_read(name, shelf)
        ):
            continue
        told.add((seen.path, name))
        reason = f"No detector reads {name}: what is written for it is not in the Model."
        ground.gap(seen, library.lines[0], f"the framework {name}", reason, "unsupported")


def _is_read(name: str, shelf: Collection[str]) -> bool:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return any(each == slug or each.startswith(f"{slug}-") for each in shelf)
