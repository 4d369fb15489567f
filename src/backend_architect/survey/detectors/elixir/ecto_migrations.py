"""Ecto: migrations, in the order of their files' names.

Recognises: in `change` and `up`: `create table`, `alter table` with `add`, `modify`, `remove`,
`timestamps`, `references`; `create index` and `unique_index`, `drop`, `rename`, `execute` of SQL
that changes the schema. `down` is left out.
Versions seen: Ecto 2 and 3.
Not recognised: names that are computed (a gap); conditions are taken to be met.
Documentation: https://hexdocs.pm/ecto_sql/Ecto.Migration.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import Literal, cast

from tree_sitter import Node

from backend_architect.languages.postgresql.read import read
from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep, Unresolved
from backend_architect.survey.grammars.elixir.text import (
    Given,
    callee_of,
    function_of,
    given_to,
    literal,
    statements,
)
from backend_architect.survey.idioms.elixir.aside import is_aside
from backend_architect.survey.idioms.elixir.ecto_types import flag, names, on_delete, typed
from backend_architect.survey.idioms.sql_steps import File, steps

_CHANGES = re.compile(r"^\s*(?:create|alter|drop|rename)\b", re.IGNORECASE)
_WORDS = ("create", "create_if_not_exists", "alter", "drop", "drop_if_exists", "rename", "execute")
Act = Literal["create-table", "drop-table", "rename-table", "add-column", "drop-column",
              "rename-column", "alter-column", "add-group", "drop-group"]  # fmt: skip


@detector(
    language="elixir",
    anchors=("Migration",),
    paths=("*/migrations/*.exs", "migrations/*.exs"),
    query=f"""
    ((call target: (identifier) @_name) @call (#any-of? @_name
      {" ".join(f'"{word}"' for word in _WORDS)}))
    """,
)
def ecto_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one call."""
    call = match.nodes("call")[0]
    if function_of(call) == "down" or is_aside(match.source.path):
        return
    yield from _At(match, call).facts()


class _At:
    """One call of a migration."""

    def __init__(self, match: Match, call: Node) -> None:
        self.match, self.call = match, call
        self.given = given_to(call)
        self.sequence = f"1 {basename(match.source.path)}"

    def facts(self) -> Iterator[Fact]:
        """What the call does."""
        word = callee_of(self.call)
        first = self.given.values[0] if self.given.values else None
        if word == "execute":
            yield from self._sql(literal(first) or "")
            return
        if first is None or first.type != "call":
            return
        kind, inner = callee_of(first), given_to(first)
        table = literal(inner.values[0]) if inner.values else None
        if kind in ("table", "index", "unique_index") and not table:
            reason = "The table's name is computed when the program runs."
            yield Unresolved(lines=node_lines(self.call), what="a migration", reason=reason)
        elif kind == "table" and table:
            yield from self._table(word, table, inner)
        elif kind in ("index", "unique_index") and table:
            yield self._index(word, kind, table, inner)

    def step(self, act: Act, node: Node, table: str, **rest: object) -> SchemaStep:
        """One step at the place of a node."""
        made: SchemaStep = SchemaStep(
            lines=node_lines(node), scope=self.match.scope("call"), tool="ecto", act=act,
            sequence=f"{self.sequence} {node.start_byte:08}", table=table,
            **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
        )  # fmt: skip
        return made

    def _table(self, word: str, table: str, options: Given) -> Iterator[Fact]:
        if word.startswith("create"):
            yield self._created(table, options)
        elif word == "alter":
            for statement in statements(self.given.block):
                yield from self._altered(statement, table)
        elif word.startswith("drop"):
            yield self.step("drop-table", self.call, table)
        elif word == "rename":
            yield from self._renamed(table)

    def _created(self, table: str, options: Given) -> SchemaStep:
        columns: list[Field] = []
        if flag(options, "primary_key") is not False:
            line = (node_lines(self.call)[0],) * 2
            columns.append(Field(lines=line, entity=table, name="id", column="id", type="bigint",
                                 primary=True, identity=True))  # fmt: skip
        groups: list[Grouped] = []
        for statement in statements(self.given.block):
            columns.extend(_columns(statement, table))
            groups.extend(_foreign(statement, table))
        return self.step(
            "create-table", self.call, table, columns=tuple(columns), groups=tuple(groups)
        )

    def _altered(self, node: Node, table: str) -> Iterator[Fact]:
        word, given = callee_of(node), given_to(node)
        name = literal(given.values[0]) if given.values else None
        if word in ("add", "add_if_not_exists", "timestamps"):
            for column in _columns(node, table):
                yield self.step("add-column", node, table, column=column, name=column.column)
            for group in _foreign(node, table):
                yield self.step("add-group", node, table, group=group)
        elif word in ("remove", "remove_if_exists") and name:
            yield self.step("drop-column", node, table, name=name)
        elif word == "modify" and name and len(given.values) > 1:
            nullable = flag(given, "null")
            refers = callee_of(given.values[1]) == "references"
            type = None if refers else typed(given.values[1], given)
            yield self.step("alter-column", node, table, name=name, type=type, nullable=nullable)

    def _renamed(self, table: str) -> Iterator[Fact]:
        """`rename table(:a), to: table(:b)`, `rename table(:a), :old, to: :new`."""
        to, values = self.given.named.get("to"), self.given.values
        if to is not None and to.type == "call":
            inner = given_to(to).values
            new = literal(inner[0]) if inner else None
            yield from (self.step("rename-table", self.call, table, new_name=new),) if new else ()
        elif len(values) > 1:
            old, new = literal(values[1]), literal(to)
            if old and new:
                yield self.step("rename-column", self.call, table, name=old, new_name=new)

    def _index(self, word: str, kind: str, table: str, given: Given) -> SchemaStep:
        listed = given.values[1] if len(given.values) > 1 else None
        columns = names(listed)
        usual = "_".join((table, *columns, "index"))
        name = given.text("name") or usual
        if word.startswith("drop"):
            return self.step("drop-group", self.call, table, name=name)
        unique = kind == "unique_index" or bool(flag(given, "unique"))
        written = "" if columns or listed is None else node_text(listed)
        group = Grouped(
            lines=node_lines(self.call), entity=table, kind="index", columns=columns, name=name,
            unique=unique, where=given.text("where") or "", method=given.text("using") or "btree",
            expression=written,
        )  # fmt: skip
        return self.step("add-group", self.call, table, group=group)

    def _sql(self, text: str) -> Iterator[Fact]:
        if _CHANGES.match(text):
            first = node_lines(self.call)[0]
            file = File(f"{self.sequence} {self.call.start_byte:08}", "ecto", "postgresql")
            for fact in steps(read("\n" * (first - 1) + text), file):
                if isinstance(fact, SchemaStep):
                    yield fact


