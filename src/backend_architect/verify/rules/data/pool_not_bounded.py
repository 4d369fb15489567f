"""A program opens as many connections to its database as it has requests.

Why it matters
    The server takes a limited number of connections (PostgreSQL 100, unless told otherwise) and
    needs memory for each. Under load the program takes all of them, and every instance is refused.
How it is found
    The store of a service written in Go has no known limit: `database/sql`, on which its mappers
    stand, opens a new connection whenever all are in use unless `SetMaxOpenConns` is called.
    Other ecosystems' pools are bounded by themselves, and SQLite has no server. Where a setting is
    named for the size of a pool, it is taken to be used.
False alarm when
    The limit is set where the survey could not follow it, or a pooler stands in between.
What to do
    Call `SetMaxOpenConns` so that all instances together stay below the server's limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.measures.naming import words
from backend_architect.model.architecture import Model
from backend_architect.model.data import Store
from backend_architect.model.runtime import Setting
from backend_architect.model.service import Service
from backend_architect.verify.rule import Trouble, rule

#: Languages whose customary way to a database has no limit by default.
_UNBOUNDED = frozenset({"go"})


@rule(severity="warning")
def pool_not_bounded(model: Model) -> Iterator[Trouble]:
    """SQL stores of which nobody says how many connections are opened at most."""
    for store in model.stores:
        service = model.find(store.service)
        language = service.language.lower() if isinstance(service, Service) else ""
        opened = store.kind == "sql" and store.technology != "sqlite" and _in_code(store)
        bounded = store.pool_max is not None or any(map(_sizes_a_pool, model.settings))
        if opened and not bounded and language in _UNBOUNDED:
            yield Trouble(store.id, f"Nothing bounds the connections opened to {store.name}.")


def _in_code(store: Store) -> bool:
    return any(evidence.path.endswith(".go") for evidence in store.evidence)


def _sizes_a_pool(setting: Setting) -> bool:
    said = set(words(setting.name))
    return bool(said & {"max", "pool", "limit"} and said & {"conn", "conns", "connections", "pool"})
