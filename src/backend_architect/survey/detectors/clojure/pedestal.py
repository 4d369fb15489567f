"""Pedestal: routes as data.

Recognises: the table syntax (`#{["/users" :get list-users :route-name :users]}`), also with
`:prefix` among its options, in any file; in files that name Pedestal also the terse syntax (nested
vectors and maps of paths) and the verbose one (maps with `:path`, `:verbs` and `:children`), inside
`def`, `defroutes` and functions, and Reitit's routes that Pedestal runs. `:any` is any method; of
a list of interceptors the last one answers, those before it that check callers are guards.
Versions seen: 0.3 to 0.8.
Not recognised: routes that a function computes, verbs allowed by `:verbs` of a table.
Documentation: https://pedestal.io/pedestal/0.7/reference/routing-quick-reference.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Expression, Fact, Guard, Joined, Literally, Route, Router
from backend_architect.survey.grammars.clojure.grammar import forms
from backend_architect.survey.grammars.clojure.reader import Form
from backend_architect.survey.idioms.clojure.routes import (
    KEYWORDS,
    defined,
    handler_of,
    path_of,
    start,
)
from backend_architect.survey.idioms.guards import guard

_VERBS = (*KEYWORDS, ":any")
_CHECKS = ("authentication", "authorization", "rate-limit", "csrf")
_Path = tuple[Expression, ...]


@detector(language="clojure", anchors=('["/', '[ "/', '{"/', ":path"))
def pedestal(match: Match) -> Iterator[Fact]:
    """The tables of routes in a file."""
    data = match.source.data
    if b"cljs" in data[:64] or b"compojure" in data:
        return
    named = b"io.pedestal" in data
    for form in forms(match.source):
        name, body = defined(form)
        if not name or form.name.startswith("deftest"):
            continue
        found = [fact for each in body for fact in _found(each, name, named=named)]
        if found:
            yield Router(lines=start(form), name=name, framework="pedestal", root=True)
            yield from found


def _found(form: Form, router: str, prefix: _Path = (), *, named: bool) -> Iterator[Route]:
    """The routes in a form, whatever syntax they are written in."""
    if _is_row(form):
        yield from _row(form, router, prefix)
    elif named and _is_terse(form):
        yield from _terse(form, router, prefix)
    elif named and form.kind == "map" and form.get(":path") is not None:
        yield from _verbose(form, router, prefix)
    elif named and form.kind == "map" and any(_is_path(key) for key, _ in form.pairs()):
        yield from _nested(form, router, prefix)
    else:
        options = next((each.get(":prefix") for each in form.inner if each.kind == "map"), None)
        below = prefix if options is None else (*prefix, path_of(options))
        for each in form.inner:
            yield from _found(each, router, below, named=named)


def _is_path(form: Form) -> bool:
    return form.kind == "string" and form.text.startswith("/")


def _is_row(form: Form) -> bool:
    """`["/users" :get handler]`."""
    return (
        form.kind == "vector"
        and len(form.inner) > 2
        and _is_path(form.inner[0])
        and form.inner[1].text in _VERBS
    )


def _row(form: Form, router: str, prefix: _Path) -> Iterator[Route]:
    path = _below(prefix, form.inner[0])
    yield _route(form.inner[1], form.inner[2], router, path)


def _is_terse(form: Form) -> bool:
    """`["/users" {:get list-users} ["/:id" ...]]`."""
    return (
        form.kind == "vector"
        and len(form.inner) > 1
        and _is_path(form.inner[0])
        and any(each.kind in ("map", "vector") for each in form.inner[1:])
    )


def _terse(form: Form, router: str, prefix: _Path) -> Iterator[Route]:
    path = _below(prefix, form.inner[0])
    for each in form.inner[1:]:
        if each.kind == "map":
            yield from _verbs(each, router, path)
        elif _is_terse(each):
            yield from _terse(each, router, path)
        elif each.kind == "vector" and any(_is_terse(inner) for inner in each.inner):
            yield from _found(each, router, path, named=True)


def _nested(form: Form, router: str, prefix: _Path) -> Iterator[Route]:
    """`{"/users" {:get list-users "/:id" {...}}}`."""
    for key, value in form.pairs():
        if _is_path(key) and value.kind == "map":
            path = _below(prefix, key)
            yield from _verbs(value, router, path)
            yield from _nested(value, router, path)


def _verbose(form: Form, router: str, prefix: _Path) -> Iterator[Route]:
    at, verbs, children = (form.get(key) for key in (":path", ":verbs", ":children"))
    path = _below(prefix, at) if at is not None else prefix
    if verbs is not None:
        yield from _verbs(verbs, router, path)
    if children is not None:
        yield from _found(children, router, path, named=True)


def _verbs(form: Form, router: str, path: _Path) -> Iterator[Route]:
    for key, value in form.pairs():
        if key.text in _VERBS:
            yield _route(key, value, router, path)


def _route(verb: Form, value: Form, router: str, path: _Path) -> Route:
    chain = value.inner if value.kind == "vector" else (value,)
    return Route(
        lines=start(verb), router=router, methods=(verb.text[1:].upper(),), path=_joined(path),
        handler=_handler(chain), framework="pedestal", guards=tuple(_guards(chain)),
    )  # fmt: skip


def _handler(chain: tuple[Form, ...]) -> str:
    """What answers at the end of a chain."""
    last = chain[-1] if chain else None
    if last is not None and last.name in ("conj", "into") and len(last.inner) > 1:
        last = last.inner[-1]  # a list of interceptors with the handler put behind them
    return handler_of(last.get(":handler") if last is not None and last.kind == "map" else last)


def _guards(chain: tuple[Form, ...]) -> Iterator[Guard]:
    for each in chain[:-1]:
        name = (each.head or each.text).rpartition("/")[2]
        found = guard(name) if name and not name.startswith(":") else None
        if found is not None and found.role in _CHECKS:
            yield found


def _below(prefix: _Path, path: Form) -> _Path:
    """Below a path that is only a slash, paths begin anew."""
    kept = tuple(each for each in prefix if each != Literally(text="/"))
    return (*kept, path_of(path))


def _joined(parts: _Path) -> Expression:
    return parts[0] if len(parts) == 1 else Joined(parts=parts)