def _columns(node: Node, table: str) -> Iterator[Field]:
    """The columns of `add` or `timestamps`."""
    word, given = callee_of(node), given_to(node)
    if word == "timestamps":
        for usual in ("inserted_at", "updated_at"):
            if flag(given, usual) is not False:
                name = given.text(usual) or usual
                yield Field(
                    lines=node_lines(node), entity=table, name=name, column=name, type="timestamp",
                    nullable=flag(given, "null") is True,
                )  # fmt: skip
        return
    name = (literal(given.values[0]) if given.values else None) or ""
    if not name or word not in ("add", "add_if_not_exists"):
        return
    second = given.values[1] if len(given.values) > 1 else None
    refers = second is not None and callee_of(second) == "references"
    kind = given_to(second).named.get("type") if refers and second is not None else second
    primary, default = bool(flag(given, "primary_key")), given.named.get("default")
    yield Field(
        lines=node_lines(node), entity=table, name=name, column=name,
        type="bigint" if refers and kind is None else typed(kind, given), primary=primary,
        nullable=flag(given, "null") is not False and not primary,
        default=_default(default) if default is not None else "",
    )  # fmt: skip


def _default(node: Node) -> str:
    text = literal(node)
    return f"'{text}'" if text is not None else node_text(node)


def _foreign(node: Node, table: str) -> Iterator[Grouped]:
    """The key that `add :x_id, references(:xs)` makes."""
    given = given_to(node)
    second = given.values[1] if len(given.values) > 1 else None
    if second is None or callee_of(second) != "references":
        return
    inner = given_to(second)
    target = literal(inner.values[0]) if inner.values else None
    name = literal(given.values[0])
    if target and name:
        yield Grouped(
            lines=node_lines(node), entity=table, kind="foreign", columns=(name,),
            references=target, ref_columns=(inner.text("column") or "id",),
            name=inner.text("name") or f"{table}_{name}_fkey",
            on_delete=cast("OnDelete", on_delete(inner)),
        )  # fmt: skip
