"""Where it runs: containers and settings. Secrets appear by name only, never by value."""

from __future__ import annotations

from backend_architect.model.element import Element


class Container(Element, frozen=True, kw_only=True):
    """A container of a compose file or a cluster. `service` is the Service it runs, if ours."""

    image: str = ""
    build: str = ""
    service: str = ""
    ports: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    health_check: bool = False
    replicas: int = 1


class Setting(Element, frozen=True, kw_only=True):
    """A configuration value by name. `secret` is a guess by its name."""

    service: str = ""
    secret: bool = False
