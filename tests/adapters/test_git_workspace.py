import os
import shutil
from pathlib import Path

import pytest

from backend_architect.adapters import git as git_module
from backend_architect.adapters.bare import BareWorkspace
from backend_architect.adapters.disk import DiskWorkspace, open_workspace
from backend_architect.errors import Misused

from .conftest import put, run_git


def state(root: Path) -> tuple[str, bool]:
    stamp = DiskWorkspace(root).stamp()
    return stamp.commit, stamp.dirty


def test_a_clean_repository_is_stamped_with_its_commit(repository):
    assert state(repository) == (run_git(repository, "rev-parse", "HEAD").strip(), False)


def test_tracked_and_new_files_are_listed_and_ignored_ones_are_not(repository):
    put(repository, ".gitignore", text="*.log.py\n/local/\n")
    put(repository, "new.py", "a.log.py", "local/b.py", ".claude/doc/plan.md")
    assert DiskWorkspace(repository).listing().paths == (
        ".gitignore", "README.md", "app/main.py", "new.py",
    )  # fmt: skip


def change(repository: Path) -> None:
    put(repository, "app/main.py", text="x = 2\n")


def stage(repository: Path) -> None:
    change(repository)
    run_git(repository, "add", ".")


def delete(repository: Path) -> None:
    (repository / "app/main.py").unlink()


def add_new(repository: Path) -> None:
    put(repository, "app/new.py")


def replace_by_link(repository: Path) -> None:
    shutil.rmtree(repository / "app")
    (repository / "app").symlink_to("/etc")


@pytest.mark.parametrize("act", [change, stage, delete, add_new, replace_by_link])
def test_a_change_makes_the_tree_dirty(repository, act):
    act(repository)
    assert state(repository)[1] is True


def touch(repository: Path) -> None:
    os.utime(repository / "app/main.py", (1, 1))


def write_plan(repository: Path) -> None:
    put(repository, ".claude/doc/cart.md")


def windows_line_ends(repository: Path) -> None:
    (repository / "app/main.py").write_bytes(b"x = 1\r\n")


@pytest.mark.parametrize("act", [touch, write_plan, windows_line_ends])
def test_what_changes_nothing_leaves_the_tree_clean(repository, act):
    act(repository)
    assert state(repository)[1] is False


def test_before_the_first_commit_there_is_no_commit_and_new_files_are_dirty(folder):
    run_git(folder, "init", "-q")
    put(folder, "a.py")
    assert state(folder) == ("", True)


def test_a_folder_inside_a_repository_has_its_commit_and_only_its_files(repository):
    put(repository, "app/cart/x.py", "other.py")
    workspace = DiskWorkspace(repository / "app")
    assert workspace.listing().paths == ("cart/x.py", "main.py")
    assert workspace.stamp().commit == state(repository)[0]


def test_a_folder_that_the_repository_above_ignores_is_a_plain_one(repository):
    put(repository, ".gitignore", text="scratch/\n")
    put(repository, "scratch/a.py")
    workspace = DiskWorkspace(repository / "scratch")
    assert workspace.listing().paths == ("a.py",)
    assert workspace.stamp().commit == ""


def test_a_linked_worktree_is_a_repository(repository, tmp_path):
    run_git(repository, "worktree", "add", "-q", str(tmp_path / "second"))
    assert state(tmp_path / "second") == state(repository)


def test_repositories_inside_are_read_without_asking_their_git(repository):
    inner = repository / "services" / "cart"
    inner.mkdir(parents=True)
    run_git(inner, "init", "-q")
    put(inner, "main.go")
    assert "services/cart/main.go" in DiskWorkspace(repository).listing().paths


def test_a_repository_above_that_belongs_to_a_stranger_is_not_asked(repository, monkeypatch):
    put(repository, "app/a.py")
    monkeypatch.setattr(git_module, "_owner", lambda path: 4242 if path.name == ".git" else 1)
    assert git_module.find_git((repository / "app").resolve()) is None
    assert git_module.find_git(repository.resolve()) is not None


@pytest.mark.parametrize("damage", ["index", "HEAD"])
def test_a_damaged_repository_is_a_folder_with_a_gap(repository, damage):
    (repository / ".git" / damage).write_bytes(b"nonsense" * 9)
    workspace = DiskWorkspace(repository)
    assert workspace.listing().paths == ("README.md", "app/main.py")
    assert [gap.kind for gap in workspace.listing().gaps] == ["unavailable"]
    assert workspace.stamp().commit == ""


