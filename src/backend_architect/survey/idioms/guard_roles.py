"""What a check on the way to a handler does, judged by the name the code calls it.

Names of own functions are free, so only words that are hard to mean otherwise count, and the first
family that fits wins: `AdminOnly` and `RequireRole` say who may (authorization), `JWTAuth` and
`RequireLogin` say who asks (authentication).
"""

from __future__ import annotations

import re

from backend_architect.model.service import MiddlewareRole

_FAMILIES: tuple[tuple[MiddlewareRole, str], ...] = (
    ("rate-limit", r"rate_?limit|limiter|throttl|tollbooth"),
    ("cors", r"(?<![a-z])cors(?![a-z])|cross_?origin"),
    ("csrf", r"csrf|xsrf"),
    ("authorization", r"admin|authori[sz]|permission|(?<![a-z])roles?(?![a-z])|rbac|owner|polic"),
    ("authentication", r"auth(?!or)|protect|jwt|bearer|token|log_?in|logged|identity|api_?key|user"),
    ("session", r"session"),
    ("recovery", r"recover|panic"),
    ("logging", r"log(?:ger|ging|s)?(?![a-z])|access_?log|request_?id|zap|zerolog|logrus"),
    ("compression", r"gzip|compress|brotli|deflate"),
    ("caching", r"cache|etag"),
    ("tracing", r"trac(?:e|er|ing)(?![a-z])|otel|opentelemetry|sentry|prometheus|metric|datadog"),
    ("validation", r"validat"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _FAMILIES)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def role_of(name: str) -> MiddlewareRole:
    """The role a guard of this (dotted) name has; its last word counts before its package."""
    parts = [_HUMP.sub("_", part).lower() for part in reversed(name.split("."))]
    for part in parts:
        for role, pattern in _COMPILED:
            if pattern.search(part):
                return role
    return "other"
