"""What hangs together: endpoint -> handler -> functions -> queries -> tables."""

from __future__ import annotations

from collections import Counter

import msgspec

from backend_architect.model.api import Operation
from backend_architect.model.data import Query
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.implementers import Implementers
from backend_architect.survey.assemble.routes import Routes
from backend_architect.survey.assemble.tables import Data
from backend_architect.survey.facts import Access, Call
from backend_architect.survey.resolution import Symbol

#: How many calls deep a handler is followed.
DEPTH = 6


class _Graph:
    """Who calls whom, and from inside a loop."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._implementers = Implementers(ground)
        self._edges: dict[Symbol, tuple[tuple[Symbol, bool], ...]] = {}

    def called(self, function: Symbol) -> tuple[tuple[Symbol, bool], ...]:
        """The functions of ours a function calls, and whether it does so in a loop."""
        if function not in self._edges:
            found: dict[Symbol, bool] = {}
            for call in self._ground.symbols.calls(function):
                for target in self._targets(function.path, call):
                    if target != function:
                        found[target] = found.get(target, False) or call.looped
            self._edges[function] = tuple(sorted(found.items()))
        return self._edges[function]

    def _targets(self, path: str, call: Call) -> tuple[Symbol, ...]:
        """What a call may mean: a function, and for an interface's those that stand behind it."""
        target = self._ground.symbols.function(path, call.callee, call.scope)
        return () if target is None else (target, *self._implementers.of(target))

    def reached(self, start: Symbol) -> dict[Symbol, bool]:
        """Every function a handler leads to, and whether a loop lies on the way."""
        reached = {start: False}
        frontier = [start]
        for _ in range(DEPTH):
            following: list[Symbol] = []
            for function in frontier:
                for target, looped in self.called(function):
                    through_loop = looped or reached[function]
                    if target not in reached:
                        following.append(target)
                        reached[target] = through_loop
                    elif through_loop and not reached[target]:
                        reached[target] = True
            frontier = following
        return reached


def link_queries(
    ground: Ground, routes: Routes, data: Data
) -> tuple[tuple[Operation, ...], tuple[Query, ...]]:
    """The operations with the table they are about, and the queries with the operation that leads
    to them (the first by id, where several do)."""
    graph = _Graph(ground)
    leads: dict[Symbol, tuple[str, bool]] = {}
    ways: dict[str, dict[Symbol, bool]] = {}
    for id in sorted(routes.operations):
        handler = routes.handlers.get(id)
        if handler is not None:
            ways[id] = graph.reached(handler)
            for function, looped in ways[id].items():
                leads.setdefault(function, (id, looped))
    queries = _queries(ground, data, leads)
    by_function: dict[Symbol, list[Query]] = {}
    for query in queries.values():
        place = Symbol(query.evidence[0].path, query.function)
        by_function.setdefault(place, []).append(query)
    operations = [
        _with_table(operation, ways.get(id, {}), by_function)
        for id, operation in routes.operations.items()
    ]
    return tuple(operations), tuple(queries.values())


def _with_table(
    operation: Operation,
    reached: dict[Symbol, bool],
    by_function: dict[Symbol, list[Query]],
) -> Operation:
    votes: Counter[str] = Counter()
    for function in reached.keys() & by_function.keys():
        votes.update(query.table for query in by_function[function])
    if not votes:
        return operation
    table = max(votes, key=lambda t: (votes[t], t))
    return msgspec.structs.replace(operation, table=table)


def _queries(ground: Ground, data: Data, leads: dict[Symbol, tuple[str, bool]]) -> dict[str, Query]:
    found: dict[str, Query] = {}
    for seen, access in ground.facts(Access):
        table = _table(ground, data, seen, access)
        if table is None:
            ground.gap(
                seen, access.lines[0], f"{access.verb} of {access.entity}",
                "Which table it reads or writes could not be resolved.",
            )  # fmt: skip
            continue
        operation, through_loop = leads.get(Symbol(seen.path, access.scope), ("", False))
        query = _query(ground, data, (seen, access), table, operation)
        looped = access.looped or through_loop
        found[query.id] = msgspec.structs.replace(query, looped=looped)
    return found


def _table(ground: Ground, data: Data, seen: Seen, access: Access) -> str | None:
    """The table an access is about: what its entity resolves to, what that is typed as, or a name.

    For a repository interface the detector gives the entity it is declared for.
    """
    symbol = ground.resolve(seen.path, access.entity, access.scope)
    if symbol is not None and symbol in data.entities:
        return data.entities[symbol]
    typed = ground.symbols.type_of(symbol) if symbol is not None else None
    if typed is not None and typed in data.entities:
        return data.entities[typed]
    return data.named(access.entity)


def _query(
    ground: Ground, data: Data, where: tuple[Seen, Access], table: str, operation: str
) -> Query:
    seen, access = where
    known = data.columns.get(table, {})
    filters = tuple(known[f].id for f in access.filters if f in known)
    sorts = tuple(
        ("-" if s.startswith("-") else "") + known[s.lstrip("-")].id
        for s in access.sorts
        if s.lstrip("-") in known
    )
    place = f"{seen.path}:{access.lines[0]}"
    return Query(
        id=f"{table}/query/{access.verb} {place}",
        name=f"{access.verb} in {access.scope or seen.path}",
        origin=ground.surveyed(where),
        verb=access.verb,
        table=table,
        filters=tuple(dict.fromkeys(filters)),
        sorts=sorts,
        limited=access.limited,
        single=access.single,
        looped=access.looped,
        function=access.scope,
        operation=operation,
    )
