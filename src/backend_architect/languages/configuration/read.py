"""`backend-architect.toml` -> Configuration, with every fault at once."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, get_args

from backend_architect.errors import Misused
from backend_architect.languages.configuration.places import lines_of
from backend_architect.model.configuration import MEANINGS, Configuration, Waiver
from backend_architect.model.convention import ConventionKind

_WAIVER_KEYS = ("finding", "reason", "until")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def read_configuration(
    data: bytes, *, place: str, profiles: Collection[str], today: date
) -> Configuration:
    """The configuration in `data`. `today` decides which waivers have expired.

    Raises `Misused` with all faults, each as `place:line: what is wrong`.
    """
    text, document = _parsed(data, place)
    reader = _Reader(document, lines_of(text), place, today)
    configuration = reader.read(profiles)
    if reader.faults:
        count = len(reader.faults)
        raise Misused(
            f"{place}: {count} fault{'s' if count > 1 else ''}.",
            faults=[fault for _, fault in sorted(reader.faults)],
            hint="Mend these lines; `backend-architect config` explains every key.",
        )
    return configuration


def _parsed(data: bytes, place: str) -> tuple[str, dict[str, Any]]:
    try:
        text = data.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Misused(f"{place}:{line}: not UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error)
        at = _AT_LINE.search(message)
        line = int(at[1]) if at else data.count(b"\n") + 1
        reason = _AT_LINE.sub("", message).removesuffix(" (at end of document)")
        raise Misused(f"{place}:{line}: not TOML: {reason}.") from error


class _Reader:
    """Collects values and faults."""

    def __init__(
        self, document: Mapping[str, Any], lines: dict[str, int], place: str, today: date
    ) -> None:
        self.faults: list[tuple[int, str]] = []
        self._document = document
        self._lines = lines
        self._place = place
        self._today = today

    def read(self, profiles: Collection[str]) -> Configuration:
        self._refuse_unknown("", self._document, MEANINGS)
        return Configuration(
            profile=self._profile(profiles),
            ignores=self._ignores(),
            volumes=self._numbers("volumes", int, "a whole number of rows, 1 or more"),
            rates=self._numbers("rates", float, "a number of requests per second above 0"),
            conventions=self._conventions(),
            waivers=self._waivers(),
            lines=self._lines,
        )

    def _fault(self, key: str, what: str) -> None:
        """Note a fault at the key's line, or at that of the nearest key around it."""
        around = key
        while around and around not in self._lines:
            around = around.rpartition(".")[0]
        line = self._lines.get(around, 1)
        self.faults.append((line, f"{self._place}:{line}: {what}"))

    def _refuse_unknown(self, table: str, keys: Iterable[str], known: Collection[str]) -> None:
        for key in keys:
            if key not in known:
                full = f"{table}.{key}" if table else key
                self._fault(full, f"unknown key {key!r}; {_nearest(key, known)}.")

    def _profile(self, profiles: Collection[str]) -> str:
        value = self._document.get("profile", "")
        if value == "" and "profile" not in self._document:
            return ""
        if not isinstance(value, str) or value not in profiles:
            self._fault(
                "profile", f"unknown profile {str(value)!r}; {_nearest(str(value), profiles)}."
            )
            return ""
        return value

    def _ignores(self) -> tuple[str, ...]:
        value = self._document.get("ignores", [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            self._fault("ignores", "'ignores' is a list of globs in quotes.")
            return ()
        return tuple(value)

    def _table(self, name: str) -> dict[str, Any]:
        value = self._document.get(name, {})
        if isinstance(value, dict):
            return value
        self._fault(name, f"'{name}' is a table: [{name}], then one line for each name.")
        return {}

    def _numbers(self, name: str, kind: type[int | float], wanted: str) -> dict[str, Any]:
        found = {}
        for key, value in self._table(name).items():
            if _is_number(value, whole=kind is int):
                found[key] = kind(value)
            else:
                self._fault(f"{name}.{key}", f"{f'{name}.{key}'!r} must be {wanted}.")
        return found

    def _conventions(self) -> dict[ConventionKind, str]:
        table = self._table("conventions")
        kinds = get_args(ConventionKind)
        self._refuse_unknown("conventions", table, kinds)
        found: dict[ConventionKind, str] = {}
        for kind in kinds:
            value = table.get(kind)
            if isinstance(value, str) and value.strip():
                found[kind] = value
            elif value is not None:
                self._fault(f"conventions.{kind}", f"'conventions.{kind}' must be words in quotes.")
        return found

    def _waivers(self) -> tuple[Waiver, ...]:
        value = self._document.get("waivers", [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self._fault(
                "waivers", "'waivers' are tables: [[waivers]], then 'finding' and 'reason'."
            )
            return ()
        return tuple(self._waiver(f"waivers.{number}", each) for number, each in enumerate(value))

    def _waiver(self, place: str, table: dict[str, Any]) -> Waiver:
        self._refuse_unknown(place, table, _WAIVER_KEYS)
        finding = self._words(place, table, "finding", "names no finding: give a rule or its id")
        reason = self._words(place, table, "reason", "has no reason: say why the finding may stand")
        until = self._until(place, table.get("until", ""))
        expired = until is not None and until < self._today
        return Waiver(
            finding=finding,
            reason=reason,
            until=until.isoformat() if until else "",
            expired=expired,
        )

    def _words(self, place: str, table: dict[str, Any], key: str, fault: str) -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._fault(f"{place}.{key}", f"the waiver {fault}.")
        return ""

    def _until(self, place: str, value: object) -> date | None:
        if value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._fault(f"{place}.until", "'until' must be a day such as 2030-12-31.")
            return None


def _is_number(value: object, *, whole: bool) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if whole:
        return isinstance(value, int) and value >= 1
    return value > 0 and math.isfinite(value)


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=2)
    if near:
        return "nearest are " + ", ".join(near)
    return "known are " + ", ".join(known)
