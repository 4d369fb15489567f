"""What a check on the way to a handler is for, by what the code calls it.

The words are those that frameworks and their well-known libraries use: FastAPI's and DRF's
documentation (`get_current_user`, `IsAuthenticated`), Flask-Login, Flask-JWT-Extended,
django-cors-headers, slowapi, Starlette's and Django's own middleware. A name that holds none of
them has the role "other".
"""

from __future__ import annotations

from backend_architect.model.service import MiddlewareRole
from backend_architect.survey.facts import Guard

#: The first row with a word that is part of the name (lower case, without "_") decides.
_WORDS: tuple[tuple[MiddlewareRole, tuple[str, ...]], ...] = (
    ("cors", ("cors",)),
    ("csrf", ("csrf", "xsrf")),
    ("rate-limit", ("ratelimit", "limiter", "throttl", "slowapi", "axes")),
    ("compression", ("gzip", "compress", "brotli", "deflate")),
    ("tracing", ("tracing", "opentelemetry", "telemetry", "prometheus", "correlationid",
                 "requestid", "sentry", "jaeger", "metrics", "elasticapm", "datadog", "newrelic",
                 "traceid", "xray")),
    ("logging", ("logging", "logger", "accesslog", "requestlog", "auditlog")),
    ("recovery", ("exceptionhandl", "errorhandl", "catchexception", "servererror", "recover",
                  "exceptionmiddleware", "errormiddleware")),
    ("authorization", ("superuser", "currentadmin", "adminuser")),
    ("authentication", ("currentuser", "currentactive", "currentaccount", "activeuser")),
    ("authorization", ("permission", "authoriz", "superuser", "isadmin", "adminuser", "adminonly",
                       "requireadmin", "adminrequired", "currentadmin", "isstaff", "staffmember",
                       "hasrole", "rolesrequired", "rolerequired", "requirerole", "rolechecker",
                       "rolesaccepted", "isowner", "checkscope", "requirescope", "policy",
                       "userpassestest", "moderator", "accesscontrol", "freshjwt", "checkaccess",
                       "isallowed", "allowany", "verifyrole", "objectpermission")),
    ("session", ("sessionmiddleware",)),
    ("authentication", ("authenticat", "currentuser", "activeuser", "currentactive", "oauth2",
                        "jwt", "loginrequired", "requirelogin", "bearer", "verifytoken",
                        "tokenrequired", "authrequired", "requireauth", "requiresauth",
                        "requireuser", "getuser", "apikey", "basicauth", "httpbasic",
                        "loggedin", "remoteuser", "checktoken", "validatetoken", "authmiddleware",
                        "tokenauth", "authtoken", "authscheme", "currentaccount", "sessionuser",
                        "securityscheme", "verifyuser", "requiretoken", "auth0", "keycloak",
                        "authdep", "cognito", "firebaseuser", "tokenverif", "verifyauth")),
    ("session", ("session",)),
    ("caching", ("cache", "etag", "conditionalget")),
    ("validation", ("validat", "trustedhost", "hostcheck", "schemacheck")),
)  # fmt: skip


def role_of(name: str) -> MiddlewareRole:
    """The role that a name promises."""
    plain = name.lower().replace("_", "").replace(".", "")
    return next((role for role, words in _WORDS if any(word in plain for word in words)), "other")


def guard(name: str) -> Guard:
    """The guard of this name, with the role its last part promises, else its whole."""
    role = role_of(name.rpartition(".")[2])
    return Guard(name=name, role=role if role != "other" else role_of(name))
