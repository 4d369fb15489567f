"""A repository without a working tree, read from its objects."""

from __future__ import annotations

import errno
import os
import select
import subprocess
import weakref
from functools import cached_property
from pathlib import Path
from typing import Any

from backend_architect.adapters import sieve
from backend_architect.adapters.git import LINK, SUBMODULE, Blob, Git, environment
from backend_architect.adapters.walk import DEEPEST, MOST_FILES
from backend_architect.errors import Defect, Misused
from backend_architect.model.gap import Gap
from backend_architect.ports.workspace import Listing, Stamp, Workspace


class BareWorkspace:
    """The files of the commit that HEAD names.

    `ignores` and `below` as for a folder on disk. One `git cat-file` answers all reads; it ends
    with this object.
    """

    def __init__(self, root: Path, ignores: tuple[str, ...] = (), below: str = "") -> None:
        self.root = root.resolve()
        self.ignores = ignores
        self.below = below.strip("/")
        self._git = Git(self.root, self.root, work_tree=None)
        self._commit = self._git.commit()
        if not self._commit:
            raise Misused(
                f"{root}: a bare repository without a commit that can be read.",
                hint="Push something to it, or give a folder with files.",
            )

    def __reduce__(self) -> tuple[Any, ...]:
        return BareWorkspace, (self.root, self.ignores, self.below)

    @property
    def name(self) -> str:
        """The folder's name without its `.git`."""
        return self.root.name.removesuffix(".git") or "root"

    @property
    def parts(self) -> dict[str, Workspace]:
        """Itself."""
        return {self.name: self}

    def home(self, path: str) -> tuple[str, str]:
        """This repository, and the path as it is."""
        return self.name, path

    def stamp(self) -> Stamp:
        """The commit; there is no tree to be dirty."""
        return Stamp(commit=self._commit)

    def listing(self) -> Listing:
        """All files worth reading, as the port says."""
        return self._found[0]

    def read(self, path: str) -> bytes:
        """The bytes of one listed file. Raises `OSError` if it is not listed or git fails."""
        blob = self._found[1].get(path)
        if blob is None:
            raise FileNotFoundError(errno.ENOENT, "not in the commit", path)
        return self._reader.read(blob)

    @cached_property
    def _reader(self) -> _Reader:
        return _Reader(self._git)

    @cached_property
    def _found(self) -> tuple[Listing, dict[str, str]]:
        files = [each for each in self._git.files_of(self._commit) if self._is_plain(each)]
        folders = _Folders(files, self.ignores)
        worth = sorted((each for each in files if folders.pass_file(each.path)), key=_path)
        obstacles = {each.path: _obstacle(each) for each in worth}
        gaps = [gap for gap in obstacles.values() if gap is not None]
        read = [each for each in worth if obstacles[each.path] is None]
        if len(read) > MOST_FILES:
            many = f"{len(read) - MOST_FILES} files beyond the first {MOST_FILES} were passed over."
            gaps.append(Gap(path=".", line=0, kind="skipped", what="files", reason=many))
        blobs = {each.path: each.blob for each in read[:MOST_FILES]}
        return Listing(paths=tuple(blobs), gaps=tuple(sorted(gaps))), blobs

    def _is_plain(self, file: Blob) -> bool:
        """Whether this is a file of ours with a name that a person could have typed."""
        return (
            file.mode not in (LINK, SUBMODULE)
            and (not self.below or file.path.startswith(f"{self.below}/"))
            and file.path.isprintable()
            and file.path.count("/") < DEEPEST
        )


class _Folders:
    """Which folders the sieve lets pass, by the names in and beside them."""

    def __init__(self, files: list[Blob], ignores: tuple[str, ...]) -> None:
        self._ignores = ignores
        self._names: dict[str, set[str]] = {"": set()}
        self._passes = {"": True}
        for file in files:
            path = file.path
            while path:
                folder, _, name = path.rpartition("/")
                self._names.setdefault(folder, set()).add(name)
                path = folder

    def pass_file(self, path: str) -> bool:
        """Whether the file and every folder above it are worth reading."""
        return (
            self._pass(path.rpartition("/")[0])
            and sieve.passes_file(_name(path))
            and sieve.passes_patterns(path, self._ignores)
        )

    def _pass(self, folder: str) -> bool:
        if folder not in self._passes:
            above, _, name = folder.rpartition("/")
            self._passes[folder] = (
                self._pass(above)
                and sieve.passes_folder(name, self._names[above], self._names[folder])
                and sieve.passes_patterns(folder, self._ignores)
            )
        return self._passes[folder]


class _Reader:
    """`git cat-file --batch`, asked for one object at a time. It runs no filter."""

    def __init__(self, git: Git) -> None:
        process = subprocess.Popen(  # noqa: S603  # hardened in `Git.command`
            git.command("cat-file", "--batch"), env=environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip
        if process.stdin is None or process.stdout is None:
            raise Defect("cat-file was started without pipes.")
        self._questions, self._answers = process.stdin, process.stdout
        self._timeout = git.timeout
        self._end = weakref.finalize(self, _end, process)
        self._rest = b""

    def read(self, blob: str) -> bytes:
        """The object's bytes. Raises `OSError` if there is none, or git does not answer."""
        self._questions.write(f"{blob}\n".encode("ascii"))
        while b"\n" not in self._rest:
            self._rest += self._more()
        header, _, self._rest = self._rest.partition(b"\n")
        words = header.split()
        if len(words) != 3:
            raise FileNotFoundError(errno.ENOENT, "the object is missing", blob)
        size, pieces = int(words[2]) + 1, [self._rest]
        while sum(map(len, pieces)) < size:
            pieces.append(self._more())
        answer = b"".join(pieces)
        self._rest = answer[size:]
        return answer[: size - 1]

    def _more(self) -> bytes:
        ready, _, _ = select.select([self._answers], [], [], self._timeout)
        data = os.read(self._answers.fileno(), 1 << 20) if ready else b""
        if not data:
            self._end()
            raise OSError(errno.EIO, "git cat-file gave no answer")
        return data


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and let go of its pipes."""
    process.kill()
    with process:
        pass


def _path(file: Blob) -> str:
    return file.path


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _obstacle(file: Blob) -> Gap | None:
    """Why a file worth reading is not read; None if it is."""
    if file.size is None:
        why = "The object is absent: the repository is a partial one."
        return Gap(path=file.path, line=0, kind="unreadable", what="file", reason=why)
    largest = sieve.largest(_name(file.path))
    if file.size > largest:
        why = f"{file.size} bytes are more than the {largest} that are read."
        return Gap(path=file.path, line=0, kind="skipped", what="large file", reason=why)
    return None
