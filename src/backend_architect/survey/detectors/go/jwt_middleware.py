"""Tokens checked in Go: which ways of authentication a service offers.

Recognises: `jwt.Parse` and `jwt.ParseWithClaims` of golang-jwt (and its predecessors),
Fiber's `jwtware.New`, gin-jwt's `jwt.New`, `keyauth.New`, `basicauth.New`, `gin.BasicAuth`,
`oauth2.Config` of golang.org/x/oauth2, OIDC's `oidc.NewProvider`. One scheme for each place.
Versions seen: golang-jwt 3 to 5, gin-jwt 2, fiber's contrib 1 to 3.
Not recognised: own checks of headers; sessions.
Documentation: https://pkg.go.dev/github.com/golang-jwt/jwt/v5, https://pkg.go.dev/golang.org/x/oauth2
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, SchemeFact
from backend_architect.survey.grammars.go.text import plain_type

_CALLS: dict[str, SchemeKind] = {
    "jwt.Parse": "jwt", "jwt.ParseWithClaims": "jwt", "jwtware.New": "jwt",
    "request.ParseFromRequest": "jwt", "request.ParseFromRequestWithClaims": "jwt",
    "jwt.New": "jwt", "keyauth.New": "api-key", "basicauth.New": "basic",
    "gin.BasicAuth": "basic", "middleware.BasicAuth": "basic", "oidc.NewProvider": "oidc",
}  # fmt: skip
_NAMES = " ".join(f'"{name}"' for name in _CALLS)
#: gin-jwt's constructor takes its configuration; golang-jwt's `jwt.New` makes a token.
_CONFIGURED = "GinJWTMiddleware"


@detector(
    language="go",
    anchors=(*_CALLS, "oauth2.Config"),
    query=f"""
(call_expression function: (selector_expression) @callee (#any-of? @callee {_NAMES})) @call
(composite_literal type: (qualified_type) @type (#eq? @type "oauth2.Config")) @literal
""",
)
def jwt_middleware(match: Match) -> Iterator[Fact]:
    """One scheme for each place a token or a password is checked."""
    literal, call = match.node("literal"), match.node("call")
    if literal is not None and plain_type(match.node("type")):
        yield SchemeFact(
            lines=node_lines(literal), scope=match.scope("literal"), name="oauth2", kind="oauth2"
        )
    elif call is not None:
        callee = match.text("callee")
        if callee == "jwt.New" and _CONFIGURED not in node_text(call):
            return
        kind = _CALLS[callee]
        first = node_lines(call)[0]
        yield SchemeFact(
            lines=(first, first),
            scope=match.scope("call"),
            name=kind,
            kind=kind,
            location="" if kind == "oidc" else "header",
            parameter="" if kind == "oidc" else "Authorization",
        )
