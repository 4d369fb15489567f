"""How callers prove who they are, and what threatens the system."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element

SchemeKind: TypeAlias = Literal[
    "oauth2", "oidc", "jwt", "session", "api-key", "basic", "mutual-tls", "unknown"
]

Stride: TypeAlias = Literal[
    "spoofing", "tampering", "repudiation", "information-disclosure",
    "denial-of-service", "elevation-of-privilege",
]  # fmt: skip


class SecurityScheme(Element, frozen=True, kw_only=True):
    """A way of authenticating, in OpenAPI's sense. `location` is where the credential travels."""

    kind: SchemeKind
    service: str = ""
    location: Literal["header", "cookie", "query", ""] = ""
    parameter: str = ""
    scopes: tuple[str, ...] = ()


class Threat(Element, frozen=True, kw_only=True):
    """A danger to an element and what answers it (STRIDE class, OWASP reference)."""

    element: str
    stride: Stride
    reference: str
    mitigation: str
