"""Globs over POSIX paths: what a profile may write, what a configuration ignores."""

from __future__ import annotations

import re
from functools import cache


def matches(glob: str, path: str) -> bool:
    """Whether the whole relative `path` matches.

    `*` and `?` stay within one segment; `**` as a segment of its own stands for any number of
    folders, and at the end for everything below. Nothing else is special, and case counts.
    """
    return _compiled(glob).fullmatch(path) is not None


def ignores(glob: str, path: str) -> bool:
    """Whether the file or folder `path` is meant, by the reading of ignore files.

    A glob without a slash (but for one at the end) means that name in any folder; any other glob
    starts at the root.
    """
    trimmed = glob.rstrip("/")
    if "/" not in trimmed:
        return matches(trimmed, path.rpartition("/")[2])
    return matches(trimmed.removeprefix("/"), path)


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    *folders, last = glob.split("/")
    pattern = "".join(
        "(?:[^/]+/)*" if folder == "**" else _segment(folder) + "/" for folder in folders
    )
    return re.compile(pattern + (".+" if last == "**" else _segment(last)), re.DOTALL)


def _segment(text: str) -> str:
    special = {"*": "[^/]*", "?": "[^/]"}
    return "".join(special.get(letter) or re.escape(letter) for letter in text)
