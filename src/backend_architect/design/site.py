"""The ground a design is put on: what the repository has, and how it spells and shapes things.

A blueprint never names a table, a type or a path outright: it asks the site, so that what is new
looks as if the repository's own people had added it.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from posixpath import basename, dirname
from typing import NamedTuple

from backend_architect.catalog.concepts import names_of
from backend_architect.measures.naming import plural, singular, spelled, words
from backend_architect.model.api import Api, Operation
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief
from backend_architect.model.convention import ConventionKind
from backend_architect.model.data import Column, Store, Table
from backend_architect.model.element import Evidence
from backend_architect.model.finding import Finding
from backend_architect.model.security import SecurityScheme
from backend_architect.model.service import Service

#: Rows to plan for where neither the words nor an answer give a number.
DEFAULT_ROWS = 1_000_000


class Sibling(NamedTuple):
    """A file of the repository and what the new thing's file of the same kind would be called."""

    path: str
    modelled_on: Evidence


class Site:
    """What is there, seen by a designer. All names it gives are in the repository's spelling."""

    def __init__(self, brief: Brief, model: Model, findings: tuple[Finding, ...] = ()) -> None:
        self.brief = brief
        self.model = model
        self.findings = findings

    # -- what is there

    def concept(self, concept: str) -> Table | None:
        """The table that stands for a concept of the vocabulary ("customer"), or None.

        The best name wins; of several tables with that name the one most referred to.
        """
        by_name: dict[str, list[Table]] = {}
        for table in self.model.tables:
            by_name.setdefault(self._plain(table), []).append(table)
        for name in names_of(concept):
            if name in by_name:
                return max(by_name[name], key=lambda t: (self._popularity[t.id], -len(t.name)))
        return None

    def column_of(self, table: Table, concept: str) -> Column | None:
        """The column of a table that stands for a concept ("price"), or None."""
        columns = {singular(column.name): column for column in self.model.columns_of(table)}
        return next((columns[name] for name in names_of(concept) if name in columns), None)

    def operations_on(self, table: Table) -> tuple[Operation, ...]:
        """The endpoints known to be about a table, or named after it."""
        noun = self._plain(table)
        return tuple(
            op
            for op in self.model.operations
            if op.table == table.id or any(singular(part) == noun for part in op.path.split("/"))
        )

    @cached_property
    def _popularity(self) -> Counter[str]:
        return Counter(key.ref_table for key in self.model.foreign_keys)

    @cached_property
    def _prefix(self) -> str:
        """The first word of all tables' names, where they share one ("tbl_users", "shop_users")."""
        names = [words(table.name) for table in self.model.tables]
        firsts = {name[:1] for name in names}
        shared = len(names) > 2 and len(firsts) == 1 and all(len(name) > 1 for name in names)
        return names[0][0] if shared else ""

    def _plain(self, table: Table) -> str:
        """The noun of a table: without prefix, in the singular; for Django the mapped class."""
        if self.convention("table-naming") == "django" and table.entity:
            return singular(table.entity.rpartition(".")[2])
        parts = words(table.name)
        if self._prefix and len(parts) > 1 and parts[0] == self._prefix:
            parts = parts[1:]
        return singular("_".join(parts))

    # -- where the new thing goes

    @cached_property
    def service(self) -> Service | None:
        """The service to extend: the one with most tables, then most endpoints; None if none."""
        weight: Counter[str] = Counter()
        for table in self.model.tables:
            weight[self.model.get(table.store, Store).service] += 1000
        for operation in self.model.operations:
            weight[self.model.get(operation.api, Api).service] += 1
        candidates = [each for each in self.model.services if each.kind != "external"]
        return max(candidates, key=lambda s: (weight[s.id], s.id), default=None)

    @cached_property
    def store(self) -> Store | None:
        """The service's SQL store; None if it has none."""
        own = [s for s in self.model.stores if s.kind == "sql"]
        service = self.service.id if self.service else ""
        return max(own, key=lambda s: (s.service == service, s.id), default=None)

    @cached_property
    def api(self) -> Api | None:
        """The service's REST api, or None."""
        own = [a for a in self.model.apis if a.style == "rest"]
        service = self.service.id if self.service else ""
        return max(own, key=lambda a: (a.service == service, a.id), default=None)

    @cached_property
    def scheme(self) -> SecurityScheme | None:
        """How callers authenticate today: the scheme most endpoints ask for, or None."""
        votes = Counter(name for op in self.model.operations for name in op.security)
        return max(self.model.schemes, key=lambda s: (votes[s.id], s.id), default=None)

    @cached_property
    def guards(self) -> tuple[str, ...]:
        """The guards of authenticated endpoints that most of them share, as the code names them."""
        votes = Counter(op.guards for op in self.model.operations if op.security and op.guards)
        return max(votes, key=lambda guards: (votes[guards], guards), default=())

    # -- how things are spelled and shaped

    def convention(self, kind: ConventionKind, default: str = "") -> str:
        """The prevailing convention, or `default` where none was seen."""
        service = self.service.id if "service" in self.__dict__ and self.service else ""
        return self.model.convention(kind, service) or default

    def table_name(self, noun: str, *, feature: str) -> str:
        """The table for a noun ("cart item"). `feature` is the module it belongs to ("cart")."""
        style = self.convention("table-naming", "plural-snake")
        if style == "django":
            return f"{spelled(feature, 'flat')}_{spelled(singular(noun), 'flat')}"
        number, _, spelling = style.partition("-")
        name = plural(noun) if number == "plural" else singular(noun)
        prefixed = f"{self._prefix} {name}" if self._prefix else name
        return spelled(prefixed, spelling or "snake")

    def column_name(self, name: str) -> str:
        """A column's name: `customer_id` or `customerId`, as the others are."""
        return spelled(name, self.convention("column-naming", "snake"))

    def json_name(self, name: str) -> str:
        """A member's name in JSON, as the contract's others are."""
        by_language = {"javascript": "camel", "typescript": "camel", "java": "camel"}
        language = self.service.language if self.service else ""
        return spelled(name, self.convention("json-naming", by_language.get(language, "snake")))

    def path(self, *segments: str) -> str:
        """A path under the prefix all share; `{names}` are spelled as JSON members are."""
        style = self.convention("url", "plural-kebab")
        tail = "/" if style.endswith("/") else ""
        spelling = style.rstrip("/").partition("-")[2] or "kebab"
        spelt = [
            f"{{{self.json_name(segment[1:-1])}}}"
            if segment.startswith("{")
            else spelled(segment, spelling)
            for segment in segments
        ]
        return "/".join((self.convention("url-prefix").rstrip("/"), *spelt)) + tail

    @property
    def id_type(self) -> str:
        """The type of primary keys."""
        return self.convention("id", "bigint")

    def key_of(self, table: Table) -> Column | None:
        """The one column of a table's primary key; None if it has none or several."""
        key = self.model.primary_key_of(table)
        found = self.model.find(key.columns[0]) if key and len(key.columns) == 1 else None
        return found if isinstance(found, Column) else None

    def timestamps(self) -> tuple[str, str]:
        """The names of the columns for creation and change."""
        created, _, updated = self.convention("timestamp").partition(",")
        return created or self.column_name("created_at"), updated or self.column_name("updated_at")

    @property
    def timestamp_type(self) -> str:
        """The type of points in time: what existing creation columns have, else with time zone."""
        created = self.timestamps()[0]
        votes = Counter(c.type for c in self.model.columns if c.name == created)
        return max(votes, key=lambda t: (votes[t], t), default="timestamp with time zone")

    def rows(self, concept: str) -> int:
        """Rows to plan for of a concept's table: from the brief, else `DEFAULT_ROWS`."""
        table = self.concept(concept)
        stated = self.brief.rows_of(table.name if table else concept)
        return stated or (table.rows if table and table.rows else DEFAULT_ROWS)

    # -- files

    def siblings(self, noun: str, modelled_on: Table) -> tuple[Sibling, ...]:
        """The files the new noun should have, one for each file the repository has for an existing
        one: `routes/products.py` gives `routes/carts.py`. Sorted by path."""
        old = self._plain(modelled_on)
        operations = self.operations_on(modelled_on)
        evidence = [e for each in (modelled_on, *operations) for e in each.evidence]
        firsts: dict[str, Evidence] = {}
        for each in sorted(evidence):
            firsts.setdefault(each.path, each)
        found = {_renamed(path, old, noun): each for path, each in firsts.items()}
        return tuple(Sibling(path, found[path]) for path in sorted(found))


def _renamed(path: str, old: str, new: str) -> str:
    """The path with every spelling of `old` replaced by the same spelling of `new`; where the name
    does not occur, a file of the new name in the same folder."""
    renamed = path
    for number in (plural, singular):
        for style in ("pascal", "camel", "snake", "kebab", "flat"):
            renamed = renamed.replace(spelled(number(old), style), spelled(number(new), style))
    if renamed != path:
        return renamed
    ending = basename(path).partition(".")[2]
    name = spelled(new, "snake" if ending in ("py", "go") else "camel")
    return f"{dirname(path)}/{name}.{ending}".lstrip("/")
