import os
import threading
from pathlib import Path

import pytest

from backend_architect.adapters import disk
from backend_architect.adapters.disk import DiskShelter
from backend_architect.errors import Misused, Unavailable

from .conftest import as_nobody, put

PLAN = ".claude/doc/cart/plan.md"


def everything(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


def test_what_is_written_is_read_back_and_folders_are_made(folder):
    shelter = DiskShelter(folder)
    assert shelter.read(PLAN) is None
    shelter.write(PLAN, b"one\n")
    shelter.write(PLAN, b"two\n")
    assert shelter.read(PLAN) == b"two\n"
    assert everything(folder) == [".claude", ".claude/doc", ".claude/doc/cart", PLAN]


@pytest.mark.parametrize("link", [".claude", ".claude/doc", ".claude/doc/cart", PLAN])
def test_a_link_on_the_way_is_refused_and_nothing_is_written_behind_it(folder, tmp_path, link):
    (tmp_path / "outside").mkdir()
    (folder / link).parent.mkdir(parents=True, exist_ok=True)
    (folder / link).symlink_to(tmp_path / "outside")
    before = everything(folder)
    with pytest.raises(Misused, match="link"):
        DiskShelter(folder).write(PLAN, b"x")
    with pytest.raises(Misused, match="link"):
        DiskShelter(folder).read(PLAN)
    assert everything(tmp_path / "outside") == []
    assert everything(folder) == before


def test_a_link_to_a_place_inside_is_refused_too(folder):
    put(folder, "src/app.py")
    (folder / ".claude").mkdir()
    (folder / ".claude/doc").symlink_to("../src")
    with pytest.raises(Misused):
        DiskShelter(folder).write(".claude/doc/app.py", b"x")
    assert (folder / "src/app.py").read_text() == "x = 1\n"


@pytest.mark.parametrize(
    "path", ["../x.md", "/tmp/x.md", "a/../../x.md", "a//b.md", ".", "", "a\0b"]
)
def test_a_path_that_is_not_plainly_below_is_refused(folder, path):
    with pytest.raises(Misused):
        DiskShelter(folder).write(path, b"x")
    assert everything(folder.parent) == ["shop"]


def test_a_file_in_place_of_a_folder_and_a_folder_in_place_of_a_file_are_refused(folder):
    put(folder, ".claude/doc")
    with pytest.raises(Misused):
        DiskShelter(folder).write(PLAN, b"x")
    with pytest.raises(Misused):
        DiskShelter(folder).write(".claude", b"x")


def test_a_pipe_in_place_of_the_file_is_refused(folder):
    os.mkfifo(folder / "plan.md")
    with pytest.raises(Misused):
        DiskShelter(folder).write("plan.md", b"x")
    with pytest.raises(Misused):
        DiskShelter(folder).read("plan.md")


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_a_failed_write_leaves_the_old_file_and_no_trace(folder, monkeypatch, step):
    def fail(*arguments, **options):
        raise OSError(28, "No space left on device")

    shelter = DiskShelter(folder)
    shelter.write("kept/plan.md", b"old")
    monkeypatch.setattr(disk.os, step, fail)
    for path in ("kept/plan.md", "made/for/this.md"):
        with pytest.raises(Unavailable, match="No space left"):
            shelter.write(path, b"new")
    assert everything(folder) == ["kept", "kept/plan.md"]
    assert shelter.read("kept/plan.md") == b"old"


def test_an_interrupted_write_leaves_no_trace(folder, monkeypatch):
    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(disk.os, "rename", interrupt)
    with pytest.raises(KeyboardInterrupt):
        DiskShelter(folder).write(PLAN, b"x")
    assert everything(folder) == []


def test_a_place_without_the_right_to_write_is_unavailable(tmp_path):
    (tmp_path / "open").mkdir(mode=0o555)
    shelter = DiskShelter(tmp_path / "open")
    with as_nobody(tmp_path / "open"), pytest.raises(Unavailable, match="cannot be written"):
        shelter.write(PLAN, b"x")
    assert everything(tmp_path / "open") == []


def test_a_reader_sees_the_old_or_the_new_document_and_never_a_part(folder):
    shelter = DiskShelter(folder)
    versions = [bytes([letter]) * 200_000 for letter in b"ab"]
    shelter.write("plan.md", versions[0])
    done = threading.Event()

    def write() -> None:
        for turn in range(20):
            shelter.write("plan.md", versions[turn % 2])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        assert shelter.read("plan.md") in versions
    writer.join()


def test_no_descriptor_is_left_open(folder):
    shelter = DiskShelter(folder)
    (folder / "link").symlink_to("/tmp")
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    for path in (PLAN, "link/x", "a/b/c"):
        for act in (lambda p=path: shelter.write(p, b"x"), lambda p=path: shelter.read(p)):
            try:
                act()
            except Misused:
                continue
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before
