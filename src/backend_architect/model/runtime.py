"""Where it runs: containers and settings. Secrets appear by name only, never by value."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

#: A container; a process that a platform starts from our code; a function it calls; a database,
#: queue or the like that the cloud runs for us.
UnitKind: TypeAlias = Literal["container", "process", "function", "managed"]


class Container(Element, frozen=True, kw_only=True):
    """A container of a compose file or a cluster, or what stands for one (see `UnitKind`).

    `service` is the Service it runs, if ours; `technology` what it is where the file says so.
    `limits` are what it may use as written ("cpu 500m", "memory 256Mi", "timeout 30"), `probes` how
    it is asked whether it is well ("readiness /health"). `replicas_max` is 0 where nothing scales
    it. `secrets`, `networks` and `profiles` are names.
    """

    kind: UnitKind = "container"
    technology: str = ""
    image: str = ""
    build: str = ""
    service: str = ""
    ports: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    health_check: bool = False
    probes: tuple[str, ...] = ()
    replicas: int = 1
    replicas_max: int = 0
    limits: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


class Setting(Element, frozen=True, kw_only=True):
    """A configuration value by name. `secret` is a guess by its name."""

    service: str = ""
    secret: bool = False
