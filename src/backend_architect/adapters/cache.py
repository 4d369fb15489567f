"""Facts kept between runs: in one SQLite file of the user's cache folder, or in memory.

A cache is never worth an error. Whatever goes wrong with the file, the answer is "not known": a
damaged file is thrown away once, a locked or unwritable one is left alone for this run.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock

#: Bytes of values. At about 1 kB a file, room for some 250 000 files.
LARGEST = 256 * 1024 * 1024
#: Share of `LARGEST` that is left after the least recently used went.
_ROOM_LEFT = 0.8
#: Seconds to wait for another process that writes.
_PATIENCE = 2.0

#: `used` counts openings of the file, not time: the oldest use is the smallest number.
_SCHEMA = """
create table if not exists facts (
    key blob primary key, value blob not null, digest blob not null,
    size integer not null, used integer not null
) without rowid;
create index if not exists facts_by_use on facts (used);
"""
_VERSION = 1


def cache_path(environment: Mapping[str, str]) -> Path:
    """The file in the user's cache folder, by the XDG base directory specification."""
    named = Path(environment.get("XDG_CACHE_HOME") or "")
    folder = named if named.is_absolute() else Path(environment.get("HOME") or "/") / ".cache"
    return folder / "backend-architect" / "facts.sqlite"


class MemoryCache:
    """A store that lasts as long as the process."""

    def __init__(self) -> None:
        self._values: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """What was put under the key, or None."""
        return self._values.get(key)

    def put_many(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep the pairs."""
        self._values.update(items)

    def close(self) -> None:
        """Forget everything."""
        self._values.clear()


class DiskCache:
    """A store in one file, shared by all processes of the user."""

    def __init__(self, path: Path, *, largest: int = LARGEST) -> None:
        self.path = path
        self.largest = largest
        self._lock = Lock()
        self._touched: set[bytes] = set()
        self._run = 0
        self._connection = self._opened()

    def get(self, key: bytes) -> bytes | None:
        """What was put under the key, or None; also None if its bytes were damaged since."""
        with self._lock:
            if self._connection is None:
                return None
            try:
                query = "select value, digest from facts where key = ?"
                row = self._connection.execute(query, (key,)).fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
                return None
            if row is None or _digest(row[0]) != row[1]:
                return None
            self._touched.add(key)
            return bytes(row[0])

    def put_many(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep the pairs, and let the least recently used go if there are too many."""
        rows = [(key, value, _digest(value), len(value), self._run) for key, value in items]
        with self._lock:
            self._in_transaction(rows)

    def close(self) -> None:
        """Write down what was used, and let go of the file."""
        with self._lock:
            self._in_transaction([])
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _in_transaction(self, rows: list[tuple[bytes, bytes, bytes, int, int]]) -> None:
        if self._connection is None or not (rows or self._touched):
            return
        try:
            self._connection.execute("begin immediate")
            with self._connection:
                touched = [(self._run, key) for key in sorted(self._touched)]
                self._connection.executemany("update facts set used = ? where key = ?", touched)
                put = "insert or replace into facts values (?, ?, ?, ?, ?)"
                self._connection.executemany(put, rows)
                self._make_room(self._connection)
            self._touched.clear()
        except sqlite3.Error as error:
            self._give_up(error)

    def _make_room(self, connection: sqlite3.Connection) -> None:
        total = connection.execute("select coalesce(sum(size), 0) from facts").fetchone()[0]
        if total <= self.largest:
            return
        going = []
        for key, size in connection.execute("select key, size from facts order by used, key"):
            if total <= self.largest * _ROOM_LEFT:
                break
            going.append((key,))
            total -= size
        connection.executemany("delete from facts where key = ?", going)

    def _opened(self) -> sqlite3.Connection | None:
        """A connection; the second try follows after a damaged file was thrown away."""
        for _ in range(2):
            try:
                return self._connected()
            except sqlite3.Error as error:
                if not _is_damage(error):
                    return None  # locked, full, or not writable: not ours to mend
                self._throw_away()
            except OSError:
                return None
        return None

    def _connected(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            version = connection.execute("pragma user_version").fetchone()[0]
            if version not in (0, _VERSION):
                raise sqlite3.DatabaseError("written by another version")
            connection.executescript(_SCHEMA)
            connection.execute(f"pragma user_version = {_VERSION}")
            last = connection.execute("select coalesce(max(used), 0) from facts").fetchone()[0]
        except BaseException:
            connection.close()
            raise
        self._run = last + 1
        return connection

    def _give_up(self, error: sqlite3.Error) -> None:
        """Be empty for the rest of this run, and for the next if the file is damaged.

        A lock held by another process for long is a reason to go on without, not to throw away.
        """
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if _is_damage(error):
            self._throw_away()

    def _throw_away(self) -> None:
        for ending in ("", "-wal", "-shm"):
            try:
                os.unlink(f"{self.path}{ending}")  # noqa: PTH108  # a suffix, not a path of its own
            except OSError:
                continue


def _is_damage(error: sqlite3.Error) -> bool:
    """SQLite's "malformed" and "not a database" have no class of their own below this one."""
    return type(error) is sqlite3.DatabaseError


def _digest(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=8).digest()
