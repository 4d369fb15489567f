"""Security schemes in OpenAPI's words.

OpenID Connect Discovery 1.0 fixes the path of the provider's metadata; for OAuth 2.0 the addresses
are those of the Model's own operations where it has such, else the customary paths.
"""

from __future__ import annotations

from typing import Any

from backend_architect.model.architecture import Model
from backend_architect.model.security import SecurityScheme

_PKCE = "Authorization code grant with PKCE (RFC 7636), code challenge method S256."


def security_scheme(model: Model, scheme: SecurityScheme) -> dict[str, Any]:
    """The security scheme object. A scheme nobody could name is written as the bare credential."""
    written = _written(model, scheme)
    doc = " ".join(part for part in (scheme.doc, _PKCE if scheme.kind == "oauth2" else "") if part)
    return {**written, "description": doc} if doc else written


def _written(model: Model, scheme: SecurityScheme) -> dict[str, Any]:
    match scheme.kind:
        case "oauth2":
            return {"type": "oauth2", "flows": {"authorizationCode": _flow(model, scheme)}}
        case "oidc":
            address = "/.well-known/openid-configuration"
            return {"type": "openIdConnect", "openIdConnectUrl": address}
        case "jwt":
            return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
        case "basic":
            return {"type": "http", "scheme": "basic"}
        case "mutual-tls":
            return {"type": "mutualTLS"}
        case "session":
            return _credential(scheme, "cookie", "session")
        case "api-key":
            return _credential(scheme, "header", "X-API-Key")
        case "unknown":
            return _credential(scheme, "header", "Authorization")


def _credential(scheme: SecurityScheme, location: str, name: str) -> dict[str, Any]:
    return {"type": "apiKey", "in": scheme.location or location, "name": scheme.parameter or name}


def _flow(model: Model, scheme: SecurityScheme) -> dict[str, Any]:
    return {
        "authorizationUrl": _address(model, "authorize", "/oauth/authorize"),
        "tokenUrl": _address(model, "token", "/oauth/token"),
        "scopes": dict.fromkeys(scheme.scopes, ""),
        "x-pkce": "S256",
    }


def _address(model: Model, last: str, customary: str) -> str:
    paths = (operation.path for operation in model.operations if "{" not in operation.path)
    return min((path for path in paths if path.endswith(f"/{last}")), default=customary)


def requirement(scheme: SecurityScheme, name: str) -> dict[str, list[str]]:
    """One alternative of an operation's security; scopes only where OpenAPI gives them meaning."""
    scopes = list(scheme.scopes) if scheme.kind in ("oauth2", "oidc") else []
    return {name: scopes}
