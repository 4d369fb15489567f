"""Remix and React Router as a framework: loaders, actions and pages by file name.

Recognises: modules of `app/routes` with flat names (`users.$id.tsx`, `_index`, `_layout.x`,
`x_.y`, `($lang)`, `[escaped]`, `$`), folders with `route.tsx`, Remix 1's folders and `folder+` of
remix-flat-routes; a `loader` or a page as what GET answers, an `action` as POST, PUT, PATCH and
DELETE.
Versions seen: Remix 1.x and 2.x, React Router 7.
Not recognised: routes of `app/routes.ts` that name files elsewhere.
Documentation: https://reactrouter.com/how-to/file-route-conventions
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact
from backend_architect.survey.idioms.javascript import file_routes as files

_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_SPLIT = re.compile(r"\.(?![^\[]*\])")


@detector(
    language="javascript",
    paths=("app/routes/*", "*/app/routes/*"),
)
def remix_routes(match: Match) -> Iterator[Fact]:
    """What one route module answers."""
    inner = files.after(match.source.path, "app/routes")
    exported = files.exports(match.source) if inner is not None else {}
    own = _own(inner) if inner is not None else None
    if own is None or not ({"loader", "action", "default"} & set(exported)):
        return
    said = [
        (method, path, name, exported[name])
        for path in _paths(own)
        for method, name in _answers(exported)
    ]
    yield from files.served(match, "remix", said)


def _own(inner: str) -> str | None:
    """The name that says the path: of the file, of the folder of a `route` or `index` module, or
    of folders and file together (Remix 1)."""
    *folders, name = inner.split("/")
    name = files.stem(name)
    if not folders:
        return name
    if any(each.endswith("+") for each in folders):
        parts = [each.rstrip("+") for each in folders]
        return ".".join(parts if name in ("route", "page") else [*parts, name])
    if name in ("route", "page") or (name == "index" and "." in folders[-1]):
        return ".".join(folders)
    flat = any("." in each or each.startswith("_") for each in folders)
    return None if flat else ".".join([*folders, "_index" if name == "index" else name])


def _answers(exported: dict[str, tuple[int, int]]) -> Iterator[tuple[str, str]]:
    reads = "loader" if "loader" in exported else "default"
    if reads in exported:
        yield "GET", reads
    if "action" in exported:
        for method in _WRITES:
            yield method, "action"


def _paths(own: str) -> tuple[str, ...]:
    """ "users.$id" is /users/{id}; a segment in parentheses may be absent."""
    forms: list[list[str]] = [[]]
    for part in _SPLIT.split(own):
        optional = part.startswith("(") and part.endswith(")")
        said = _segment(part.strip("()") if optional else part)
        with_it = [[*form, said] if said else form for form in forms]
        forms = [*forms, *with_it] if optional else with_it
    return tuple(dict.fromkeys("/" + "/".join(form) for form in forms))


def _segment(part: str) -> str:
    if part == "$":
        return "{splat}"
    if part.startswith("$"):
        return f"{{{part[1:].rstrip('_')}}}"
    if part.startswith("_") or part in ("__root", "index"):
        return ""
    return part.rstrip("_").replace("[", "").replace("]", "")
