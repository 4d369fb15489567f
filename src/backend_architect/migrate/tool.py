"""What a migration tool is: how a repository's own tool wants a phase written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend_architect.model.architecture import Model
from backend_architect.model.route import MigrationFile, Phase

SHELF = "backend_architect.migrate.tools"

Writes = Callable[[Phase, int, Model], tuple[MigrationFile, ...]]


@dataclass(frozen=True)
class Tool:
    """One item of the shelf; its slug is a value of the convention "migration-tool".

    `writes(phase, number, as_is)` gives the phase's SQL steps as files; `number` counts the phases
    that have files, from 1. Nothing in it may depend on a clock.
    """

    slug: str
    writes: Writes


def tool(writes: Writes) -> Tool:
    """Make a tool of the decorated function; its name is the slug."""
    return Tool(writes.__name__.replace("_", "-"), writes)
