"""Gin: routers, groups, routes and middleware.

Recognises: `gin.New`/`gin.Default` kept in variables and fields; `Group`, nested and chained;
groups and engines handed to functions and kept in structs; parameters, fields and results of type
`*gin.Engine`, `*gin.RouterGroup`, `gin.IRouter`, `gin.IRoutes`; `GET` to `HEAD`, `Any`, `Handle`,
`Match` with the middleware before the handler; `Use`; what handlers written in place read.
Roles of middleware: `gin.Recovery`, `gin.Logger` and `gin.BasicAuth` as Gin means them, others by
their names.
Versions seen: 1.6 to 1.11.
Not recognised: routes in files that do not import Gin (see `web_routers`);
`Static*` and `NoRoute` (files and fallbacks are no operations); routers kept in
maps; functions that register routes called through an interface or a slice; a middleware added to
a group after a subgroup was made does not reach that subgroup, which is left to `assemble`.
Documentation: https://gin-gonic.com/docs/, https://pkg.go.dev/github.com/gin-gonic/gin#RouterGroup
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard
from backend_architect.survey.idioms.go import routers, routes
from backend_architect.survey.idioms.go.readers import GIN
from backend_architect.survey.idioms.go.routing import Dialect, plain_guard, query

_PARAMETER = re.compile(r"[:*](\w+)")
_KNOWN = {
    "gin.Recovery": Guard(name="gin.Recovery", role="recovery"),
    "gin.RecoveryWithWriter": Guard(name="gin.RecoveryWithWriter", role="recovery"),
    "gin.Logger": Guard(name="gin.Logger", role="logging"),
    "gin.LoggerWithConfig": Guard(name="gin.LoggerWithConfig", role="logging"),
    "gin.BasicAuth": Guard(name="gin.BasicAuth", role="authentication"),
}
_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def _guard(name: str) -> Guard:
    return _KNOWN.get(name) or plain_guard(name)


def _form(path: str) -> str:
    return _PARAMETER.sub(r"{\1}", path)


DIALECT = Dialect(
    framework="gin",
    package="github.com/gin-gonic/gin",
    makers=("gin.New", "gin.Default"),
    types=("gin.Engine", "gin.RouterGroup", "gin.IRouter", "gin.IRoutes"),
    verbs={**{verb: (verb,) for verb in _VERBS}, "Any": ("ANY",), "Handle": (), "Match": ()},
    form=_form,
    roles=_guard,
)


@detector(
    language="go",
    anchors=(DIALECT.package,),
    query=query(DIALECT),
)
def gin(match: Match) -> Iterator[Fact]:
    """Say what this match tells about Gin."""
    if DIALECT.package.encode() not in match.source.data:
        return
    if match.node("route") is not None:
        yield from routes.route(match, DIALECT, GIN)
    else:
        yield from routers.events(match, DIALECT)
