"""What a program of ASP.NET Core runs before its endpoints, and how callers authenticate.

Recognises: `app.UseXxx()` and `app.UseMiddleware<T>()` in the order of the file; schemes of
`AddJwtBearer`, `AddCookie`, `AddOAuth` and the providers', `AddOpenIdConnect`, `AddCertificate`,
own handlers (`AddScheme`), `AddIdentityServerJwt`, `AddBearerToken`; a fallback policy that asks
for a known caller; databases of `UseNpgsql`, `UseSqlServer`, `UseSqlite`, `UseMySql` and others.
Versions seen: ASP.NET Core 2 to 9.
Not recognised: pipelines of `Map` and `UseWhen`, which hold for some paths only.
Documentation: https://learn.microsoft.com/en-us/aspnet/core/fundamentals/middleware/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Chain, Connection, Fact, Guard, SchemeFact
from backend_architect.survey.grammars.csharp.text import (
    called,
    called_name,
    dotted,
    plain_type,
    type_arguments,
)
from backend_architect.survey.idioms.guards import role_of

_SCHEMES: dict[str, SchemeKind] = {
    "AddJwtBearer": "jwt", "AddBearerToken": "jwt", "AddIdentityServerJwt": "jwt",
    "AddMicrosoftIdentityWebApi": "jwt", "AddCookie": "session", "AddOAuth": "oauth2",
    "AddGoogle": "oauth2", "AddFacebook": "oauth2", "AddTwitter": "oauth2", "AddGitHub": "oauth2",
    "AddMicrosoftAccount": "oauth2", "AddOpenIdConnect": "oidc", "AddCertificate": "mutual-tls",
    "AddScheme": "unknown", "AddApiKey": "api-key", "AddBasic": "basic",
}  # fmt: skip
_STORES = {
    "UseNpgsql": "postgresql", "UseSqlServer": "mssql", "UseSqlite": "sqlite", "UseMySql": "mysql",
    "UseMySQL": "mysql", "UseOracle": "oracle", "UseCosmos": "cosmosdb", "UseMongoDB": "mongodb",
    "AddStackExchangeRedisCache": "redis",
}  # fmt: skip
_ROUTING = re.compile(r"^Use(Routing|Endpoints|Mvc\w*|StaticFiles|DefaultFiles|Spa\w*|PathBase)$")


@detector(
    language="csharp",
    anchors=("app.Use", "AddJwtBearer", "AddCookie", "AddOAuth", "AddOpenIdConnect", "AddScheme",
             "AddBearerToken", "FallbackPolicy", *_STORES),
    query="""
(invocation_expression function: (member_access_expression
  name: [(identifier) @_name (generic_name (identifier) @_name)])
  (#match? @_name "^(Use|Add)[A-Z]")) @call
(assignment_expression left: (_) @_left (#match? @_left "FallbackPolicy$")) @fallback
""",
)  # fmt: skip
def aspnet_pipeline(match: Match) -> Iterator[Fact]:
    """A link of the chain, a scheme or a store."""
    fallback, call = match.node("fallback"), match.node("call")
    if fallback is not None:
        if "RequireAuthenticatedUser" in node_text(fallback):
            guard = Guard(name="FallbackPolicy", role="authentication")
            yield Chain(lines=node_lines(fallback), scope=match.scope("fallback"), router="",
                        guard=guard, everywhere=True)  # fmt: skip
        return
    if call is None:
        return
    name, first = called_name(call), node_lines(call)[0]
    if name in _STORES:
        yield Connection(lines=(first, first), technology=_STORES[name])
    elif name in _SCHEMES:
        lines, kind = (first, first), _SCHEMES[name]
        yield SchemeFact(lines=lines, name=name.removeprefix("Add"), kind=kind,
                         location="cookie" if kind == "session" else "header")  # fmt: skip
    elif name.startswith("Use") and dotted(_bottom(call)) in ("app", "application", "_app"):
        yield from _link(call, name, match.scope("call"))


def _bottom(call: Node) -> Node | None:
    """What a chain of calls begins with."""
    on = called(call)[0]
    while on is not None and on.type == "invocation_expression":
        on = called(on)[0]
    return on


def _link(call: Node, name: str, scope: str) -> Iterator[Chain]:
    kinds = type_arguments(called(call)[1])
    said = plain_type(kinds[0]) if name == "UseMiddleware" and kinds else name.removeprefix("Use")
    if not _ROUTING.match(name) and said:
        line = (called(call)[1] or call).start_point.row + 1
        yield Chain(lines=(line, line), scope=scope, router="",
                    guard=Guard(name=said, role=role_of(said)))  # fmt: skip
