"""How callers prove who they are to programs whose code no detector of schemes speaks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from backend_architect.catalog.libraries import scheme_of_library
from backend_architect.model.security import SchemeKind, SecurityScheme
from backend_architect.survey.assemble.ground import Ground
from backend_architect.survey.facts import Library

#: Ways whose credential is a header's, of these names.
_HEADERS: dict[SchemeKind, str] = {"jwt": "Authorization", "basic": "Authorization"}


def schemes_of_libraries(
    ground: Ground, known: Collection[SecurityScheme]
) -> Iterator[SecurityScheme]:
    """One scheme of each kind for what a program's libraries are there for, unless its code has
    said how it knows its callers."""
    told = {scheme.service for scheme in known}
    said: set[str] = set()
    for seen, library in ground.facts(Library):
        kind = scheme_of_library(library.ecosystem, library.name)
        service = ground.owner_id(seen.path)
        id = f"{service}/auth/{kind}"
        if kind is None or library.development_only or not service or service in told or id in said:
            continue
        said.add(id)
        yield SecurityScheme(
            id=id,
            name=kind,
            origin=ground.surveyed((seen, library), kind="configuration"),
            kind=kind,
            service=service,
            location="header" if kind in _HEADERS else "cookie" if kind == "session" else "",
            parameter=_HEADERS.get(kind, ""),
        )
