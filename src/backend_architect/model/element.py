"""What every element of a Model has: an id, a name, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
else:
    Json = Any  # msgspec cannot follow a recursive alias; any JSON value decodes as itself

EvidenceKind: TypeAlias = Literal["code", "configuration", "migration", "document"]


class Noun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Plain data: immutable, compared by value, written without its defaults."""


class Evidence(Noun, frozen=True, kw_only=True, order=True):
    """Lines of a repository that say something.

    `sha256` is of the exact bytes of the lines `first_line` to `last_line` (counted from 1,
    joined by a newline, no final newline).
    """

    repository: str
    path: str
    first_line: int
    last_line: int
    sha256: str
    detector: str
    kind: EvidenceKind = "code"

    @property
    def place(self) -> str:
        """`path:line`, as people write it."""
        return f"{self.path}:{self.first_line}"


class Surveyed(Noun, frozen=True, kw_only=True, tag="surveyed"):
    """The element was read in the repository."""

    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a surveyed element needs evidence")


class Decided(Noun, frozen=True, kw_only=True, tag="decided"):
    """The element is new: a decision asks for it."""

    decision: str


class Changed(Noun, frozen=True, kw_only=True, tag="changed"):
    """The element exists and a decision changes it."""

    evidence: tuple[Evidence, ...]
    decision: str

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a changed element needs evidence")


Origin: TypeAlias = Surveyed | Decided | Changed


class Element(Noun, frozen=True, kw_only=True):
    """One thing of an architecture. `id` is a readable path, unique in its Model."""

    id: str
    name: str
    origin: Origin
    doc: str = ""
    tags: tuple[str, ...] = ()
    renamed_from: str = ""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The lines this element was read from; empty for a new one."""
        return () if isinstance(self.origin, Decided) else self.origin.evidence

    @property
    def is_new(self) -> bool:
        """True when no line of the repository says this element yet."""
        return isinstance(self.origin, Decided)
