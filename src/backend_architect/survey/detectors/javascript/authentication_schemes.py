"""How callers of a program of Node prove who they are, by the packages it brings in.

Recognises: JSON Web Tokens (jsonwebtoken, jose, express-jwt, @nestjs/jwt, passport-jwt), OAuth 2
and OpenID Connect by Passport's strategies and openid-client, sessions (express-session,
cookie-session, passport-local), basic authentication, API keys.
Versions seen: jsonwebtoken 9, passport 0.4 to 0.7, express-session 1, express-jwt 8.
Not recognised: tokens checked by code of one's own; where a token stands, where it is not the
package's default.
Documentation: https://www.passportjs.org/packages/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Import, SchemeFact


class _Scheme(NamedTuple):
    name: str
    kind: SchemeKind
    location: Literal["header", "cookie", "query", ""] = ""
    parameter: str = ""


_JWT = _Scheme("jwt", "jwt", "header", "Authorization")
_SESSION = _Scheme("session", "session", "cookie")
_BASIC = _Scheme("basic", "basic", "header", "Authorization")
_PACKAGES = {
    "jsonwebtoken": _JWT, "jose": _JWT, "express-jwt": _JWT, "@nestjs/jwt": _JWT,
    "passport-jwt": _JWT, "koa-jwt": _JWT, "express-oauth2-jwt-bearer": _JWT,
    "express-session": _SESSION._replace(parameter="connect.sid"), "cookie-session": _SESSION,
    "passport-local": _SESSION, "passport-http": _BASIC, "express-basic-auth": _BASIC,
    "passport-headerapikey": _Scheme("api-key", "api-key", "header"),
    "passport-localapikey": _Scheme("api-key", "api-key"),
    "openid-client": _Scheme("oidc", "oidc"), "passport-openidconnect": _Scheme("oidc", "oidc"),
    "express-openid-connect": _Scheme("oidc", "oidc"), "passport-azure-ad": _Scheme("oidc", "oidc"),
    "passport-auth0": _Scheme("auth0", "oidc"), "google-auth-library": _Scheme("google", "oidc"),
    "passport-oauth2": _Scheme("oauth2", "oauth2"),
}  # fmt: skip
_STRATEGY = re.compile(
    r"passport-(google|github|facebook|twitter|discord|apple|linkedin|microsoft|gitlab|spotify"
    r"|twitch|slack|kakao|naver|line|steam)[\w-]*\Z"
)


@detector(
    language="javascript",
    anchors=("jsonwebtoken", "jose", "-jwt", "/jwt", "passport-", "-session", "-auth", "openid"),
)
def authentication_schemes(match: Match) -> Iterator[Fact]:
    """One scheme for each such package a file brings in."""
    said: set[str] = set()
    for fact in match.source.symbols:
        scheme = _scheme(fact.module) if isinstance(fact, Import) else None
        if scheme is not None and scheme.name not in said:
            said.add(scheme.name)
            yield SchemeFact(lines=fact.lines, name=scheme.name, kind=scheme.kind,
                             location=scheme.location, parameter=scheme.parameter)  # fmt: skip


def _scheme(module: str) -> _Scheme | None:
    strategy = _STRATEGY.match(module)
    return _Scheme(strategy.group(1), "oauth2") if strategy else _PACKAGES.get(module)
