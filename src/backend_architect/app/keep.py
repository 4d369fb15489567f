"""Documents are put where they belong, and never over what somebody edited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import PurePosixPath

import msgspec

from backend_architect.model.element import Noun
from backend_architect.ports.workspace import Shelter

#: The file in a document's folder that says what we wrote last.
RECORD = "written.json"


class Kept(Noun, frozen=True, kw_only=True):
    """A document: where it was meant to go, and where it went. They differ if somebody edited what
    lay there, or if it was never ours."""

    wanted: str
    path: str

    @property
    def stood_aside(self) -> bool:
        """Whether something else was left in place."""
        return self.wanted != self.path


class Keeping(Noun, frozen=True, kw_only=True):
    """What was written, by wanted path; `stale` are files of an earlier run that this one did not
    write again and nobody has edited."""

    kept: tuple[Kept, ...]
    stale: tuple[str, ...] = ()


class _Record(Noun, frozen=True, kw_only=True):
    """The SHA-256 of the bytes we last wrote at each path."""

    written: dict[str, str] = {}


def keep(shelter: Shelter, folder: str, files: Mapping[str, bytes]) -> Keeping:
    """Write `files` (bytes by path); `folder` is where the record of them lies.

    A file that is not as we left it stays, and ours goes beside it as `name-2.md`, `name-3.md`.
    Raises what the shelter raises.
    """
    place = f"{folder}/{RECORD}"
    record = _read_record(shelter, place)
    written = dict(record)
    kept: list[Kept] = []
    for wanted in sorted(files):
        data = files[wanted]
        free = (path for path in _names(wanted) if _is_ours(shelter, path, data, record))
        path = next(path for path in free if path not in {each.path for each in kept})
        shelter.write(path, data)
        written[path] = _digest(data)
        kept.append(Kept(wanted=wanted, path=path))
    shelter.write(place, _record_of(written))
    fresh = {each.path for each in kept}
    stale = [
        path for path in sorted(record) if path not in fresh and _is_left(shelter, path, record)
    ]
    return Keeping(kept=tuple(kept), stale=tuple(stale))


def _names(path: str) -> Iterator[str]:
    """The path, then numbered names beside it."""
    yield path
    whole = PurePosixPath(path)
    for number in count(2):
        yield str(whole.with_name(f"{whole.stem}-{number}{whole.suffix}"))


def _is_ours(shelter: Shelter, path: str, data: bytes, record: Mapping[str, str]) -> bool:
    """Whether writing here destroys nothing of anybody else's."""
    found = shelter.read(path)
    return found is None or found == data or _digest(found) == record.get(path)


def _is_left(shelter: Shelter, path: str, record: Mapping[str, str]) -> bool:
    found = shelter.read(path)
    return found is not None and _digest(found) == record[path]


def _read_record(shelter: Shelter, place: str) -> dict[str, str]:
    """What we wrote last; nothing if the record is missing or damaged, so that all stays."""
    try:
        return msgspec.json.decode(shelter.read(place) or b"{}", type=_Record).written
    except msgspec.DecodeError:
        return {}


def _record_of(written: Mapping[str, str]) -> bytes:
    record = _Record(written=dict(sorted(written.items())))
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
