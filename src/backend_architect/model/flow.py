"""What moves between elements, and the channels it moves on."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

FlowMode: TypeAlias = Literal["sync", "async"]
#: Why one element turns to another. The first named is the one that asks or opens: a service stores
#: in a database, is configured by a config server, is measured by (the monitor measures) a monitor.
FlowPurpose: TypeAlias = Literal[
    "use", "call", "route", "store", "publish", "consume", "register", "configure", "fetch",
    "authorize", "trace", "log", "measure", "watch", "read", "aggregate", "administer", "mail",
    "join", "report",
]  # fmt: skip
ComponentKind: TypeAlias = Literal[
    "app", "gateway", "webserver", "database", "broker", "config", "discovery", "auth",
    "observability", "external",
]  # fmt: skip


class Flow(Element, frozen=True, kw_only=True):
    """One element turns to another; `source` and `target` are ids, `carries` names what moves.

    `source` is who asks or opens, whichever way the data goes; `purpose` says why. `operations` are
    the ids of the target's operations that are called. `timeout_ms` and `retries` are None where
    nobody says.
    """

    source: str
    target: str
    purpose: FlowPurpose = "use"
    operations: tuple[str, ...] = ()
    mode: FlowMode = "sync"
    protocol: str = ""
    carries: tuple[str, ...] = ()
    authenticated: bool | None = None
    encrypted: bool | None = None
    timeout_ms: int | None = None
    retries: int | None = None
    fallback: str = ""


class Channel(Element, frozen=True, kw_only=True):
    """A topic, queue or subject in AsyncAPI's words. `component` is the broker, where known."""

    broker: str
    address: str
    kind: Literal["pubsub", "queue", "stream", "request-reply"] = "pubsub"
    component: str = ""


class Component(Element, frozen=True, kw_only=True):
    """Something the system runs or relies on that is no program of its own: a broker, a dashboard,
    a database server, somebody else's API. `containers` are the containers it runs in; `aliases`
    other names it goes by; `external` if it lies outside the system."""

    kind: ComponentKind
    technology: str = ""
    external: bool = False
    aliases: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()


class Job(Element, frozen=True, kw_only=True):
    """Work a service does by itself. `schedule` is as written (cron, a rate), "" if queued."""

    service: str
    schedule: str = ""
    handler: str = ""
    framework: str = ""


class Person(Element, frozen=True, kw_only=True):
    """Someone who uses or runs the system."""

    kind: Literal["user", "operator", "partner"] = "user"
