"""Questions to git about a stranger's repository, asked so that nothing of it is executed.

A repository's own configuration can name programs: a file-system monitor, hooks, filters, text
converters, a pager, transports for lazily fetched objects. So we ask only for what git can answer
from its index and its objects, overrule those settings on the command line, forbid every
transport, and compare the working tree ourselves: git would run a clean filter to do it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from backend_architect.adapters.inside import read_inside
from backend_architect.errors import Misused, Unavailable

#: Seconds. The slowest honest answer measured took well under a second; a FIFO in place of an
#: ignore file would make git wait for ever.
TIMEOUT = 60.0

#: Settings of the repository that we overrule. Each one names a program or changes the answer.
SETTINGS = (
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.untrackedCache=false",
    "core.excludesFile=/dev/null", "core.attributesFile=/dev/null", "core.pager=cat",
    "core.sshCommand=false", "core.gitProxy=", "core.askPass=", "core.editor=false",
    "core.quotePath=false", "credential.helper=", "diff.external=", "protocol.allow=never",
    "submodule.recurse=false", "log.showSignature=false", "gc.auto=0", "maintenance.auto=false",
)  # fmt: skip

ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_SSH_COMMAND": "false", "GIT_ASKPASS": "false", "GIT_PAGER": "cat",
    "HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "LC_ALL": "C",
}  # fmt: skip

#: One record of `ls-files --stage --debug -z`.
_RECORD = re.compile(
    rb"(\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) (\d)\t([^\0]+)\0"
    rb"  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n  dev: [^\n]*\n  uid: [^\n]*\n"
    rb"  size: (\d+)\tflags: ([0-9a-f]+)\n"
)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

SUBMODULE = "160000"
LINK = "120000"
_SKIP_WORKTREE = 0x4000_0000
_32_BITS = 0xFFFF_FFFF
#: Bytes. A changed file beyond this is called changed without reading it.
_LARGEST_COMPARED = 64 * 1024 * 1024


class Entry(NamedTuple):
    """A file in the index: what git knows of it, and how it looked when git last saw it."""

    path: str
    mode: str
    blob: str
    stage: int
    seconds: int
    nanoseconds: int
    size: int
    flags: int


class Blob(NamedTuple):
    """A file in a commit. `size` is in bytes; None for a submodule or an object that is absent."""

    path: str
    mode: str
    blob: str
    size: int | None


class Git:
    """One repository, asked from `folder`: all paths are relative to it and lie below it."""

    def __init__(
        self, git_dir: Path, folder: Path, *, work_tree: Path | None, timeout: float = TIMEOUT
    ) -> None:
        self.git_dir = git_dir
        self.folder = folder
        self.work_tree = work_tree
        self.timeout = timeout

    @property
    def is_top(self) -> bool:
        """Whether `folder` is the top of the working tree."""
        return self.work_tree == self.folder

    def command(self, *arguments: str) -> list[str]:
        """The hardened command line. Raises `Unavailable` if git is not installed."""
        place = [f"--git-dir={self.git_dir}"]
        if self.work_tree is not None:
            place += ["-C", str(self.folder), f"--work-tree={self.work_tree}"]
        settings = [word for setting in SETTINGS for word in ("-c", setting)]
        options = ["--no-pager", "--no-optional-locks", "--literal-pathspecs"]
        return [_binary(self.folder), *place, *options, *settings, *arguments]

    def ask(self, *arguments: str) -> bytes:
        """What git prints. Raises `Unavailable` if it fails or does not answer in time."""
        command = self.command(*arguments)
        try:
            result = subprocess.run(  # noqa: S603  # hardened above; no shell, no stranger's words
                command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
                timeout=self.timeout, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"git {arguments[0]} gave no answer in time.") from error
        except OSError as error:
            raise Unavailable(f"git could not be started: {error.strerror}.") from error
        if result.returncode:
            raise Unavailable(f"git {arguments[0]} failed with exit {result.returncode}.")
        return result.stdout

    def commit(self) -> str:
        """The hash of the commit that HEAD names, or "" before the first commit."""
        try:
            answer = self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        except Unavailable:
            return ""
        name = answer.decode("ascii", "replace").strip()
        return name if _COMMIT.fullmatch(name) else ""

    @cached_property
    def tracked(self) -> tuple[Entry, ...]:
        """The index below the folder. Raises `Unavailable`."""
        answer = self.ask("ls-files", "-z", "--stage", "--debug", "--no-recurse-submodules")
        entries = tuple(_entry(match) for match in _RECORD.finditer(answer))
        if answer.count(b"\0") != len(entries):
            raise Unavailable("git ls-files answered in a form that is not known.")
        return entries

    @cached_property
    def untracked(self) -> tuple[str, ...]:
        """Files that are neither in the index nor ignored; a repository inside ends in "/"."""
        answer = self.ask("ls-files", "-z", "--others", "--exclude-standard")
        return tuple(os.fsdecode(path) for path in answer.split(b"\0") if path)

    def files_of(self, commit: str) -> Iterator[Blob]:
        """The files of the commit below the folder. Raises `Unavailable`."""
        for path, (mode, _, blob, size) in self._tree("-l", commit):
            yield Blob(path, mode, blob, int(size) if size.isdigit() else None)

    def is_changed(self, commit: str) -> bool:
        """Whether the index or a tracked file differs from the commit.

        Also true where that cannot be told, or where only a filter that we do not run could tell.
        """
        try:
            tree = self._tree(commit) if commit else ()
            committed = {path: (mode, blob) for path, (mode, _, blob) in tree}
            staged = {each.path: (each.mode, each.blob) for each in self.tracked}
        except Unavailable:
            return True
        return staged != committed or any(self._differs(each) for each in self.tracked)

    def _tree(self, *arguments: str) -> Iterator[tuple[str, list[str]]]:
        for record in self.ask("ls-tree", "-r", "-z", *arguments).split(b"\0"):
            if record:
                facts, _, path = record.partition(b"\t")
                yield os.fsdecode(path), facts.decode("ascii").split()

    def _differs(self, entry: Entry) -> bool:
        if entry.stage:
            return True
        if entry.mode == SUBMODULE:
            return False
        try:
            seen = (self.folder / entry.path).lstat()
        except OSError:
            return not entry.flags & _SKIP_WORKTREE
        seconds, nanoseconds = divmod(seen.st_mtime_ns, 1_000_000_000)
        # The index keeps 32 bits of each; one written without nanoseconds has 0 there.
        same_time = seconds & _32_BITS == entry.seconds and entry.nanoseconds in (0, nanoseconds)
        if same_time and entry.size and seen.st_size & _32_BITS == entry.size:
            return False
        return not self._same_content(entry)

    def _same_content(self, entry: Entry) -> bool:
        try:
            if entry.mode == LINK:
                data = os.fsencode((self.folder / entry.path).readlink())
            else:
                data = read_inside(self.folder, entry.path, largest=_LARGEST_COMPARED)
        except (OSError, Misused):
            return False
        return entry.blob in (_blob_name(data, entry.blob), _blob_name(_unix(data), entry.blob))


def find_git(folder: Path) -> Git | None:
    """The repository whose working tree holds `folder` (a resolved path), or None.

    A repository above the folder counts only if it belongs to whoever owns the folder or runs us:
    anybody may put one into a shared place such as /tmp.
    """
    for top in (folder, *folder.parents):
        git_dir = _git_dir(top / ".git")
        if git_dir is not None:
            trusted = top == folder or _owner(git_dir) in (os.geteuid(), _owner(folder))
            return Git(git_dir, folder, work_tree=top) if trusted else None
    return None


def is_bare(folder: Path) -> bool:
    """Whether the folder is a repository without a working tree."""
    return (
        (folder / "HEAD").is_file()
        and (folder / "objects").is_dir()
        and (folder / "refs").is_dir()
        and folder.name != ".git"
    )


def environment() -> dict[str, str]:
    """The whole environment git gets: none of the user's own GIT_ variables, no home."""
    return {"PATH": os.environ.get("PATH", os.defpath), **ENVIRONMENT}


