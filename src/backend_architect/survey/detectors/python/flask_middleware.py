"""Flask: what runs around handlers, and how callers authenticate.

Recognises: `before_request`, `before_app_request`, `errorhandler` (also `register_error_handler`)
on applications and blueprints, extensions bound to an application (Flask-CORS, Flask-WTF's
`CSRFProtect`, Flask-Limiter, Flask-Compress, Flask-Talisman, Flask-Caching); schemes by
Flask-Login's `LoginManager`, Flask-JWT-Extended's `JWTManager`, Flask-HTTPAuth's classes,
Flask-Security.
Versions seen: Flask 0.12 to 3.1.
Not recognised: WSGI middleware around `app.wsgi_app`.
Documentation: https://flask.palletsprojects.com/en/stable/api/#flask.Flask.before_request
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from backend_architect.model.security import SchemeKind
from backend_architect.model.service import MiddlewareRole
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Chain, Fact, Guard, SchemeFact
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    callee,
    dotted,
    last,
    scope,
)

if TYPE_CHECKING:
    from tree_sitter import Node

Where = Literal["header", "cookie", "query", ""]
_EXTENSIONS: dict[str, MiddlewareRole] = {
    "CORS": "cors", "CSRFProtect": "csrf", "CsrfProtect": "csrf", "SeaSurf": "csrf",
    "Limiter": "rate-limit", "Compress": "compression", "Talisman": "other", "Cache": "caching",
    "Session": "session",
}  # fmt: skip
_SCHEMES: dict[str, tuple[SchemeKind, Where, str]] = {
    "LoginManager": ("session", "cookie", ""),
    "JWTManager": ("jwt", "header", "Authorization"),
    "JWT": ("jwt", "header", "Authorization"),
    "HTTPBasicAuth": ("basic", "header", "Authorization"),
    "HTTPTokenAuth": ("api-key", "header", "Authorization"),
    "HTTPDigestAuth": ("basic", "header", "Authorization"),
    "MultiAuth": ("unknown", "header", "Authorization"),
    "Security": ("session", "cookie", ""),
    "OAuth": ("oauth2", "header", "Authorization"),
}
_BEFORE = frozenset(("before_request", "before_app_request"))


@detector(
    language="python",
    anchors=("before_request", "before_app_request", "errorhandler", "error_handler", "CORS(",
             "CSRFProtect(", "Limiter(", "Compress(", "Talisman(", "LoginManager(", "JWTManager(",
             "HTTPBasicAuth(", "HTTPTokenAuth(", "JWT("),
    query="""
    (decorated_definition
      (decorator [(attribute object: [(identifier) (attribute)] @app attribute: (identifier) @verb)
                  (call function: (attribute object: [(identifier) (attribute)] @app
                                             attribute: (identifier) @verb))] @mark)
      definition: (function_definition) @handler
      (#any-of? @verb "before_request" "before_app_request" "errorhandler" "app_errorhandler"))
    (call function: (attribute object: [(identifier) (attribute)] @app
      attribute: (identifier) @verb)
      (#any-of? @verb "before_request" "before_app_request" "register_error_handler")) @added
    (call function: [(identifier) (attribute)] @maker
      (#match? @maker
       "(CORS|CSRFProtect|Limiter|Compress|Talisman|LoginManager|JWTManager|JWT|HTTP[A-Z][a-z]+Auth)$"
      )) @made
    """,
)  # fmt: skip
def flask_middleware(match: Match) -> Iterator[Fact]:
    """Links of the chain and schemes."""
    handler, added, made = match.node("handler"), match.node("added"), match.node("made")
    app, verb = match.text("app"), match.text("verb")
    if made is not None:
        if b"flask" in match.source.data:
            yield from _made(made)
    elif handler is not None:
        yield _link(handler, app, field_text(handler, "name"), verb)
    elif added is not None and _given_function(added, verb):
        yield _link(added, app, _given_function(added, verb), verb)


def _given_function(added: Node, verb: str) -> str:
    """The function that is given to a registration."""
    given = arguments(added)
    return dotted(given.get("f", 0) if verb in _BEFORE else given.get("f", 1))


def _link(node: Node, app: str, name: str, verb: str) -> Chain:
    link = guard(name) if verb in _BEFORE else Guard(name=name, role="recovery")
    return Chain(lines=node_lines(node), scope=scope(node), router=app, guard=link)


def _made(made: Node) -> Iterator[Fact]:
    name, given = last(callee(made)), arguments(made)
    if name in _SCHEMES:
        kind, location, parameter = _SCHEMES[name]
        yield SchemeFact(lines=node_lines(made), scope=scope(made), name=assigned(made) or name,
                         kind=kind, location=location, parameter=parameter)  # fmt: skip
    elif name in _EXTENSIONS:
        app = dotted(given.get("app", 0 if name != "Limiter" else -1))
        yield Chain(lines=node_lines(made), scope=scope(made), router=app,
                    guard=Guard(name=name, role=_EXTENSIONS[name]))  # fmt: skip
