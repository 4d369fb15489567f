"""FastAPI: security schemes, and the form of errors.

Recognises: `OAuth2PasswordBearer` and its like, `OpenIdConnect`, `HTTPBearer`, `HTTPBasic`,
`HTTPDigest`, `APIKeyHeader`, `APIKeyQuery`, `APIKeyCookie` with the name of their parameter;
fastapi-users' `JWTStrategy`, `BearerTransport` and `CookieTransport`; subclasses of those named
so; `raise HTTPException(...)`, which answers `{"detail": ...}`.
Versions seen: FastAPI 0.6x to 0.115, fastapi-users 10 to 14.
Not recognised: tokens read from the headers by hand.
Documentation: https://fastapi.tiangolo.com/reference/security/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Habit, SchemeFact
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import arguments, assigned, callee, last, scope

if TYPE_CHECKING:
    from tree_sitter import Node

Where = Literal["header", "cookie", "query", ""]
_SCHEMES: dict[str, tuple[SchemeKind, Where, str]] = {
    "OAuth2PasswordBearer": ("oauth2", "header", "Authorization"),
    "OAuth2AuthorizationCodeBearer": ("oauth2", "header", "Authorization"),
    "OAuth2": ("oauth2", "header", "Authorization"),
    "OpenIdConnect": ("oidc", "header", "Authorization"),
    "HTTPBearer": ("jwt", "header", "Authorization"),
    "HTTPBasic": ("basic", "header", "Authorization"),
    "HTTPDigest": ("basic", "header", "Authorization"),
    "APIKeyHeader": ("api-key", "header", ""),
    "APIKeyQuery": ("api-key", "query", ""),
    "APIKeyCookie": ("api-key", "cookie", ""),
    "BearerTransport": ("jwt", "header", "Authorization"),
    "CookieTransport": ("session", "cookie", ""),
}


@detector(
    language="python",
    anchors=("OAuth2", "OpenIdConnect", "HTTPBearer", "HTTPBasic", "HTTPDigest", "APIKey",
             "BearerTransport", "CookieTransport", "raise HTTPException"),
    query="""
    (call function: [(identifier) (attribute)] @maker
      (#match? @maker
        "(OAuth2[A-Za-z]*|OpenIdConnect|HTTP[A-Z][a-z]+|APIKey[A-Z][a-z]+|Transport)$")) @made
    (class_definition superclasses: (argument_list)) @class
    (raise_statement (call function: [(identifier) (attribute)] @error
      (#match? @error "HTTPException$")) @raised)
    """,
)  # fmt: skip
def fastapi_security(match: Match) -> Iterator[Fact]:
    """Schemes by what makes them; votes for the form of errors."""
    made, class_, raised = match.node("made"), match.node("class"), match.node("raised")
    if raised is not None:
        if b"fastapi" in match.source.data:
            yield Habit(lines=node_lines(raised), scope=scope(raised), kind="error", value="detail")
    elif class_ is not None:
        for base in class_bases(class_):
            if last(base) in _SCHEMES:
                yield _scheme(class_, field_text(class_, "name"), last(base), "")
    elif made is not None and last(callee(made)) in _SCHEMES:
        name = assigned(made) or last(callee(made))
        given = arguments(made)
        parameter = given.text("name") or given.text("cookie_name")
        yield _scheme(made, name, last(callee(made)), parameter)


def _scheme(node: Node, name: str, maker: str, parameter: str) -> SchemeFact:
    kind, location, usual = _SCHEMES[maker]
    return SchemeFact(lines=node_lines(node), scope=scope(node), name=name, kind=kind,
                      location=location, parameter=parameter or usual)  # fmt: skip
