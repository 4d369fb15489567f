"""The contract of a store, on the fake and on the file alike."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_architect.adapters.cache import DiskCache, MemoryCache, cache_path


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    store = MemoryCache() if request.param == "memory" else DiskCache(tmp_path / "c" / "facts")
    yield store
    store.close()


def test_an_unknown_key_is_none(store):
    assert store.get(b"k") is None


def test_what_was_put_comes_back_byte_for_byte_and_the_later_value_wins(store):
    store.put_many([(b"k", b"\x00\xff"), (b"l", b""), (b"k", b"new")])
    store.put_many([(b"m", b"3")])
    assert [store.get(key) for key in (b"k", b"l", b"m", b"n")] == [b"new", b"", b"3", None]


def test_a_closed_store_is_empty_and_does_not_complain(store):
    store.put_many([(b"k", b"v")])
    store.close()
    assert store.get(b"k") is None


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.binary(max_size=40), st.binary(max_size=200)))
def test_everything_put_is_there(tmp_path_factory, pairs):
    for store in (MemoryCache(), DiskCache(tmp_path_factory.mktemp("cache") / "facts")):
        store.put_many(pairs.items())
        assert {key: store.get(key) for key in pairs} == pairs
        store.close()


# -- the file


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "facts.sqlite"


def filled(path: Path, **options) -> None:
    cache = DiskCache(path, **options)
    cache.put_many((b"%03d" % number, b"x" * 100) for number in range(50))
    cache.close()


def test_facts_outlive_the_process(path):
    filled(path)
    cache = DiskCache(path)
    assert cache.get(b"007") == b"x" * 100
    cache.close()


@pytest.mark.parametrize("damage", [b"", b"no database at all " * 99])
def test_a_damaged_file_is_a_cold_cache_that_warms_again(path, damage):
    filled(path)
    path.write_bytes(damage)
    for _ in range(2):
        cache = DiskCache(path)
        cache.put_many([(b"k", b"v")])
        assert cache.get(b"007") is None
        assert cache.get(b"k") == b"v"
        cache.close()


def test_damage_in_the_middle_of_the_file_is_a_cold_cache(path):
    filled(path)
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    cache = DiskCache(path)
    assert cache.get(b"007") is None
    cache.put_many([(b"k", b"v")])
    cache.close()
    cache = DiskCache(path)
    cache.put_many([(b"k", b"v")])
    assert cache.get(b"k") == b"v"
    cache.close()


def test_a_value_that_was_tampered_with_is_not_believed(path):
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute("update facts set value = x'00' where key = ?", (b"007",))
    connection.close()
    cache = DiskCache(path)
    assert cache.get(b"007") is None
    assert cache.get(b"008") is not None
    cache.close()


def test_a_cache_of_another_version_is_a_cold_cache(path):
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()
    cache = DiskCache(path)
    assert cache.get(b"007") is None
    cache.close()


def test_a_locked_file_is_a_cold_cache_and_is_left_alone(path, monkeypatch):
    monkeypatch.setattr("backend_architect.adapters.cache._PATIENCE", 0.0)
    filled(path)
    cache = DiskCache(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    cache.put_many([(b"k", b"v")])
    assert cache.get(b"k") is None
    other.execute("rollback")
    other.close()
    cache.close()
    cache = DiskCache(path)
    assert cache.get(b"007") == b"x" * 100
    cache.close()


@pytest.mark.parametrize("place", ["file/facts", "folder"])
def test_a_place_that_cannot_hold_a_file_is_a_cold_cache(tmp_path, place):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    cache = DiskCache(tmp_path / place)
    cache.put_many([(b"k", b"v")])
    assert cache.get(b"k") is None
    cache.close()


def test_the_least_recently_used_go_first(path):
    filled(path, largest=6000)
    cache = DiskCache(path, largest=6000)
    kept = [b"%03d" % number for number in range(20)]
    assert all(cache.get(key) for key in kept)
    cache.put_many((b"new%03d" % number, b"y" * 100) for number in range(20))
    assert all(cache.get(key) for key in kept)
    assert all(cache.get(b"new%03d" % number) for number in range(20))
    assert cache.get(b"020") is None
    cache.close()


WRITER = """
import sys
from pathlib import Path
from backend_architect.adapters import cache as module
module._PATIENCE = 60.0
cache = module.DiskCache(Path(sys.argv[1]))
for turn in range(20):
    cache.put_many([(f"{sys.argv[2]}{turn}".encode(), b"v" * 1000)])
cache.close()
"""


def test_two_processes_write_at_once_and_nothing_is_lost(path):
    DiskCache(path).close()  # of two that make the file in the same moment one does without it
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("a", "b")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    cache = DiskCache(path)
    assert all(cache.get(f"{name}{turn}".encode()) for name in "ab" for turn in range(20))
    cache.close()


def test_the_cache_lies_where_the_user_keeps_caches():
    end = "backend-architect/facts.sqlite"
    assert cache_path({"XDG_CACHE_HOME": "/c", "HOME": "/h"}) == Path("/c", end)
    assert cache_path({"XDG_CACHE_HOME": "c", "HOME": "/h"}) == Path("/h/.cache", end)
    assert cache_path({"HOME": "/h"}) == Path("/h/.cache", end)
