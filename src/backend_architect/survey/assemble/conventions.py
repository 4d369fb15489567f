"""How this repository does things: counted over the Model, with the share of code that follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from backend_architect.measures.naming import is_plural, spelled, style_of, words
from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.model.convention import Convention, ConventionKind
from backend_architect.model.data import Column, Table
from backend_architect.model.element import Element, Surveyed
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.facts import Habit, Revision

#: At most this many places are kept as evidence of a convention.
EXAMPLES = 5

#: Kinds of which a repository has several at once.
SEVERAL: tuple[ConventionKind, ...] = ("linter", "standard")

Vote = tuple[str, Element]


def conventions(ground: Ground, model: Model) -> tuple[Convention, ...]:
    """One convention per kind for which something votes, with the value most votes are for.

    What the repository states itself goes before what was counted.
    """
    counted: dict[ConventionKind, Callable[[Model], Iterable[Vote]]] = {
        "table-naming": _table_naming,
        "column-naming": _column_naming,
        "id": _id_types,
        "timestamp": _timestamps,
        "url": _url_styles,
        "url-prefix": _url_prefix,
        "folder": _folders,
    }
    found = [
        convention
        for kind, votes in counted.items()
        if (convention := _prevailing(kind, list(votes(model)))) is not None
    ]
    voted, stated = _habits(ground, stated=False), _habits(ground, stated=True)
    by_kind = {each.kind: each for each in (*voted, *found, *stated)}
    return (*by_kind.values(), *_several(ground))


def _several(ground: Ground) -> Iterator[Convention]:
    """Conventions of which a repository has several at once: each tool and each document."""
    places: dict[tuple[ConventionKind, str], list[tuple[Seen, Habit]]] = {}
    for seen, habit in ground.facts(Habit):
        if habit.kind in SEVERAL and not habit.stated:
            places.setdefault((habit.kind, habit.value), []).append((seen, habit))
    for (kind, value), found in sorted(places.items()):
        yield Convention(
            id=f"convention/{kind}/{value}",
            name=value,
            origin=ground.surveyed(*found[:EXAMPLES], kind="configuration"),
            kind=kind,
            value=value,
        )


def _prevailing(kind: ConventionKind, votes: list[Vote]) -> Convention | None:
    counter = Counter(value for value, _ in votes)
    if not counter:
        return None
    value = max(counter, key=lambda v: (counter[v], v))
    places = sorted({e for v, element in votes if v == value for e in element.evidence[:1]})
    return Convention(
        id=f"convention/{kind}",
        name=kind,
        origin=Surveyed(evidence=tuple(places[:EXAMPLES])),
        kind=kind,
        value=value,
        share=round(counter[value] / counter.total(), 3),
    )


def _habits(ground: Ground, *, stated: bool) -> Iterator[Convention]:
    """Conventions that detectors vote for outright."""
    votes: dict[ConventionKind, dict[str, list[tuple[Seen, Habit]]]] = {}
    for seen, habit in ground.facts(Habit):
        if habit.stated != stated or (habit.kind in SEVERAL and not stated):
            continue
        votes.setdefault(habit.kind, {}).setdefault(habit.value, []).append((seen, habit))
    for kind, values in sorted(votes.items()):
        total = sum(len(places) for places in values.values())
        value = max(values, key=lambda v: (len(values[v]), v))
        places = values[value]
        if kind == "migration-tool":  # where the next one goes is told by the last, not the first
            places = sorted(places, key=lambda place: _numbered(place[0].path), reverse=True)
        yield Convention(
            id=f"convention/{kind}",
            name=kind,
            origin=ground.surveyed(*places[:EXAMPLES]),
            kind=kind,
            value=value,
            share=round(len(values[value]) / total, 3),
            latest=_latest(ground, places) if kind == "migration-tool" else (),
        )


def _numbered(path: str) -> tuple[tuple[int, str], ...]:
    """A key by which `V9` goes before `V10`."""
    parts = re.findall(r"\d+|\D+", path)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _latest(ground: Ground, places: list[tuple[Seen, Habit]]) -> tuple[str, ...]:
    """The revisions in these files that no other of them follows."""
    paths = {seen.path for seen, _ in places}
    chain = [revision for seen, revision in ground.facts(Revision) if seen.path in paths]
    followed = {id for revision in chain for id in revision.after}
    return tuple(sorted({revision.id for revision in chain} - followed))


def _table_naming(model: Model) -> Iterator[Vote]:
    for table in model.tables:
        style = style_of(table.name)
        number = "plural" if is_plural(table.name) else "singular"
        yield _as_django(table) or f"{number}-{'snake' if style == 'flat' else style}", table


def _as_django(table: Table) -> str:
    """Django's way: the application, an underscore, the class in one lower word."""
    flat = spelled(table.entity.rpartition(".")[2], "flat")
    return "django" if flat and table.name.endswith(f"_{flat}") else ""


