"""A profile's rights, drawn around the windows: what it may write, which verbs it may use."""

from __future__ import annotations

from backend_architect.errors import Forbidden
from backend_architect.model.element import Noun
from backend_architect.model.glob import matches
from backend_architect.ports.workspace import Shelter
from backend_architect.profiles import Profile

#: Names that mean git's own folder to some file system, whatever a profile's globs say.
_GIT = frozenset({".git", "git~1"})


class Refusal(Noun, frozen=True, kw_only=True):
    """An act that a profile had no right to."""

    profile: str
    act: str
    target: str


class Gate:
    """A shelter that lets through what the profile may write. Keeps what it refused."""

    def __init__(self, profile: Profile, shelter: Shelter) -> None:
        self.profile = profile
        self._shelter = shelter
        self._refusals: list[Refusal] = []

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every act refused so far, in order."""
        return tuple(self._refusals)

    def allows_verb(self, verb: str) -> bool:
        """Whether the profile may use the verb."""
        return verb in self.profile.verbs

    def require_verb(self, verb: str) -> None:
        """Raises `Forbidden` if the profile may not use the verb."""
        if not self.allows_verb(verb):
            raise self._refused("use this verb", verb)

    def allows_write(self, path: str) -> bool:
        """Whether the profile may write at this path."""
        return is_plain(path) and any(matches(glob, path) for glob in self.profile.write)

    def read(self, path: str) -> bytes | None:
        """The bytes at `path`, or None. Raises `Forbidden` for a path that is not plainly below."""
        if not is_plain(path):
            raise self._refused("read this path", path)
        return self._shelter.read(path)

    def write(self, path: str, data: bytes) -> None:
        """Put `data` at `path`. Raises `Forbidden` if the profile may not, and what the shelter
        raises."""
        if not self.allows_write(path):
            raise self._refused("write this path", path)
        self._shelter.write(path, data)

    def _refused(self, act: str, target: str) -> Forbidden:
        shown = target if target.isprintable() else ascii(target)[1:-1]
        self._refusals.append(Refusal(profile=self.profile.slug, act=act, target=shown))
        return Forbidden(self.profile.slug, act, shown)


def is_plain(path: str) -> bool:
    """Whether the path means the same place below a root to everybody who reads it.

    Refuses what climbs or is absolute, what another system reads otherwise (backslashes, drives,
    dots and spaces at the end of a name), invisible characters, and git's own folder.
    """
    parts = path.split("/")
    return (
        path.isprintable()
        and not any(sign in path for sign in '\\:*?"<>|')
        and all(part == part.rstrip(". ") and part for part in parts)
        and not any(part.casefold() in _GIT for part in parts)
    )