def test_without_git_a_repository_is_a_folder_with_a_gap(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    workspace = DiskWorkspace(repository)
    assert workspace.listing().paths == ("README.md", "app/main.py")
    assert "not installed" in workspace.listing().gaps[0].reason


def test_a_git_that_lies_in_the_repository_is_not_started(repository, monkeypatch, tmp_path):
    put(repository, "bin/git", text=f"#!/bin/sh\ntouch {tmp_path}/canary\n")
    (repository / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{repository}/bin{os.pathsep}{os.environ['PATH']}")
    assert "lies inside" in DiskWorkspace(repository).listing().gaps[0].reason
    assert not (tmp_path / "canary").exists()


def test_a_pipe_in_place_of_an_ignore_file_does_not_hold_us_up(repository, monkeypatch):
    monkeypatch.setattr(git_module.Git.__init__, "__kwdefaults__", {"timeout": 0.5})
    os.mkfifo(repository / ".gitignore")
    workspace = DiskWorkspace(repository)
    assert workspace.listing().paths == ("README.md", "app/main.py")
    assert {gap.what for gap in workspace.listing().gaps} == {"git", "file"}


def test_a_changed_file_behind_a_filter_is_told_from_an_unchanged_one_without_it(repository):
    run_git(repository, "config", "filter.upper.clean", "tr a-z A-Z")
    put(repository, ".gitattributes", text="*.py filter=upper\n")
    run_git(repository, "add", ".")
    run_git(repository, "commit", "-q", "-m", "filter")
    assert state(repository)[1] is False


# -- bare repositories


@pytest.fixture
def bare(repository, tmp_path):
    put(repository, "go.mod", "vendor/modules.txt", "vendor/a.go", "src/vendor/b.go", "logo.png")
    put(repository, "dump.sql", text="x" * (1024 * 1024 + 1))
    (repository / "link.py").symlink_to("/etc/passwd")
    run_git(repository, "add", ".")
    run_git(repository, "commit", "-q", "-m", "more")
    run_git(tmp_path, "clone", "-q", "--bare", "shop", "shop.git")
    return tmp_path / "shop.git"


def test_a_bare_repository_is_read_from_its_objects(bare, repository):
    workspace = open_workspace(bare)
    assert isinstance(workspace, BareWorkspace)
    assert workspace.name == "shop"
    assert workspace.listing().paths == ("README.md", "app/main.py", "go.mod", "src/vendor/b.go")
    assert [gap.path for gap in workspace.listing().gaps] == ["dump.sql"]
    assert workspace.stamp().commit == state(repository)[0]
    assert [workspace.read(path) for path in ("go.mod", "app/main.py")] == [b"x = 1\n"] * 2


def test_a_bare_repository_and_its_checkout_list_the_same(bare, repository):
    checkout = DiskWorkspace(repository, ("README.md",), "app").listing()
    assert BareWorkspace(bare, ("README.md",), "app").listing().paths == checkout.paths


def test_reading_what_a_bare_repository_does_not_list_is_an_error(bare):
    with pytest.raises(FileNotFoundError):
        BareWorkspace(bare).read("vendor/a.go")


def test_a_missing_object_is_an_error_and_the_next_read_works(bare):
    workspace = BareWorkspace(bare)
    workspace._found[1]["gone.py"] = "0" * 40
    with pytest.raises(FileNotFoundError):
        workspace.read("gone.py")
    assert workspace.read("go.mod") == b"x = 1\n"


def test_objects_that_a_partial_repository_lacks_are_gaps(bare):
    name = run_git(bare, "rev-parse", "HEAD:README.md").strip()
    (bare / "objects" / name[:2] / name[2:]).unlink()
    listing = BareWorkspace(bare).listing()
    assert "README.md" not in listing.paths
    assert ("README.md", "unreadable") in {(gap.path, gap.kind) for gap in listing.gaps}


def test_a_bare_repository_without_a_commit_is_misused(tmp_path):
    run_git(tmp_path, "init", "-q", "--bare", "empty.git")
    with pytest.raises(Misused, match="without a commit"):
        open_workspace(tmp_path / "empty.git")
