"""What systems are made of beside their own programs, known by images and by libraries."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

import msgspec

from backend_architect.model.element import Noun
from backend_architect.model.flow import ComponentKind, FlowPurpose

#: Images that hold nothing of their own: they wait, keep files or start something and end.
_HOLLOW = ("busybox", "alpine", "hello-world", "dockerize", "wait-for-it", "tianon/true", "scratch")


class Known(Noun, frozen=True, kw_only=True):
    """A kind of component: see the head of `components.toml` for its fields."""

    technology: str
    kind: ComponentKind
    images: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    purpose: FlowPurpose = "use"
    direct: bool = False


@cache
def components() -> tuple[Known, ...]:
    """The whole catalogue, in its own order."""
    text = files(__package__).joinpath("components.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text)["component"], tuple[Known, ...])


def of_image(image: str) -> Known | None:
    """What an image runs: by its last words, from the whole name to its parts.

    >>> found = of_image("docker.io/wurstmeister/kafka:2.13")
    >>> found.technology if found else ""
    'kafka'
    """
    path = _path(image)
    parts = path.split("/")
    names = ["/".join(parts[-2:]), parts[-1]]
    return next((known for name in names for known in components() if name in known.images), None)


def of_name(name: str) -> Known | None:
    """What a container or folder of this name is likely to be: the longest image's word that is
    a word of it, the last one of several as long.

    >>> found = of_name("account-mongodb")
    >>> found.technology if found else ""
    'mongodb'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", _path(name).rpartition("/")[2])
    padded = f"-{plain.rstrip('0123456789').strip('-')}-"
    hits = [
        (len(word), padded.rfind(f"-{word}-"), known.technology, known)
        for known in components()
        for word in known.images
        if f"-{word}-" in padded
    ]
    return max(hits, key=lambda hit: hit[:3])[3] if hits else None


def of_library(ecosystem: str, name: str) -> tuple[Known, ...]:
    """What a library is a client of."""
    whole = f"{_ECOSYSTEMS.get(ecosystem, ecosystem)}:{name}"
    return tuple(
        known
        for known in components()
        if any(fnmatchcase(whole, pattern) for pattern in known.libraries)
    )


def server_of(ecosystem: str, name: str) -> Known | None:
    """What a program with this library is itself."""
    whole = f"{_ECOSYSTEMS.get(ecosystem, ecosystem)}:{name}"
    hits = (k for k in components() if any(fnmatchcase(whole, each) for each in k.servers))
    return next(hits, None)


def of_technology(technology: str) -> Known | None:
    """The first entry of a technology."""
    return next((known for known in components() if known.technology == technology), None)


def is_hollow(image: str) -> bool:
    """True for an image that holds nothing of its own."""
    path = _path(image)
    return path in _HOLLOW or path.rpartition("/")[2] in _HOLLOW


_ECOSYSTEMS = {"gradle": "maven"}


def _path(image: str) -> str:
    name = image.partition("@")[0].lower()
    return name.rpartition(":")[0] if ":" in name.rpartition("/")[2] else name
