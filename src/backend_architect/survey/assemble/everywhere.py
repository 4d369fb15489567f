"""What holds for everything a service serves: context path, versions in paths, guards."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import commonprefix

from backend_architect.model.service import Service
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.routing import join
from backend_architect.survey.facts import Chain, GlobalPrefix, Guard, Versioning


def served_paths(
    ground: Ground,
    service: Service,
    method: str,
    path: str,
    versions: Iterable[str],
    where: tuple[str, str] = ("", ""),
) -> tuple[str, ...]:
    """The paths an endpoint answers at: below the context path, once for each of its versions.
    `where` are the endpoint's framework and file."""
    outer = "" if _excluded(ground, service, method, path) else _prefix(ground, service)
    inner = _inner(ground, service, *where)
    prefix = join(outer, inner) if inner else outer
    found = []
    for segment in _segments(ground, service, versions):
        own = "" if path == "/" and (prefix or segment) else path
        found.append(join(prefix, segment, own))
    return tuple(found)


def _prefix(ground: Ground, service: Service) -> str:
    for seen, fact in ground.facts(GlobalPrefix):
        if not fact.inner and ground.service_of(seen.path) == service:
            text = ground.symbols.text(seen.path, fact.prefix, fact.scope)
            if text is not None:
                return text
            ground.gap(seen, fact.lines[0], "context path", "It is set when the program runs.")
    return ""


def _inner(ground: Ground, service: Service, framework: str, path: str) -> str:
    """What its framework puts before an endpoint of a file, behind the context path."""
    found = [
        (seen, fact)
        for seen, fact in ground.facts(GlobalPrefix)
        if fact.inner and fact.framework == framework and ground.service_of(seen.path) == service
    ]

    def near(said: tuple[Seen, GlobalPrefix]) -> int:
        return len(commonprefix([said[0].path.split("/"), path.split("/")]))

    for seen, fact in sorted(found, key=near, reverse=True):
        text = ground.symbols.text(seen.path, fact.prefix, fact.scope)
        if text is not None:
            return text
        ground.gap(seen, fact.lines[0], "context path", "It is set when the program runs.")
    return ""


def _excluded(ground: Ground, service: Service, method: str, path: str) -> bool:
    own = join(path).rstrip("/") or "/"
    for seen, fact in ground.facts(GlobalPrefix):
        if fact.exclude and ground.service_of(seen.path) == service:
            for each in fact.exclude:
                only, _, wanted = each.rpartition(" ")
                if only in ("", method) and _matches(join(wanted), own):
                    return True
    return False


def _matches(wanted: str, path: str) -> bool:
    head, star, _ = wanted.partition("{wildcard}")
    return path.startswith(head.rstrip("/")) if star else path == (wanted.rstrip("/") or "/")


def _segments(ground: Ground, service: Service, versions: Iterable[str]) -> tuple[str, ...]:
    """The path segments of the versions; one that is empty for an endpoint without any, and for
    all where nobody turns versions in paths on (NestJS then leaves them unread)."""
    facts = [f for s, f in ground.facts(Versioning) if ground.service_of(s.path) == service]
    if not facts or facts[0].style != "uri":
        return ("",)
    wanted = tuple(versions) or facts[0].default or ("",)
    return tuple(dict.fromkeys(f"{facts[0].prefix}{each}" if each else "" for each in wanted))


def with_global_guards(
    ground: Ground, service: Service, guards: tuple[Guard, ...]
) -> tuple[Guard, ...]:
    """The guards of an endpoint after those of the whole service, which an opening guard lifts."""
    if any(guard.opens for guard in guards):
        return tuple(guard for guard in guards if guard.opens or guard.role != "authentication")
    everywhere = (
        chain.guard
        for seen, chain in ground.facts(Chain)
        if chain.everywhere and ground.service_of(seen.path) == service
    )
    return tuple(dict.fromkeys((*everywhere, *guards)))
