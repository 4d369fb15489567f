"""Structure in C4 words: services (containers), their modules, middleware and technologies."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element, Noun

ServiceKind: TypeAlias = Literal[
    "app", "worker", "function", "gateway", "external", "config", "discovery", "auth",
    "observability", "webserver",
]  # fmt: skip
MiddlewareRole: TypeAlias = Literal[
    "authentication", "authorization", "rate-limit", "validation", "cors", "logging",
    "recovery", "compression", "session", "csrf", "caching", "tracing", "other",
]  # fmt: skip


class Service(Element, frozen=True, kw_only=True):
    """A deployable program. `root` is its folder in the repository ("" is the repository).

    `aliases` are other names it goes by: its folder, its artifact, its containers.
    """

    kind: ServiceKind = "app"
    aliases: tuple[str, ...] = ()
    language: str = ""
    framework: str = ""
    root: str = ""
    stateless: bool | None = None


class Module(Element, frozen=True, kw_only=True):
    """A part of a service with a responsibility of its own; `path` is a folder or a file.

    `depends_on` are the ids of other modules, `owners` the people or teams who answer for it.
    """

    service: str
    path: str
    depends_on: tuple[str, ...] = ()
    files: int = 0
    lines: int = 0
    owners: tuple[str, ...] = ()


class Middleware(Element, frozen=True, kw_only=True):
    """A link in a service's chain, in order of execution. `applies_to` is a router path or ""."""

    service: str
    position: int
    role: MiddlewareRole = "other"
    applies_to: str = ""


class Technology(Element, frozen=True, kw_only=True):
    """A library, framework, database or tool in use, with the version the manifest asks for."""

    service: str = ""
    ecosystem: str = ""
    version: str = ""
    role: str = ""
    development_only: bool = False


class Option(Noun, frozen=True, kw_only=True):
    """An alternative that was weighed."""

    name: str
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
