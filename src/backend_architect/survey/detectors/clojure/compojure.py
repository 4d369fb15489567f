"""Compojure and compojure-api: routes.

Recognises: `defroutes`, `routes`, `defapi`, `api`, `context` inside one another with their paths;
`GET`, `POST` and their like (`ANY` too), also with a star as older compojure-api has them; routes
of other namespaces that are named or called inside; `wrap-routes` and `->` around routes;
`(resource {:get ...})` of compojure-api below `context`. What nothing else mounts is served.
Versions seen: Compojure 1.x, compojure-api 1.x and 2.x.
Not recognised: macros of the project's own that make routes, `let-routes` over computed paths.
Documentation: https://github.com/weavejester/compojure/wiki/Routes-In-Detail
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Joined,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.clojure.grammar import forms
from backend_architect.survey.grammars.clojure.reader import Form
from backend_architect.survey.idioms.clojure.routes import (
    KEYWORDS,
    defined,
    dotted,
    handler_of,
    path_of,
    start,
)

_METHODS = {
    name: name.rstrip("*")
    for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY")
    for name in (verb, f"{verb}*")
}
#: What holds routes; `context` has a path of its own.
_HOLDERS = ("routes", "defroutes", "defroutes*", "defapi", "api", "let-routes", "wrap-routes", "->",
            "middleware", "swagger-routes", "undocumented", "context", "context*", "let",
            "ring-handler")  # fmt: skip
#: Compojure's own functions that answer what nothing else does, or serve files.
_ASIDE = ("not-found", "resources", "files", "swagger-routes")
_CONTEXTS = ("context", "context*")


@detector(language="clojure", anchors=("(GET", "(POST", "(PUT", "(DELETE", "(PATCH", "(ANY",
                                       "/GET", "/POST", "defroutes", "(context", "/context",
                                       "(routes", "/routes"))  # fmt: skip
def compojure(match: Match) -> Iterator[Fact]:
    """The routers of a file and their routes."""
    if b"compojure" not in match.source.data:
        return
    for form in forms(match.source):
        name, body = defined(form)
        holders = [each for each in body if _holds(each)]
        if name and (holders or form.name.rstrip("*") in ("defroutes", "defapi")):
            yield Router(lines=start(form), name=name, framework="compojure", root=True)
            for each in body:
                yield from _routes(each, name, ())


def _holds(form: Form) -> bool:
    """Whether routes stand in a form."""
    return any(
        each.name in _METHODS or each.name in ("context", "context*", "routes")
        for each in form.walk()
        if each.kind == "list"
    )


def _routes(form: Form, router: str, prefix: tuple[Expression, ...]) -> Iterator[Fact]:
    """The routes and mounts in a form, below `prefix`."""
    if form.kind == "symbol" and not form.text.startswith("&"):
        yield from _mounted(form, form.text, router, prefix)
    elif form.kind != "list" or not form.inner:
        return
    elif form.name in _METHODS and len(form.inner) > 1:
        yield Route(
            lines=start(form), router=router, methods=(_METHODS[form.name],), framework="compojure",
            path=_below(prefix, path_of(form.inner[1])), handler=_answered(form),
        )  # fmt: skip
    elif form.name in _CONTEXTS and len(form.inner) > 1:
        below = (*prefix, path_of(form.inner[1]))
        for each in form.inner[2:]:
            yield from _routes(each, router, below)
    elif form.name == "resource":
        yield from _resource(form, router, prefix)
    elif form.name in _HOLDERS or _holds(form):
        for each in form.inner[1:]:
            yield from _routes(each, router, prefix)
    elif form.head and len(form.inner) <= 3:
        yield from _mounted(form, form.head, router, prefix)


def _mounted(
    form: Form, symbol: str, router: str, prefix: tuple[Expression, ...]
) -> Iterator[Mount]:
    """Routes of a name, if they are routes; a handler or middleware of that name is none."""
    name = dotted(symbol)
    aside = symbol.startswith(("wrap-", ".")) or symbol.rpartition("/")[2] in _ASIDE
    if name and not aside and name != router:
        yield Mount(lines=form.lines, parent=router, child=Name(dotted=name),
                    prefix=_joined(prefix))  # fmt: skip


def _below(prefix: tuple[Expression, ...], path: Expression) -> Expression:
    """In a context, "/" is the context itself."""
    if prefix and isinstance(path, Literally) and path.text == "/":
        return _joined(prefix)
    return _joined((*prefix, path))


def _joined(parts: tuple[Expression, ...]) -> Expression:
    if not parts:
        return Literally(text="")
    return parts[0] if len(parts) == 1 else Joined(parts=parts)


def _answered(form: Form) -> str:
    """The function of the last form of a route's body."""
    return handler_of(form.inner[-1]) if len(form.inner) > 3 else ""


def _resource(form: Form, router: str, prefix: tuple[Expression, ...]) -> Iterator[Route]:
    data = next((each for each in form.inner if each.kind == "map"), None)
    for key, value in data.pairs() if data is not None else ():
        if key.text in KEYWORDS:
            handler = value.get(":handler") if value.kind == "map" else value
            yield Route(
                lines=start(key), router=router, methods=(key.text[1:].upper(),),
                path=_joined(prefix), handler=handler_of(handler), framework="compojure",
            )  # fmt: skip
