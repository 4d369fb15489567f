"""The ground a design is put on: what the repository has, and how it spells and shapes things.

A blueprint never names a table, a type or a path outright: it asks the site, so that what is new
looks as if the repository's own people had added it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from backend_architect.catalog.concepts import doubtful_names_of, names_of
from backend_architect.design.files import Sibling, counterparts
from backend_architect.measures.naming import is_plural, plural, singular, spelled, style_of, words
from backend_architect.model.api import Api, Operation, Parameter
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


#: Databases whose unique indexes may have a condition. MySQL and MariaDB have no such indexes.
_PARTIAL_INDEXES = frozenset({"postgresql", "sqlite", "cockroachdb", "sqlserver", "mssql"})


class Site:
    """What is there, seen by a designer. All names it gives are in the repository's spelling.

    `preferences` are the profile's: what it takes where the repository leaves a choice.
    """

    def __init__(
        self,
        brief: Brief,
        model: Model,
        findings: tuple[Finding, ...] = (),
        preferences: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.brief = brief
        self.model = model
        self.findings = findings
        self.preferences = preferences

    def says(self, *phrases: str) -> bool:
        """True where the request itself holds one of these phrases and neither denies it nor puts
        it out of scope. A question is not asked where the words answer it: this reads them."""
        said = " ".join(self.brief.words.lower().split())
        apart = " ".join(self.brief.out_of_scope).lower()
        return any(
            re.search(rf"(?<!\bno )(?<!\bnot )(?<!\bwithout ){re.escape(each)}", said) is not None
            and each not in apart
            for each in phrases
        )

    # -- what is there

    def concept(self, concept: str) -> Table | None:
        """The table that stands for a concept of the vocabulary ("customer"), or None.

        The best name wins; of several tables with that name one of the store that is extended,
        then the one most referred to. A name that may mean something else ("article") counts only
        with the column that tells.
        """
        telling = doubtful_names_of(concept)
        for name in names_of(concept):
            tables = [
                table
                for table in self._by_noun.get(name, ())
                if (name not in telling or self.column_of(table, telling[name]))
                and not self._is_of_staff(table)
            ]
            if tables:
                return max(tables, key=self._weight)
        return None

    def mentioned(self, concept: str) -> Table | None:
        """As `concept`, but a table that the request itself names goes first."""
        said = {singular(word) for word in words(self.brief.words)}
        named = [name for name in names_of(concept) if name in said and name in self._by_noun]
        if named:
            return max(self._by_noun[named[0]], key=self._weight)
        return self.concept(concept)

    def column_of(self, table: Table, concept: str) -> Column | None:
        """The column of a table that stands for a concept ("price"), or None."""
        columns = {self._plain_name(column): column for column in self.model.columns_of(table)}
        return next((columns[name] for name in names_of(concept) if name in columns), None)

    def stands_for(self, column: Column, concept: str) -> bool:
        """True where the column's name is one of the concept's."""
        return self._plain_name(column) in names_of(concept)

    def _plain_name(self, column: Column) -> str:
        """The column's name in the singular, without the table's own noun before it
        (`customer_email`) or another first word that most columns of the table share."""
        parts, table = words(column.name), self.model.find(column.table)
        repeated = {self._first_words.get(column.table, "")}
        if isinstance(table, Table):
            repeated.add(self.noun_of(table))
        if len(parts) > 1 and parts[0] in repeated:
            parts = parts[1:]
        return singular("_".join(parts))

    @cached_property
    def _first_words(self) -> dict[str, str]:
        """By table the first word that at least half of its columns, and three, begin with."""
        found = {}
        for table in self.model.tables:
            names = [words(column.name) for column in self.model.columns_of(table)]
            votes = Counter(name[0] for name in names if len(name) > 1)
            word, count = max(votes.items(), key=lambda each: (each[1], each[0]), default=("", 0))
            if count > 2 and count * 2 >= len(names):
                found[table.id] = word
        return found

    def operations_on(self, table: Table) -> tuple[Operation, ...]:
        """The endpoints known to be about a table, or named after it."""
        noun = self.noun_of(table)
        return tuple(
            op
            for op in self.model.operations
            if op.table == table.id or any(singular(part) == noun for part in op.path.split("/"))
        )

    def operation_named(self, *names: str, method: str = "POST") -> Operation | None:
        """The endpoint whose path ends with one of these names ("login"), or None."""
        for name in names:
            for op in self.model.operations:
                last = op.path.rstrip("/").rpartition("/")[2]
                if op.method.upper() == method and words(last) == words(name):
                    return op
        return None

    def item_path(self, table: Table) -> tuple[str, tuple[Parameter, ...]]:
        """The path of one row in today's contract (`/posts/{slug}`) and its parameters; ("", ())
        where there is none."""
        noun = self.noun_of(table)
        found = []
        for op in self.operations_on(table):
            *_, before, last = ("", "", *op.path.rstrip("/").split("/"))
            if last.startswith("{") and singular(before) == noun:
                found.append((op.path.count("/"), op.method != "GET", op.path, op.id))
        if not found:
            return "", ()
        best = self.model.get(min(found)[3], Operation)
        path = tuple(each for each in best.parameters if each.location == "path")
        return best.path.rstrip("/"), path

    def uses(self, *names: str) -> str:
        """The first of these technologies that is in use ("redis"), or ""."""
        technologies = {part for each in self.model.technologies for part in words(each.name)}
        technologies |= {each.technology for each in self.model.stores}
        return next((name for name in names if name in technologies), "")

    @cached_property
    def _by_noun(self) -> dict[str, list[Table]]:
        """Tables by their noun; by the class that maps them where no table has that noun."""
        found: dict[str, list[Table]] = {}
        mapped: dict[str, list[Table]] = {}
        for table in self.model.tables:
            found.setdefault(self.noun_of(table), []).append(table)
            if table.entity:
                mapped.setdefault(_of_entity(table.entity), []).append(table)
        return mapped | found

    def _weight(self, table: Table) -> tuple[bool, int, int, str]:
        own = self.store is not None and table.store == self.store.id
        return own, self._popularity[table.id], -len(table.name), table.id

    def _is_of_staff(self, table: Table) -> bool:
        """True for accounts of those who run the system: their columns say so."""
        columns = self.model.columns_of(table)
        return sum("admin" in words(column.name)[:1] for column in columns) > 2

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

    def noun_of(self, table: Table) -> str:
        """The noun of a table: without prefix, in the singular; for Django the mapped class."""
        if self.convention("table-naming") == "django" and table.entity:
            return _of_entity(table.entity)
        parts = words(table.name)
        if self._prefix and len(parts) > 1 and parts[0] == self._prefix:
            parts = parts[1:]
        return singular("_".join(parts))

    def plural_of(self, table: Table) -> str:
        """The table's noun in the plural, as paths have it."""
        return plural(self.noun_of(table))

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
        """The guards that most authenticated endpoints share, as the code names them, without
        those that open endpoints pass as well (logging, CORS, ...)."""
        votes = Counter(op.guards for op in self.model.operations if op.security and op.guards)
        usual: tuple[str, ...] = max(votes, key=lambda each: (votes[each], each), default=())
        at_open = {guard for op in self.model.operations if not op.security for guard in op.guards}
        asking = tuple(guard for guard in usual if guard not in at_open)
        return asking or usual

    @property
    def partial_indexes(self) -> bool:
        """True where a unique index may have a condition."""
        return self.store is None or self.store.technology in (*_PARTIAL_INDEXES, "unknown")

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
        """A path under the prefix all share; nouns in the number and spelling of today's paths,
        `{names}` as JSON members are."""
        style = self.convention("url", "plural-kebab")
        tail = "/" if style.endswith("/") else ""
        number, _, spelling = style.rstrip("/").partition("-")
        numbered = singular if self._single_nouns(number) else str
        spelt = [
            f"{{{self.json_name(segment[1:-1])}}}"
            if segment.startswith("{")
            else spelled(numbered(segment), spelling or "kebab")
            for segment in segments
        ]
        return "/".join((self.convention("url-prefix").rstrip("/"), *spelt)) + tail

    def _single_nouns(self, number: str) -> bool:
        """True where paths have nouns in the singular: what stands before an id tells, else the
        convention."""
        nouns = [
            before
            for op in self.model.operations
            for before, after in pairwise(op.path.split("/"))
            if after.startswith("{") and before and not before.startswith("{")
        ]
        if not nouns:
            return number == "singular"
        return sum(is_plural(noun) for noun in nouns) * 2 < len(nouns)

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
        """The type of points in time: what existing creation columns have, else with time zone.

        Seconds kept as a number are no such type: neither `now()` nor a comparison with it fits.
        """
        created = self.timestamps()[0]
        votes = Counter(
            c.type
            for c in self.model.columns
            if c.name == created and c.type.startswith("timestamp")
        )
        return max(votes, key=lambda t: (votes[t], t), default="timestamp with time zone")

    def rows(self, concept: str) -> int:
        """Rows to plan for of a concept's table: from the brief, else `DEFAULT_ROWS`."""
        table = self.concept(concept)
        stated = self.brief.rows_of(table.name if table else concept)
        return stated or (table.rows if table and table.rows else DEFAULT_ROWS)

    # -- files

    @cached_property
    def _file_spelling(self) -> str:
        """How names of several words are spelled in the paths of what was seen."""
        elements = (*self.model.tables, *self.model.operations)
        parts = {
            part.partition(".")[0]
            for each in elements
            for evidence in each.evidence
            for part in evidence.path.split("/")
        }
        votes = Counter(style_of(part) for part in sorted(parts) if len(words(part)) > 1)
        by_language = {"java": "pascal", "kotlin": "pascal", "typescript": "kebab"}
        language = self.service.language if self.service else ""
        usual = by_language.get(language, "snake")
        known = [style for style in ("snake", "kebab", "camel", "pascal") if votes[style]]
        return max(known, key=lambda style: votes[style], default=usual)

    def siblings(self, noun: str, modelled_on: Table, feature: str) -> tuple[Sibling, ...]:
        """The files the new noun should have, one for each file the repository has for an existing
        one: `routes/products.py` gives `routes/carts.py`; a file that all nouns share is extended.
        Where files are by application (Django) the feature's application has them. Sorted by path;
        migrations have their own chapter."""
        old = self.noun_of(modelled_on)
        if self.convention("table-naming") == "django":
            old, noun = modelled_on.name.partition("_")[0], feature
        operations = [each for op in self.operations_on(modelled_on) for each in op.evidence]
        found: dict[str, Evidence] = {}
        for evidence in (modelled_on.evidence, operations):
            found |= counterparts(evidence, old, noun, self._file_spelling)
        return tuple(Sibling(path, found[path]) for path in sorted(found))


def _of_entity(entity: str) -> str:
    """The noun of a mapped class: `models.UserEntity` is a user."""
    parts = words(entity.rpartition(".")[2])
    plain = parts[:-1] if len(parts) > 1 and parts[-1] in ("entity", "model") else parts
    return singular("_".join(plain))
