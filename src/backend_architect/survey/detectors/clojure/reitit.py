"""Reitit: routes as data.

Recognises: vectors of a path, perhaps data, and routes inside (`["/api" {} ["/users" {:get f}]]`)
in `def`s and functions; `:get` and its like with a function or a map with `:handler`, a plain
handler (any method), paths in colons or braces; routes of other namespaces that are named or called
inside; `ring/router` and `http/router`, which serve them.
Versions seen: 0.2 to 0.8.
Not recognised: routes that a function computes, `expand` and `coerce` of the project's own, the
front end's router (`reitit.frontend`).
Documentation: https://cljdoc.org/d/metosin/reitit/CURRENT/doc/basics/route-syntax
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
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
from backend_architect.survey.idioms.guards import guard

_ROUTERS = ("ring/router", "http/router", "r/router", "reitit/router", "reitit.ring/router",
            "reitit.http/router", "reitit-ring/router", "rr/router", "router")  # fmt: skip


#: Functions that put collections together.
_COLLECTING = ("concat", "into", "conj", "vec", "apply", "list", "vector", "remove", "filter",
               "when", "if")  # fmt: skip


@detector(language="clojure", anchors=('["/', '[""', "/router", "{:get", "{:post", ":handler"))
def reitit(match: Match) -> Iterator[Fact]:
    """The routers of a file and their routes."""
    if b"reitit.frontend" in match.source.data or b"cljs" in match.source.data[:64]:
        return
    if b"compojure" in match.source.data or b"io.pedestal" in match.source.data:
        return
    for form in forms(match.source):
        name, body = defined(form)
        found = [fact for each in body for fact in _body(each, name)]
        if name and found:
            yield Router(lines=start(form), name=name, framework="reitit", root=True)
            yield from found


def _body(form: Form, name: str) -> Iterator[Fact]:
    """The routes in the body of a definition: those given to a router, or those it is itself."""
    routers = [each for each in form.walk() if _router(each)]
    for each in routers:
        yield from _routes(each.inner[1], name, ())
    if routers:
        return
    for each in form.walk():
        if _is_route(each):
            yield from _routes(each, name, ())
            return
        if each.kind == "vector" and any(_is_route(inner) for inner in each.inner):
            yield from _routes(each, name, ())
            return


def _router(form: Form) -> bool:
    return form.kind == "list" and form.head in _ROUTERS and len(form.inner) > 1


def _is_route(form: Form) -> bool:
    """`["/x" ...]` with data, a handler or routes behind the path."""
    first = form.inner[0] if form.kind == "vector" and len(form.inner) > 1 else None
    return (
        first is not None
        and (first.kind == "string" and (not first.text or first.text.startswith("/")))
        and any(each.kind in ("map", "vector", "symbol", "list", "keyword") for each in form.inner)
        and not all(each.kind == "string" for each in form.inner)
    )


def _routes(form: Form, router: str, prefix: tuple[Expression, ...]) -> Iterator[Fact]:
    """The routes and mounts of a form, below `prefix`."""
    if _is_route(form):
        yield from _route(form, router, (*prefix, path_of(form.inner[0])))
    elif form.kind == "vector":
        for each in form.inner:
            yield from _routes(each, router, prefix)
    elif form.kind == "symbol" or (form.kind == "list" and form.head):
        yield from _elsewhere(form, router, prefix)


def _elsewhere(form: Form, router: str, prefix: tuple[Expression, ...]) -> Iterator[Fact]:
    """Routes that a name holds or a function gives; `(concat a b)` holds those of both."""
    if form.kind == "list" and form.name in _COLLECTING:
        for each in form.inner[1:]:
            yield from _routes(each, router, prefix)
        return
    name = dotted(form.text if form.kind == "symbol" else form.head)
    if name and name != router:
        yield Mount(lines=form.lines, parent=router, child=Name(dotted=name),
                    prefix=_joined(prefix))  # fmt: skip


def _route(form: Form, router: str, path: tuple[Expression, ...]) -> Iterator[Fact]:
    rest = form.inner[1:]
    inner = [each for each in rest if each.kind == "vector" and _has_routes(each)]
    data = next((each for each in rest if each.kind == "map"), None)
    verbs = [(k, v) for k, v in data.pairs() if k.text in KEYWORDS] if data is not None else []
    for key, value in verbs:
        yield _answered(key, value, router, path)
    plain = rest[0] if rest and rest[0].kind in ("symbol", "list", "function") else None
    if plain is not None and len(rest) == 1 and not verbs and handler_of(plain):
        yield from _plain(form, plain, router, path)
        return
    if data is not None and not verbs and data.get(":handler") is not None:
        yield Route(lines=start(form), router=router, methods=("ANY",), path=_joined(path),
                    handler=handler_of(data.get(":handler")), framework="reitit")  # fmt: skip
    for each in inner:
        yield from _routes(each, router, path)
    for each in rest:
        if each.kind in ("symbol", "list") and (each is not plain or len(rest) > 1):
            yield from _elsewhere(each, router, path)


def _plain(form: Form, plain: Form, router: str, path: tuple[Expression, ...]) -> Iterator[Fact]:
    """`["/x" handler]` answers any method, unless the name holds routes: then these are below."""
    if plain.kind == "list":
        yield from _elsewhere(plain, router, path)
    else:
        yield Route(lines=start(form), router=router, methods=("ANY",), path=_joined(path),
                    handler=handler_of(plain), framework="reitit")  # fmt: skip


def _has_routes(form: Form) -> bool:
    return _is_route(form) or any(_is_route(each) for each in form.inner)


def _answered(key: Form, value: Form, router: str, path: tuple[Expression, ...]) -> Route:
    data = value if value.kind == "map" else None
    handler = data.get(":handler") if data is not None else value
    return Route(
        lines=start(key), router=router, methods=(key.text[1:].upper(),), path=_joined(path),
        handler=handler_of(handler), framework="reitit", guards=tuple(_guards(data)),
    )  # fmt: skip


def _guards(data: Form | None) -> Iterator[Guard]:
    """What `:middleware [wrap-authenticated [wrap-role :admin]]` checks."""
    listed = data.get(":middleware") if data is not None else None
    for each in listed.inner if listed is not None else ():
        name = each.text or (each.inner[0].text if each.inner else "")
        found = guard(name.rpartition("/")[2])
        if name and found.role in ("authentication", "authorization", "rate-limit", "csrf"):
            yield found


def _joined(parts: tuple[Expression, ...]) -> Expression:
    if not parts:
        return Literally(text="")
    return parts[0] if len(parts) == 1 else Joined(parts=parts)
