import os
import pickle
from pathlib import Path

import pytest

from backend_architect.adapters import walk as walk_module
from backend_architect.adapters.disk import DiskWorkspace, open_workspace
from backend_architect.errors import Misused

from .conftest import as_nobody, put


def listed(root: Path, *ignores: str) -> list[str]:
    return list(DiskWorkspace(root, ignores).listing().paths)


def gaps(workspace: DiskWorkspace) -> list[tuple[str, str]]:
    return [(gap.path, gap.what) for gap in workspace.listing().gaps]


def test_a_plain_folder_lists_its_files_sorted_and_has_an_empty_stamp(folder):
    put(folder, "b.py", "a/z.py", "a.py", ".github/workflows/ci.yml", ".env")
    workspace = DiskWorkspace(folder)
    assert workspace.listing().paths == (
        ".env", ".github/workflows/ci.yml", "a.py", "a/z.py", "b.py",
    )  # fmt: skip
    assert workspace.listing().gaps == ()
    assert (workspace.stamp().commit, workspace.stamp().dirty) == ("", False)
    assert workspace.name == "shop"


def test_an_empty_folder_lists_nothing(folder):
    assert listed(folder) == []


def test_binaries_generated_and_vendored_files_are_passed_over_and_lock_files_are_not(folder):
    put(
        folder, "package.json", "package-lock.json", "logo.PNG", "app.min.js", "node_modules/x.js",
        "dist/app.js", ".venv/a.py", "env/pyvenv.cfg", "env/lib/b.py", "src/__pycache__/a.pyc",
        "go.mod", "vendor/modules.txt", "vendor/x/y.go", "coverage/lcov.info", "coverage/a.ts",
        ".claude/doc/cart/schema.sql",
    )  # fmt: skip
    assert listed(folder) == ["go.mod", "package-lock.json", "package.json"]


def test_words_of_a_business_are_no_vendored_folders(folder):
    kept = [
        "shop/vendor/models.py", "internal/build/build.go", "claims/coverage/service.ts",
        "campaign/target/Target.java",
    ]  # fmt: skip
    put(folder, "manage.py", *kept)
    assert listed(folder) == sorted([*kept, "manage.py"])


def test_ignored_paths_are_not_listed(folder):
    put(folder, "a.py", "docs/b.py", "x/fixtures/c.py", "x/d_pb2.py", "x/e.py")
    assert listed(folder, "/docs", "fixtures/", "*_pb2.py") == ["a.py", "x/e.py"]


def test_a_huge_file_is_a_gap_and_a_long_lock_file_is_read(folder):
    put(folder, "dump.sql", "yarn.lock", text="x" * (1024 * 1024 + 1))
    workspace = DiskWorkspace(folder)
    assert workspace.listing().paths == ("yarn.lock",)
    assert gaps(workspace) == [("dump.sql", "large file")]
    assert len(workspace.read("yarn.lock")) == 1024 * 1024 + 1


def test_a_link_is_never_followed_and_one_that_leads_out_is_a_gap(folder, tmp_path):
    put(tmp_path, "secret/key.py")
    put(folder, "real/a.py")
    (folder / "inner.py").symlink_to("real/a.py")
    (folder / "inner").symlink_to("real")
    (folder / "outer.py").symlink_to(tmp_path / "secret" / "key.py")
    (folder / "outer").symlink_to("../secret")
    (folder / "loop").symlink_to("loop")
    workspace = DiskWorkspace(folder)
    assert workspace.listing().paths == ("real/a.py",)
    assert gaps(workspace) == [("outer", "link"), ("outer.py", "link")]


@pytest.mark.parametrize("path", ["outer/key.py", "outer.py", "pipe", "real", "missing.py"])
def test_reading_through_a_link_or_from_a_pipe_is_refused(folder, tmp_path, path):
    put(tmp_path, "secret/key.py")
    put(folder, "real/a.py")
    (folder / "outer").symlink_to("../secret")
    (folder / "outer.py").symlink_to("../secret/key.py")
    os.mkfifo(folder / "pipe")
    with pytest.raises(OSError, match=r".+"):
        DiskWorkspace(folder).read(path)


@pytest.mark.parametrize(
    "path", ["../secret/key.py", "/etc/passwd", "real/../../secret/key.py", ""]
)
def test_reading_above_the_folder_is_refused(folder, path):
    with pytest.raises(Misused):
        DiskWorkspace(folder).read(path)


