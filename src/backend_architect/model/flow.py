"""What moves between elements, and the channels it moves on."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

FlowMode: TypeAlias = Literal["sync", "async"]


class Flow(Element, frozen=True, kw_only=True):
    """Data from one element to another. `carries` names it; `source` and `target` are ids.

    `timeout_ms` and `retries` are None where nobody says.
    """

    source: str
    target: str
    mode: FlowMode = "sync"
    protocol: str = ""
    carries: tuple[str, ...] = ()
    authenticated: bool | None = None
    encrypted: bool | None = None
    timeout_ms: int | None = None
    retries: int | None = None
    fallback: str = ""


class Channel(Element, frozen=True, kw_only=True):
    """A topic, queue or subject in AsyncAPI's words."""

    broker: str
    address: str
    kind: Literal["pubsub", "queue", "stream", "request-reply"] = "pubsub"


class Person(Element, frozen=True, kw_only=True):
    """Someone who uses or runs the system."""

    kind: Literal["user", "operator", "partner"] = "user"