def _column_naming(model: Model) -> Iterator[Vote]:
    for column in model.columns:
        style = style_of(column.name)
        if style in ("snake", "camel", "pascal"):
            yield style, column


def _id_types(model: Model) -> Iterator[Vote]:
    for key in model.keys:
        if key.kind == "primary" and len(key.columns) == 1:
            column = model.get(key.columns[0], Column)
            if column.type:
                yield column.type, key


_CREATED = {("created", "at"), ("created", "on"), ("date", "created"), ("created",),
            ("create", "time"), ("creation", "date"), ("inserted", "at"), ("created", "date"),
            ("create", "at"), ("created", "time")}  # fmt: skip
_UPDATED = {("updated", "at"), ("updated", "on"), ("date", "modified"), ("updated",),
            ("update", "time"), ("modified", "at"), ("last", "modified"), ("modified",),
            ("updated", "date"), ("update", "at"), ("updated", "time"), ("date", "updated"),
            }  # fmt: skip


def _timestamps(model: Model) -> Iterator[Vote]:
    for table in model.tables:
        columns = model.columns_of(table)
        created = next((c for c in columns if words(c.name) in _CREATED), None)
        updated = next((c for c in columns if words(c.name) in _UPDATED), None)
        if created is not None:
            yield f"{created.name},{updated.name if updated else ''}", table


def _segments(operation: Operation) -> list[str]:
    return [part for part in operation.path.split("/") if part and not part.startswith("{")]


def _url_styles(model: Model) -> Iterator[Vote]:
    for operation in model.operations:
        ending = "/" if operation.path.endswith("/") and operation.path != "/" else ""
        for segment in _segments(operation)[-1:]:
            style = style_of(segment)
            number = "plural" if is_plural(segment) else "singular"
            yield f"{number}-{'kebab' if style == 'flat' else style}{ending}", operation


def _url_prefix(model: Model) -> Iterator[Vote]:
    """The literal segments at the start that at least two thirds of all paths share."""
    paths = [operation.path.split("/")[1:-1] for operation in model.operations]
    if len(paths) < 3:
        return
    prefix: list[str] = []
    for depth in range(3):
        below = [path for path in paths if path[:depth] == prefix and len(path) > depth]
        heads = Counter(path[depth] for path in below)
        best = max(heads, key=lambda h: (heads[h], h), default="")
        if not best or best.startswith("{") or heads[best] * 3 < len(paths) * 2:
            break
        prefix.append(best)
    whole = "".join(f"/{segment}" for segment in prefix)
    for operation in model.operations if whole else ():
        follows = operation.path.startswith(f"{whole}/")
        yield (whole if follows else "other"), operation


def _folders(model: Model) -> Iterator[Vote]:
    """By layer where endpoints and tables of one noun lie in folders named after the layer."""
    layers = {"models", "model", "entities", "entity", "controllers", "controller", "routes",
              "routers", "handlers", "handler", "services", "repositories", "api", "schemas",
              "domain", "views"}  # fmt: skip
    kinds: tuple[tuple[Element, ...], ...] = (model.tables, model.operations)
    for element in (each for kind in kinds for each in kind):
        for evidence in element.evidence[:1]:
            folder = evidence.path.split("/")[-2:-1]
            yield ("by-layer" if folder and folder[0].lower() in layers else "by-feature"), element