def test_pipes_and_odd_names_are_gaps(folder):
    os.mkfifo(folder / "pipe.py")
    (folder / "a\nb.py").write_text("")
    Path(os.fsdecode(bytes(folder) + b"/\xff.py")).write_text("")
    workspace = DiskWorkspace(folder)
    assert workspace.listing().paths == ()
    assert gaps(workspace) == [("\\udcff.py", "name"), ("a\\nb.py", "name"), ("pipe.py", "file")]


def test_bytes_are_read_as_they_are(folder):
    (folder / "a.py").write_bytes(b"\x00\xff\r\n")
    assert DiskWorkspace(folder).read("a.py") == b"\x00\xff\r\n"


def test_too_many_files_are_counted(folder, monkeypatch):
    monkeypatch.setattr(walk_module, "MOST_FILES", 2)
    put(folder, "z.py", "a/b.py", "a/c.py", "a/d.py")
    workspace = DiskWorkspace(folder)
    assert workspace.listing().paths == ("a/b.py", "z.py")
    assert [gap.reason for gap in workspace.listing().gaps] == [
        "2 files beyond the first 2 were passed over."
    ]


def test_too_many_entries_end_the_walk(folder, monkeypatch):
    monkeypatch.setattr(walk_module, "MOST_ENTRIES", 1)
    put(folder, "z.py", "a/b.py", "b/b.py")
    assert "2 folders were not entered" in DiskWorkspace(folder).listing().gaps[0].reason


def test_folders_too_deep_are_counted(folder, monkeypatch):
    monkeypatch.setattr(walk_module, "DEEPEST", 2)
    put(folder, "a/b/here.py", "a/b/c/gone.py")
    workspace = DiskWorkspace(folder)
    assert workspace.listing().paths == ("a/b/here.py",)
    assert "1 folders lie deeper than 2" in workspace.listing().gaps[0].reason


def test_many_gaps_end_as_a_number(folder, monkeypatch):
    monkeypatch.setattr(walk_module, "MOST_GAPS", 1)
    for name in "abc":
        os.mkfifo(folder / name)
    assert [gap.reason for gap in DiskWorkspace(folder).listing().gaps] == [
        "2 more entries could not be read.",
        "Neither a file nor a folder: not opened.",
    ]


def test_only_what_lies_below_is_listed_with_paths_from_the_root(folder):
    put(folder, "a.py", "services/cart/b.py", "services/cart/c/d.py")
    workspace = DiskWorkspace(folder, below="services/cart/")
    assert workspace.listing().paths == ("services/cart/b.py", "services/cart/c/d.py")
    assert workspace.read("services/cart/b.py") == b"x = 1\n"


@pytest.mark.parametrize("below", ["..", "missing", "a.py", "out"])
def test_a_place_below_that_is_no_folder_is_misused(folder, below):
    put(folder, "a.py")
    (folder / "out").symlink_to("..")
    with pytest.raises(Misused):
        DiskWorkspace(folder, below=below)


def test_a_missing_folder_and_a_file_are_misused(folder):
    put(folder, "a.py")
    with pytest.raises(Misused, match="no such folder") as missing:
        open_workspace(folder / "nowhere")
    with pytest.raises(Misused, match="not a folder"):
        open_workspace(folder / "a.py")
    assert missing.value.hint


def test_an_unreadable_folder_is_misused(tmp_path):
    (tmp_path / "open" / "locked").mkdir(mode=0, parents=True)
    with (
        as_nobody(tmp_path / "open" / "locked"),
        pytest.raises(Misused, match="cannot be read"),
    ):
        DiskWorkspace(tmp_path / "open" / "locked")


def test_an_unreadable_folder_inside_is_a_gap(tmp_path):
    put(tmp_path, "open/a.py")
    (tmp_path / "open" / "locked").mkdir(mode=0)
    with as_nobody(tmp_path / "open" / "locked"):
        workspace = DiskWorkspace(tmp_path / "open")
        assert workspace.listing().paths == ("a.py",)
        assert gaps(workspace) == [("locked", "folder")]


def test_a_workspace_travels_to_another_process(folder):
    put(folder, "a.py", "b/c.py")
    workspace = DiskWorkspace(folder, ("b",))
    workspace.listing()
    assert pickle.loads(pickle.dumps(workspace)).listing() == workspace.listing()
