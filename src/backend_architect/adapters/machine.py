"""What this machine has: programs and their versions, asked without running anything else."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: Seconds. A program that cannot say its version in this time is as good as absent.
_PATIENCE = 5.0


def python_version() -> str:
    """The version of the Python that runs us."""
    return platform.python_version()


def package_version(name: str) -> str:
    """The version of an installed distribution, or "" if there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def program_version(name: str, environment: Mapping[str, str]) -> str:
    """What `NAME --version` says its number is, "" if there is no such program.

    Only absolute folders of the path are looked in: the current folder may be a stranger's.
    """
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    safe = os.pathsep.join(folder for folder in folders if Path(folder).is_absolute())
    found = shutil.which(name, path=safe)
    if found is None:
        return ""
    try:
        result = subprocess.run(  # noqa: S603  # a fixed name, looked up in absolute folders
            [found, "--version"], cwd="/", stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    number = re.search(r"\d+(\.\d+)+", result.stdout.decode("utf-8", "replace"))
    return number[0] if number else ""


def is_writable(folder: Path) -> bool:
    """Whether the folder can be written, or made below the nearest one that exists."""
    nearest = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