def _git_dir(path: Path) -> Path | None:
    """What `.git` stands for: a folder, or a file that names one (worktrees, submodules)."""
    try:
        if path.is_file():
            words = path.read_bytes()[:4096].decode("utf-8", "replace").strip()
            if not words.startswith("gitdir: "):
                return None
            path = path.parent / words.removeprefix("gitdir: ")
        return path if (path / "HEAD").is_file() else None
    except (OSError, ValueError):
        return None


def _owner(path: Path) -> int:
    return path.stat().st_uid


def _binary(folder: Path) -> str:
    """The git of the machine, never one that lies in the repository."""
    found = shutil.which("git")
    if found is None:
        raise Unavailable("git is not installed.", hint="Install git, or survey a plain folder.")
    path = Path(found).absolute()
    if path.is_relative_to(folder):
        raise Unavailable("The git found on PATH lies inside the repository.")
    return str(path)


def _entry(match: re.Match[bytes]) -> Entry:
    mode, blob, stage, path, seconds, nanoseconds, size, flags = match.groups()
    return Entry(
        path=os.fsdecode(path), mode=mode.decode(), blob=blob.decode(), stage=int(stage),
        seconds=int(seconds), nanoseconds=int(nanoseconds), size=int(size), flags=int(flags, 16),
    )  # fmt: skip


def _blob_name(data: bytes, like: str) -> str:
    """Git's name for these bytes, in the hash function that made `like`."""
    digest = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data) + data)
    return digest.hexdigest()


def _unix(data: bytes) -> bytes:
    """The bytes as git stores text: a checkout may have given it the line ends of Windows."""
    return data.replace(b"\r\n", b"\n")
