"""What a middleware or guard of Node's world is for, by what the code calls it.

Known packages come first (Express's list of maintained middleware, Passport, NestJS's documentation
and the packages with most dependents beside them); own functions are judged by words that are hard
to mean otherwise.
"""

from __future__ import annotations

import re

from backend_architect.model.service import MiddlewareRole
from backend_architect.survey.facts import Guard

#: npm package -> role of what it exports.
PACKAGES: dict[str, MiddlewareRole] = {
    "cors": "cors",
    "@fastify/cors": "cors",
    "helmet": "other",
    "lusca": "csrf",
    "csurf": "csrf",
    "csrf-csrf": "csrf",
    "csrf-sync": "csrf",
    "morgan": "logging",
    "pino-http": "logging",
    "express-pino-logger": "logging",
    "express-winston": "logging",
    "express-rate-limit": "rate-limit",
    "express-slow-down": "rate-limit",
    "rate-limiter-flexible": "rate-limit",
    "express-brute": "rate-limit",
    "@nestjs/throttler": "rate-limit",
    "compression": "compression",
    "shrink-ray-current": "compression",
    "express-session": "session",
    "cookie-session": "session",
    "express-jwt": "authentication",
    "express-oauth2-jwt-bearer": "authentication",
    "express-openid-connect": "authentication",
    "express-basic-auth": "authentication",
    "express-jwt-permissions": "authorization",
    "express-jwt-authz": "authorization",
    "passport": "authentication",
    "@nestjs/passport": "authentication",
    "koa-jwt": "authentication",
    "connect-ensure-login": "authentication",
    "apicache": "caching",
    "express-cache-controller": "caching",
    "express-validator": "validation",
    "celebrate": "validation",
    "express-joi-validation": "validation",
    "express-openapi-validator": "validation",
    "class-validator": "validation",
    "errorhandler": "recovery",
    "express-error-handler": "recovery",
    "express-request-id": "tracing",
    "express-prom-bundle": "tracing",
    "cls-rtracer": "tracing",
}
#: The first row with a word that the name holds decides.
_WORDS: tuple[tuple[MiddlewareRole, tuple[str, ...]], ...] = (
    ("rate-limit", ("rate_?limit", "limiter", "throttl", "slow_?down")),
    ("cors", (r"(?<![a-z])cors(?![a-z])",)),
    ("csrf", ("csrf", "xsrf")),
    ("recovery", ("error_?(?:handler|handling|middleware|converter)", "handle_?errors?",
                  "exception_?filter", "not_?found", r"(?<![a-z])on_?error")),
    ("logging", ("(?:request|access|http|audit|activity)_?log", "log_?requests?",
                 r"(?<![a-z])(?:log(?:ger|ging)|morgan|winston|pino)(?![a-z])")),
    ("authorization", (r"(?<![a-z])is_?(?:admin|owner|moderator|super)", "admin",
                       "permi(?:t|ssion)", "authori[sz]", r"(?<![a-z])roles?(?![a-z])",
                       r"(?<![a-z])(?:rbac|acl|abac)(?![a-z])", "owner", "polic(?:y|ies)",
                       "restrict_?to", r"(?<![a-z])can_?(?:view|edit|access)",
                       "scopes?_?(?:guard|check)", "require_?scope", "access_?control",
                       "check_?abilit", "allow_?if")),
    ("authentication", (r"auth(?!ors?(?![a-z]))", "jwt", "bearer", "passport",
                        r"(?:check|verify|valid\w*)_?token",
                        "token_?(?:required|check|verif|valid)",
                        "require_?(?:user|login|sign_?in|token|session)", "logged_?in",
                        "log_?in_?required", "ensure_?log", "signed_?in", "api_?key",
                        "current_?user", "protect", r"(?<![a-z])is_?(?:user|valid_?user)",
                        "deserialize_?user", "verify_?user", "session_?check", "oidc")),
    ("session", (r"(?<![a-z])session",)),
    ("compression", ("compress", "gzip", "brotli")),
    ("caching", ("cache", "etag")),
    ("tracing", (r"trac(?:e|er|ing)(?![a-z])", "telemetry", "sentry", "prometheus",
                 r"metrics?(?![a-z])", "request_?id", "correlation")),
    ("validation", ("validat", "celebrate", "sanitiz", "check_?schema")),
)  # fmt: skip
_COMPILED = tuple((role, re.compile("|".join(words))) for role, words in _WORDS)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Words that say callers without credentials pass too.
_LENIENT = re.compile(r"optional|anonymous|guest|if_?present|public|skip|bypass")


def role_of(name: str, module: str = "") -> MiddlewareRole:
    """The role of what goes by a (dotted) name and comes from `module`; the last word of the name
    counts before what stands in front of it."""
    parts = [_HUMP.sub("_", part).lower() for part in reversed(name.split("."))]
    if any(_LENIENT.search(part) for part in parts):
        return "other"
    if parts[0] in ("initialize", "session"):  # Passport's preparation, which lets everybody pass
        return "session" if parts[0] == "session" else "other"
    if module in PACKAGES:
        return PACKAGES[module]
    for part in parts:
        for role, pattern in _COMPILED:
            if pattern.search(part):
                return role
    return "other"


def guard(name: str, module: str = "") -> Guard:
    """The guard of this name with its role."""
    return Guard(name=name, role=role_of(name, module))
