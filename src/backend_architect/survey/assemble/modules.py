"""The modules of each program, with the graph of what imports what.

A module is a folder. Which folders: from the program's sources down, the largest is divided into
the folders in it until the parts are small or many; so a program has a number of modules that
people can read, whatever its layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from posixpath import commonpath, dirname

from backend_architect.model.service import Module, Service
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.facts import Import, Owned
from backend_architect.survey.grammars import language_of
from backend_architect.survey.imports import Imported, Sources

#: At most about so many modules of a program, and how few files are not divided further.
MANY, FEW = 24, 6
#: Imports that are shown for what a module depends on.
SHOWN = 8


class Edges:
    """The imports that lead from one file of the system to another."""

    def __init__(self, ground: Ground, sources: Sources) -> None:
        self._ground = ground
        self._namespaces = sources.namespaces
        self._known: dict[tuple[str, str], str] = {}
        self.found: tuple[tuple[Imported, str], ...] = tuple(
            (each, target)
            for each in sources.imports
            if (target := self._target(each)) in sources.lines and target != each.path
        )

    def _target(self, each: Imported) -> str:
        key = (each.module, dirname(each.path))
        if key not in self._known:
            self._known[key] = self._locate(each)
        return self._known[key]

    def _locate(self, each: Imported) -> str:
        if language_of(each.path) == "csharp":
            return self._namespaces.get(each.module, "")
        for module in (each.module, each.module.rpartition(".")[0]):
            found = self._ground.symbols.module(each.path, module) if module else None
            if found is not None:
                return found.path
        return ""


@dataclass
class _Part:
    """A folder in the making of a module."""

    path: str
    files: list[str] = field(default_factory=list)
    imports: dict[str, tuple[Imported, str]] = field(default_factory=dict)


def modules(ground: Ground, sources: Sources, edges: Edges) -> Iterator[Module]:
    """The modules of all services."""
    own: dict[str, list[str]] = {}
    for path in sources.lines:
        own.setdefault(ground.owner_id(path), []).append(path)
    owners = _Owners(ground)
    for service in ground.services:
        parts = _divided(own.get(service.id, []))
        if len(parts) > 1:
            yield from _of_service(ground, sources, edges, service, parts, owners)


def _of_service(
    ground: Ground,
    sources: Sources,
    edges: Edges,
    service: Service,
    parts: list[_Part],
    owners: _Owners,
) -> Iterator[Module]:
    part_of = {path: part for part in parts for path in part.files}
    for each, target in edges.found:
        part, other = part_of.get(each.path), part_of.get(target)
        if part is not None and other is not None and part is not other:
            part.imports.setdefault(other.path, (each, target))
    for part in parts:
        shown = [each for _, (each, _) in sorted(part.imports.items())[:SHOWN]]
        shown = shown or [Imported(min(part.files), "", 1)]
        yield Module(
            id=_id(service, part.path),
            name=part.path.removeprefix(f"{service.root}/") or service.name,
            origin=ground.surveyed(*(_place(each) for each in shown)),
            service=service.id,
            path=part.path,
            depends_on=tuple(sorted(_id(service, path) for path in part.imports)),
            files=len(part.files),
            lines=sum(sources.lines[path] for path in part.files),
            owners=owners.of(part.files[0]),
        )


def _id(service: Service, path: str) -> str:
    return f"{service.id}/module/{path or '.'}"


def _place(each: Imported) -> tuple[Seen, Import]:
    lines = (each.line, each.line)
    return Seen(each.path, "imports"), Import(lines=lines, local="", module=each.module)


def _divided(files: list[str]) -> list[_Part]:
    """The parts of a program, by path."""
    if not files:
        return []
    parts = [_Part(commonpath([dirname(path) for path in files]), sorted(files))]
    whole, done = len(files), set[str]()
    while len(parts) < MANY:
        rest = [part for part in parts if part.path not in done and len(part.files) > FEW]
        rest = [part for part in rest if len(part.files) * 10 > whole]
        if not rest:
            break
        largest = max(rest, key=lambda part: (len(part.files), part.path))
        done.add(largest.path)
        inner = _inner(largest)
        if len(parts) + len(inner) - 1 <= MANY * 2:
            parts.remove(largest)
            parts.extend(inner)
    return sorted(parts, key=lambda part: part.path)


def _inner(part: _Part) -> list[_Part]:
    """The folders in a part, each from where it divides; the part itself for its own files."""
    below: dict[str, list[str]] = {}
    cut = len(part.path) + 1 if part.path else 0
    for path in part.files:
        head, slash, _ = path[cut:].partition("/")
        below.setdefault(path[: cut + len(head)] if slash else part.path, []).append(path)
    found = (
        (path if path == part.path else commonpath([dirname(each) for each in files]), files)
        for path, files in sorted(below.items())
    )
    return [_Part(path, files) for path, files in found]


class _Owners:
    """Who answers for a path: by the last line that matches it, as in CODEOWNERS."""

    def __init__(self, ground: Ground) -> None:
        self._rules = [
            (ground.bottom(seen.path), fact.pattern, fact.owners)
            for seen, fact in ground.facts(Owned)
        ]

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a file, () where nobody is named."""
        matching = (
            owners
            for bottom, pattern, owners in reversed(self._rules)
            if path.startswith(bottom) and _matches(path[len(bottom) :].lstrip("/"), pattern)
        )
        return next(matching, ())


def _matches(path: str, pattern: str) -> bool:
    """Whether a pattern of CODEOWNERS is about a path: its folder, or a glob."""
    anchored = "/" in pattern.rstrip("/")
    plain = pattern.strip("/")
    forms: Iterable[str] = (plain, f"{plain}/*") if anchored else (
        plain, f"{plain}/*", f"*/{plain}", f"*/{plain}/*"
    )  # fmt: skip
    return any(fnmatchcase(path, form) for form in forms)
