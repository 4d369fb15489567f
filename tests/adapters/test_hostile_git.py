"""A repository whose configuration names programs: none of them may be started."""

import os
import subprocess
from pathlib import Path

import pytest

from backend_architect.adapters.disk import DiskWorkspace, open_workspace

from .conftest import GIT_ENVIRONMENT, put, run_git

#: Every way we know in which a repository makes git start something. {run} is the program.
HOSTILE_CONFIG = """
[core]
    fsmonitor = {run}
    hooksPath = {hooks}
    sshCommand = {run}
    gitProxy = {run}
    askPass = {run}
    pager = {run}
    editor = {run}
    untrackedCache = true
    attributesFile = {attributes}
    alternateRefsCommand = {run}
[include]
    path = {included}
[pager]
    ls-files = {run}
    rev-parse = {run}
[alias]
    ls-files = "!{run}"
    rev-parse = "!{run}"
    ls-tree = "!{run}"
    cat-file = "!{run}"
[filter "evil"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[diff]
    external = {run}
[diff "evil"]
    command = {run}
    textconv = {run}
[merge "evil"]
    driver = {run}
[credential]
    helper = "!{run}"
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[remote "origin"]
    url = ext::{run}
    promisor = true
    partialclonefilter = blob:none
    uploadpack = {run}
    fetch = +refs/heads/*:refs/remotes/origin/*
[submodule]
    recurse = true
[extensions]
    partialClone = origin
[maintenance]
    auto = true
[gc]
    auto = 1
"""


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return tmp_path / "canary"


@pytest.fixture
def trapped(repository: Path, tmp_path: Path, canary: Path) -> Path:
    """The repository with every trap set, and files that look changed so that filters tempt."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 $@ >> {canary}\nexit 1\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-commit"):
        (hooks / name).symlink_to(program)
        (repository / ".git" / "hooks").mkdir(exist_ok=True)
        (repository / ".git" / "hooks" / name).unlink(missing_ok=True)
        (repository / ".git" / "hooks" / name).symlink_to(program)
    attributes = "* filter=evil diff=evil merge=evil text\n"
    put(repository, ".gitattributes", ".git/info/attributes", text=attributes)
    put(tmp_path, "attributes", text=attributes)
    put(tmp_path, "included", text=f"[core]\n    fsmonitor = {program}\n")
    config = HOSTILE_CONFIG.format(
        run=program, hooks=hooks, attributes=tmp_path / "attributes", included=tmp_path / "included"
    )
    with (repository / ".git" / "config").open("a") as file:
        file.write(config)
    put(repository, "app/main.py", text="x = 3\n")  # same size, other content
    return repository


def lose_objects(git_dir: Path) -> None:
    for loose in (git_dir / "objects").glob("??/*"):
        loose.unlink()


@pytest.mark.parametrize("question", ["status", "diff", "ls-files", "log -p"])
def test_the_traps_do_spring_when_git_is_asked_carelessly(trapped, canary, question):
    if question.startswith("log"):
        lose_objects(trapped / ".git")
    command = ["git", *question.split()]
    subprocess.run(
        command,
        cwd=trapped,
        env=GIT_ENVIRONMENT,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert canary.exists()


def test_nothing_of_a_hostile_repository_is_started(trapped, canary):
    workspace = DiskWorkspace(trapped)
    assert workspace.listing().paths == (".gitattributes", "README.md", "app/main.py")
    assert workspace.stamp().dirty is True
    assert workspace.read("app/main.py") == b"x = 3\n"
    assert not canary.exists()


def test_an_object_that_a_remote_promises_is_not_fetched(trapped, canary):
    lose_objects(trapped / ".git")
    workspace = DiskWorkspace(trapped)
    assert "app/main.py" in workspace.listing().paths
    assert workspace.stamp().dirty is True
    assert not canary.exists()


def test_a_file_that_looks_just_written_does_not_run_its_filter(trapped, canary):
    """Git reads again what is as young as its index, through the filter."""
    index = (trapped / ".git" / "index").stat()
    os.utime(trapped / "app/main.py", ns=(index.st_mtime_ns, index.st_mtime_ns))
    DiskWorkspace(trapped).stamp()
    assert not canary.exists()


def test_a_hostile_bare_repository_starts_nothing(trapped, canary, tmp_path):
    bare = tmp_path / "bare.git"
    (trapped / ".git").rename(bare)
    workspace = open_workspace(bare)
    assert workspace.listing().paths == ("README.md", "app/main.py")
    assert workspace.read("app/main.py") == b"x = 1\n"
    lose_objects(bare)
    with pytest.raises(OSError, match="missing"):
        workspace.read("README.md")
    assert not canary.exists()


def test_a_working_tree_declared_elsewhere_is_not_believed(repository, tmp_path):
    put(tmp_path, "elsewhere/secret.py")
    run_git(repository, "config", "core.worktree", str(tmp_path / "elsewhere"))
    assert DiskWorkspace(repository).listing().paths == ("README.md", "app/main.py")


def test_a_git_file_that_points_at_a_stranger_shows_only_names_that_are_here(repository, tmp_path):
    put(tmp_path, "bait/app/main.py", "bait/own.py")
    (tmp_path / "bait" / ".git").write_text(f"gitdir: {repository}/.git\n")
    assert DiskWorkspace(tmp_path / "bait").listing().paths == ("app/main.py", "own.py")


def test_an_index_with_paths_that_climb_is_not_followed(repository, tmp_path):
    put(tmp_path, "secret.py")
    index = repository / ".git" / "index"
    index.write_bytes(index.read_bytes().replace(b"app/main.py", b"../secret.p"))
    workspace = DiskWorkspace(repository)
    assert all(not path.startswith("..") for path in workspace.listing().paths)
    workspace.stamp()
