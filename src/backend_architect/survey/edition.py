"""Which edition of the survey speaks: a digest of all that the facts of a file depend on.

Facts are kept between runs. With the digest in their key, a detector that was changed, a shelf with
one more item or another parser meets an empty cache, and nobody has to remember to say so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

#: The rooms that a detector may ask; the floors leave no other.
ROOMS = ("catalog", "languages", "measures", "model", "survey")

#: The parsers, as their distributions are called.
PARSERS = (
    "tree-sitter", "tree-sitter-c-sharp", "tree-sitter-elixir", "tree-sitter-go",
    "tree-sitter-java", "tree-sitter-javascript", "tree-sitter-kotlin",
    "tree-sitter-php", "tree-sitter-python", "tree-sitter-ruby", "tree-sitter-rust",
    "tree-sitter-scala", "tree-sitter-swift", "tree-sitter-typescript",
)  # fmt: skip


@cache
def edition() -> bytes:
    """The digest, made once: of the rooms' files by name, and of the parsers' versions."""
    digest = hashlib.sha256()
    for parser in PARSERS:
        digest.update(f"{parser}\0{version(parser)}\0".encode())
    house = files("backend_architect")
    for room in ROOMS:
        for path, file in _below(house / room, room):
            digest.update(f"{path}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """The files of a package with their paths, without what the interpreter left there."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        inner = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _below(entry, inner)
        elif entry.is_file():
            yield inner, entry
