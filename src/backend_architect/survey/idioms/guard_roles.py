"""What a check on the way to a handler does, judged by the name the code calls it.

Names of own functions are free, so only words that are hard to mean otherwise count, and the first
family that fits wins: `AdminOnly` and `RequireRole` say who may (authorization), `JWTAuth` and
`RequireLogin` say who asks (authentication).
"""

from __future__ import annotations

import re

from backend_architect.model.service import MiddlewareRole

#: Words of a name in snake case; "<" and ">" stand for the edges of a word.
_FAMILIES: dict[MiddlewareRole, str] = {
    "rate-limit": "rate_?limit limiter throttl tollbooth",
    "cors": "<cors> cross_?origin",
    "csrf": "csrf xsrf",
    "authorization": "admin super_?user authori[sz] permission <roles?> rbac casbin owner polic",
    "authentication": "auth(?!or) protect jwt bearer token log_?in logged identity api_?key"
    " current_?user require_?user paseto oidc",
    "session": "session",
    "recovery": "recover panic",
    "logging": "<log> <logs> logger logging access_?log request_?id <zap> zerolog logrus",
    "compression": "gzip compress brotli deflate",
    "caching": "cache etag",
    "tracing": "<trac(?:e|er|ing)> otel opentelemetry sentry prometheus metric datadog",
    "validation": "validat",
}
_EDGES = str.maketrans({"<": "(?<![a-z])", ">": "(?![a-z])"})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def _compiled(words: str) -> re.Pattern[str]:
    guarded = words.replace("(?<!", "\0").replace("(?!", "\1").split()
    plain = "|".join(word.translate(_EDGES) for word in guarded)
    return re.compile(plain.replace("\0", "(?<!").replace("\1", "(?!"))


_COMPILED = tuple((role, _compiled(words)) for role, words in _FAMILIES.items())


def role_of(name: str) -> MiddlewareRole:
    """The role a guard of this (dotted) name has; its last word counts before its package."""
    parts = [_HUMP.sub("_", part).lower() for part in reversed(name.split("."))]
    for part in parts:
        for role, pattern in _COMPILED:
            if pattern.search(part):
                return role
    return "other"
