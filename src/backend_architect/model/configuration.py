"""What a repository tells us about itself in `backend-architect.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.model.convention import ConventionKind
from backend_architect.model.element import Noun

FILE_NAME = "backend-architect.toml"

#: The keys of the file with what each one means, in the order of the example.
MEANINGS: dict[str, str] = {
    "profile": "Who speaks, and with which rights, unless --profile says otherwise.",
    "ignores": "Globs of files and folders that survey passes over, read as in ignore files.",
    "volumes": "Rows to plan for, by table name.",
    "rates": "Requests per second at peak, by name: reads, writes.",
    "conventions": "A convention of this repository, by kind, over what survey would infer.",
    "waivers": "Findings that stand with a reason: a rule, or rule@element, until a day if given.",
}

EXAMPLE = """\
# backend-architect.toml: everything here may be left out.
profile = "enterprise-planner"
ignores = ["legacy/", "*_generated.go"]

[volumes]
orders = 5_000_000

[rates]
reads = 200
writes = 20

[conventions]
id = "uuid"
url-prefix = "/api/v2"

[[waivers]]
finding = "unindexed-foreign-key@shop/orders/customer_id"
reason = "The table keeps fewer than a hundred rows."
until = 2030-12-31
"""


class Waiver(Noun, frozen=True, kw_only=True):
    """Somebody's reason to let a finding stand.

    `finding` is a rule's slug or a finding's id. `until` is the last day (YYYY-MM-DD) it holds, ""
    for ever; `expired` is true once that day is over.
    """

    finding: str
    reason: str
    until: str = ""
    expired: bool = False


class Row(NamedTuple):
    """One line of the answer to "what is configured here?"."""

    key: str
    value: str
    source: str
    meaning: str


class Configuration(Noun, frozen=True, kw_only=True):
    """The file's content; all defaults where there is none.

    `volumes` are rows by table name, `rates` requests per second at peak by name. `lines` says on
    which line of the file a key stands, nested keys with a dot ("volumes.orders", "waivers.0").
    """

    profile: str = ""
    ignores: tuple[str, ...] = ()
    volumes: dict[str, int] = {}
    rates: dict[str, float] = {}
    conventions: dict[ConventionKind, str] = {}
    waivers: tuple[Waiver, ...] = ()
    lines: dict[str, int] = {}

    @property
    def standing(self) -> dict[str, str]:
        """The reasons of the waivers that hold today, by rule or finding."""
        return {each.finding: each.reason for each in self.waivers if not each.expired}


def explain(configuration: Configuration) -> tuple[Row, ...]:
    """Every key with its value, where it comes from, and what it means; in the example's order."""
    rows: list[Row] = []
    for key, meaning in MEANINGS.items():
        values = tuple(_values(configuration, key))
        for full_key, value in values:
            line = configuration.lines.get(full_key) or configuration.lines.get(key)
            source = f"{FILE_NAME}:{line}" if line else "given"
            rows.append(Row(full_key, value, source, meaning))
        if not values:
            rows.append(Row(key, "", "default", meaning))
    return tuple(rows)


def _values(configuration: Configuration, key: str) -> Iterator[tuple[str, str]]:
    value = getattr(configuration, key)
    if isinstance(value, dict):
        for name in sorted(value):
            yield f"{key}.{name}", f"{value[name]}"
    elif key == "waivers":
        for number, waiver in enumerate(configuration.waivers):
            yield f"{key}.{number}", _waiver(waiver)
    elif value:
        yield key, value if isinstance(value, str) else ", ".join(value)


def _waiver(waiver: Waiver) -> str:
    until = f" (until {waiver.until}{', expired' if waiver.expired else ''})"
    return f"{waiver.finding}: {waiver.reason}{until if waiver.until else ''}"
