"""What is available here, and what still works without what is not. Starts no server."""

from __future__ import annotations

from collections.abc import Mapping

from backend_architect.adapters import machine
from backend_architect.adapters.cache import cache_path
from backend_architect.adapters.postgres import PostgresLab
from backend_architect.model.element import Noun


class Check(Noun, frozen=True, kw_only=True):
    """One thing outside: `found` says which one, "" if it is absent; `without` what works then."""

    name: str
    found: str
    needed_for: str
    without: str


def examined(environment: Mapping[str, str]) -> tuple[Check, ...]:
    """Everything we would use, in the order of its weight."""
    return (
        Check(
            name="Python",
            found=machine.python_version(),
            needed_for="everything",
            without="Nothing works.",
        ),
        _postgresql(),
        Check(
            name="git",
            found=machine.program_version("git", environment),
            needed_for="the commit in a plan, ignore files",
            without="A repository is read as a plain folder; its plan carries no commit.",
        ),
        _cache(environment),
        Check(
            name="MCP SDK",
            found=machine.package_version("mcp"),
            needed_for="backend-architect mcp",
            without="The command line does everything that the server does.",
        ),
        Check(
            name="Node.js",
            found=machine.program_version("node", environment),
            needed_for="our own tests: independent parsers as oracles",
            without="Every command works; only some tests of this project are skipped.",
        ),
    )


def _postgresql() -> Check:
    there = PostgresLab().availability()
    versions = ", ".join(there.versions)
    return Check(
        name="PostgreSQL",
        found=f"{versions} from {there.source}" if versions else "",
        needed_for="trials: schemas, migrations and queries that really run",
        without=f"{there.reason} Everything else works; what only a trial shows is reported as "
        "not proven.".strip(),
    )


def _cache(environment: Mapping[str, str]) -> Check:
    folder = cache_path(environment).parent
    return Check(
        name="Cache folder",
        found=f"{folder}" if machine.is_writable(folder) else "",
        needed_for="reading unchanged files only once",
        without="Each survey reads every file again.",
    )
