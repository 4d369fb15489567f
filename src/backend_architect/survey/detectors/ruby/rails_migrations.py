"""Ruby on Rails: db/schema.rb, and migrations in the order of their files' names.

Recognises: `create_table`, `create_join_table`, `drop_table`, `rename_table`, `change_table`,
`add_column`, `add_columns`, `remove_column(s)`, `rename_column`, `change_column`,
`change_column_null`, `change_column_default`, `add_reference`, `add_belongs_to`,
`remove_reference`, `add_timestamps`, `add_index`, `remove_index`, `add_foreign_key`, `execute` of
SQL that changes the schema, in `change`, `up` and the methods they call; `down` is left out. Where
a schema file stands, the migrations beside it are not played.
Versions seen: Rails 4 to 8.
Not recognised: names that are computed (a gap); conditions are taken to be met.
Documentation: https://guides.rubyonrails.org/active_record_migrations.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import Literal

from tree_sitter import Node

from backend_architect.languages.postgresql.read import read
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep, Snapshot, Unresolved
from backend_architect.survey.grammars.ruby.text import (
    Given,
    block_names,
    given_to,
    literal,
    method_of,
    texts,
)
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rails_columns import (
    columns_of,
    foreign_key,
    groups_of,
    index,
    key_of,
    table_body,
    typed,
)
from backend_architect.survey.idioms.ruby.words import singular
from backend_architect.survey.idioms.sql_steps import File, steps

_PATH = re.compile(r"(?:^|/)(?:db/|migrate/|migrations?/)")
_CHANGES = re.compile(r"^\s*(?:create|alter|drop|rename)\b", re.IGNORECASE)
_SCHEMA = re.compile(r"(?:^|_)schema\.rb\Z")
Act = Literal["create-table", "drop-table", "rename-table", "add-column", "drop-column",
              "rename-column", "alter-column", "add-group", "drop-group"]  # fmt: skip
_NAMES = (
    "create_table", "create_join_table", "drop_table", "drop_join_table", "rename_table",
    "change_table", "add_column", "add_columns", "remove_column", "remove_columns",
    "rename_column", "change_column", "change_column_null", "change_column_default",
    "add_reference", "add_belongs_to", "remove_reference", "remove_belongs_to", "add_timestamps",
    "remove_timestamps", "add_index", "remove_index", "add_foreign_key", "execute",
)  # fmt: skip


@detector(
    language="ruby",
    anchors=("ActiveRecord::Migration", "ActiveRecord::Schema"),
    query=f"""
    ((call method: (identifier) @_name) @call (#any-of? @_name
      {" ".join(f'"{name}"' for name in _NAMES)}))
    ((call receiver: (_) @_schema method: (identifier) @_define) @whole
      (#match? @_schema "^ActiveRecord::Schema") (#eq? @_define "define"))
    """,
)
def rails_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one call, or that the file is the whole schema."""
    path = match.source.path
    if is_aside(path) or not _PATH.search(path):
        return
    whole = bool(_SCHEMA.search(basename(path)))
    if match.nodes("whole") and whole:
        said = given_to(match.nodes("whole")[0]).named.get("version")
        version = node_text(said).replace("_", "") if said is not None else ""
        yield Snapshot(
            lines=(match.lines("whole")[0],) * 2, tool="rails",
            version=version if version.isdigit() else "",
        )  # fmt: skip
    for call in match.nodes("call"):
        method = match.scope("call").rpartition(".")[2]
        if method not in ("down", "self.down") and not _leads_back(call):
            yield from _At(match, call, whole=whole).facts()


def _leads_back(call: Node) -> bool:
    """Inside `reversible { |dir| dir.down { } }`."""
    above = call.parent
    while above is not None and above.type not in ("method", "program"):
        if above.type == "call" and method_of(above) == "down":
            return True
        above = above.parent
    return False


class _At:
    """One call of a migration."""

    def __init__(self, match: Match, call: Node, *, whole: bool) -> None:
        self.match, self.call = match, call
        self.given = given_to(call)
        begins = "0" if whole else "1"
        self.sequence = f"{begins} {basename(match.source.path)}"

    def facts(self) -> Iterator[Fact]:
        """What the call does."""
        name, given = method_of(self.call), self.given
        if name == "execute":
            yield from self._sql()
            return
        table = literal(given.values[0]) if given.values else None
        if not table:
            if given.values and name == "create_table":
                reason = "The table's name is computed when the program runs."
                yield Unresolved(lines=node_lines(self.call), what="a table", reason=reason)
            return
        yield from self._acts(name, table)

    def _acts(self, name: str, table: str) -> Iterator[Fact]:
        rest = self.given.values[1:]
        if name == "create_table":
            yield self._created(table)
        elif name == "create_join_table":
            yield self._joined(table)
        elif name == "change_table":
            yield from self._changed(table)
        elif name in ("drop_table", "drop_join_table"):
            for value in self.given.values:
                yield self.step("drop-table", self.call, literal(value) or table)
        elif name == "rename_table" and rest:
            yield self.step("rename-table", self.call, table, new_name=literal(rest[0]) or table)
        else:
            yield from self.change(_WORDS.get(name, name), self.call, table, rest)

    def step(self, act: Act, node: Node, table: str, **rest: object) -> SchemaStep:
        """One step at the place of a node."""
        made: SchemaStep = SchemaStep(
            lines=node_lines(node), scope=self.match.scope("call"), tool="rails", act=act,
            sequence=f"{self.sequence} {node.start_byte:08}", table=table,
            **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
        )  # fmt: skip
        return made

    def _created(self, table: str) -> SchemaStep:
        names = block_names(self.given.block)
        body = table_body(self.given.block, names[0]) if names else []
        keys, groups = key_of(self.call, table, self.given)
        columns: list[Field] = [*keys]
        every: list[Grouped] = [*groups]
        for node, method, values in body:
            columns.extend(columns_of(node, method, table, values))
            every.extend(groups_of(node, method, table, values))
        return self.step(
            "create-table", self.call, table, columns=tuple(columns), groups=tuple(every)
        )

    def _joined(self, first: str) -> SchemaStep:
        """`create_join_table :a, :b`: both keys, the table is named after both in order."""
        second = literal(self.given.values[1]) if len(self.given.values) > 1 else None
        own = self.given.text("table_name")
        both = sorted((first, second or first))
        table = own or "_".join(both)
        columns = tuple(
            Field(lines=node_lines(self.call), entity=table, name=f"{singular(each)}_id",
                  column=f"{singular(each)}_id", type="bigint")
            for each in (first, second or first)
        )  # fmt: skip
        return self.step("create-table", self.call, table, columns=columns)

    def _changed(self, table: str) -> Iterator[Fact]:
        names = block_names(self.given.block)
        for node, method, values in table_body(self.given.block, names[0]) if names else ():
            yield from self.change(method, node, table, values)

    def change(
        self, method: str, node: Node, table: str, values: tuple[Node, ...]
    ) -> Iterator[Fact]:
        """What one word does to a table that is there."""
        given = given_to(node)
        if method in _DROPPING:
            yield from self._dropped(method, node, table, values, given)
        elif method in ("rename", "change", "change_null", "change_default"):
            yield from self._altered(method, node, table, values, given)
        elif method == "index_to" and values:
            yield self.step("add-group", node, table, group=index(node, table, values[0], given))
        elif method == "key_to" and values:
            key = foreign_key(node, table, literal(values[0]) or "", given)
            yield self.step("add-group", node, table, group=key)
        else:
            for made in columns_of(node, method, table, values):
                yield self.step("add-column", node, table, column=made, name=made.column)
            for group in groups_of(node, method, table, values):
                yield self.step("add-group", node, table, group=group)

    def _dropped(
        self, method: str, node: Node, table: str, values: tuple[Node, ...], given: Given
    ) -> Iterator[Fact]:
        names = [name for value in values for name in texts(value)]
        if method == "remove":
            several = names if _several(node) else names[:1]
            for name in several:
                yield self.step("drop-column", node, table, name=name)
        elif method == "remove_timestamps":
            for name in ("created_at", "updated_at"):
                yield self.step("drop-column", node, table, name=name)
        elif method in ("remove_references", "remove_belongs_to"):
            many = "polymorphic" in given.named
            for name in names:
                for end in ("_type", "_id") if many else ("_id",):
                    yield self.step("drop-column", node, table, name=f"{name}{end}")
        else:
            columns = texts(given.named.get("column")) or tuple(names)
            usual = f"index_{table}_on_{'_and_'.join(columns)}"
            yield self.step("drop-group", node, table, name=given.text("name") or usual)

    def _altered(
        self, method: str, node: Node, table: str, values: tuple[Node, ...], given: Given
    ) -> Iterator[Fact]:
        name = literal(values[0]) if values else None
        second = literal(values[1]) if len(values) > 1 else None
        if not name:
            return
        if method == "rename" and second:
            yield self.step("rename-column", node, table, name=name, new_name=second)
        elif method == "change" and second:
            yield self.step("alter-column", node, table, name=name, type=typed(second, given))
        elif method == "change_null" and len(values) > 1:
            nullable = node_text(values[1]) == "true"
            yield self.step("alter-column", node, table, name=name, nullable=nullable)

    def _sql(self) -> Iterator[Fact]:
        text = (literal(self.given.values[0]) if self.given.values else None) or ""
        if _CHANGES.match(text):
            first = node_lines(self.call)[0]
            file = File(f"{self.sequence} {self.call.start_byte:08}", "rails", "")
            for fact in steps(read("\n" * (first - 1) + text), file):
                if isinstance(fact, SchemaStep):
                    yield fact


_WORDS = {
    "add_column": "column", "add_reference": "references", "add_belongs_to": "references",
    "add_timestamps": "timestamps", "add_index": "index_to", "add_foreign_key": "key_to",
    "remove_column": "remove", "remove_columns": "remove", "rename_column": "rename",
    "change_column": "change", "change_column_null": "change_null",
    "change_column_default": "change_default", "remove_reference": "remove_references",
    "remove_belongs_to": "remove_references",
}  # fmt: skip
_DROPPING = ("remove", "remove_timestamps", "remove_references", "remove_belongs_to",
             "remove_index")  # fmt: skip


def _several(node: Node) -> bool:
    """`remove_columns` and `t.remove` name columns; `remove_column` a column and its type."""
    return method_of(node) != "remove_column"
