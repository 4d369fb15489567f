"""Laravel: migrations, in the order of their files' names.

Recognises: in the way up, `Schema::create`, `table`, `rename`, `drop`, `dropIfExists`,
`dropColumns` (also on a connection, and `Capsule::schema()`), and on the Blueprint all column
types, modifiers, `change`, keys, indexes and foreign keys, what drops or renames them; SQL that
changes the schema in `DB::statement` and `DB::unprepared`.
Versions seen: Laravel 5 to 12.
Not recognised: names of tables that are computed or configured (a gap); conditions are taken to be
met.
Documentation: https://laravel.com/docs/migrations
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING, Literal

from backend_architect.languages.postgresql.read import read
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, SchemaStep, Unresolved
from backend_architect.survey.grammars.php.text import field_of, literal
from backend_architect.survey.idioms.php.chains import (
    CLOSURES,
    Chain,
    chain_to,
    statements_on,
    texts_of,
)
from backend_architect.survey.idioms.php.laravel_columns import columns_of, groups_of
from backend_architect.survey.idioms.php.local import local_text
from backend_architect.survey.idioms.sql_steps import File, steps

if TYPE_CHECKING:
    from tree_sitter import Node

_CHANGES = re.compile(r"^\s*(?:create|alter|drop|rename)\b", re.IGNORECASE)
_DROPPED = {
    "dropTimestamps": ("created_at", "updated_at"),
    "dropTimestampsTz": ("created_at", "updated_at"),
    "dropSoftDeletes": ("deleted_at",), "dropSoftDeletesTz": ("deleted_at",),
    "dropRememberToken": ("remember_token",),
}  # fmt: skip
_GROUPS = {
    "dropForeign": "foreign", "dropUnique": "unique", "dropIndex": "index",
    "dropPrimary": "primary", "dropFullText": "fulltext", "dropSpatialIndex": "spatialindex",
}  # fmt: skip
Act = Literal["create-table", "drop-table", "rename-table", "add-column", "drop-column",
              "rename-column", "alter-column", "add-group", "drop-group"]  # fmt: skip


@detector(
    language="php",
    anchors=("Schema::", "schema()", "this->schema->", "DB::statement", "DB::unprepared"),
    query="""
    ([(scoped_call_expression name: (name) @_name) (member_call_expression name: (name) @_name)]
      @call (#any-of? @_name "create" "table" "rename" "drop" "dropIfExists" "dropColumns"
             "statement" "unprepared"))
    """,
)
def laravel_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one call of the schema builder."""
    call = match.nodes("call")[0]
    method = match.scope("call").rpartition(".")[2]
    if method == "down" or "Seeder" in basename(match.source.path):
        return
    chain = chain_to(call)
    root, names = chain.root.rpartition("\\")[2], [link.name for link in chain.links]
    if names[-1] in ("statement", "unprepared"):
        yield from _sql(match, call, chain) if root == "DB" else ()
    elif root == "Schema" or "schema" in names[:-1] or chain.root == "this.schema":
        yield from _acts(match, call, chain)


def _sequence(match: Match, call: Node) -> str:
    """The file's name, which begins with its time, then the place in the file."""
    return f"{basename(match.source.path)} {call.start_byte:08}"


def _sql(match: Match, call: Node, chain: Chain) -> Iterator[Fact]:
    text = literal(chain.links[-1].argument(0)) or ""
    if _CHANGES.match(text):
        first = node_lines(call)[0]
        file = File(_sequence(match, call), "laravel", "mysql" if "`" in text else "")
        for fact in steps(read("\n" * (first - 1) + text), file):
            if isinstance(fact, SchemaStep):
                yield fact


def _acts(match: Match, call: Node, chain: Chain) -> Iterator[Fact]:
    last = chain.links[-1]
    name = local_text(match.source, last.argument(0))
    if not name:
        if any(value.type in CLOSURES for _, value in last.given):
            reason = "The table's name is computed when the program runs."
            yield Unresolved(lines=node_lines(call), what="a table of a migration", reason=reason)
        return
    at = _At(match, call, name)
    if last.name in ("drop", "dropIfExists"):
        yield at.step("drop-table", call)
    elif last.name == "rename":
        to = local_text(match.source, last.argument(1))
        yield from (at.step("rename-table", call, new_name=to),) if to else ()
    elif last.name == "dropColumns":
        for column in texts_of(last.argument(1)):
            yield at.step("drop-column", call, name=column)
    else:
        closure = next((value for _, value in last.given if value.type in CLOSURES), None)
        if closure is not None:
            yield from _blueprint(at, closure, created=last.name == "create")


class _At:
    """The table that is changed, and the order of what is said about it."""

    def __init__(self, match: Match, call: Node, table: str) -> None:
        self.match, self.call, self.table = match, call, table

    def step(self, act: Act, node: Node, **rest: object) -> SchemaStep:
        """One step at the place of a node."""
        made: SchemaStep = SchemaStep(
            lines=node_lines(node), scope=self.match.scope("call"), tool="laravel", act=act,
            sequence=_sequence(self.match, node), table=self.table,
            **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
        )  # fmt: skip
        return made


def _blueprint(at: _At, closure: Node, *, created: bool) -> Iterator[Fact]:
    """The statements on the variable that the closure is given."""
    given = field_of(closure, "parameters")
    first = given.named_children[0] if given is not None and given.named_children else None
    name = field_of(first, "name")
    variable = literal(name) or (name.text or b"").decode().lstrip("$") if name else ""
    body = field_of(closure, "body")
    chains = list(statements_on(body, variable)) if body is not None else []
    if created:
        columns = tuple(column for chain in chains for column in columns_of(chain, at.table))
        groups = tuple(group for chain in chains for group in groups_of(chain, at.table))
        yield at.step("create-table", at.call, columns=columns, groups=groups)
        return
    for chain in chains:
        yield from _changed(at, chain)


def _changed(at: _At, chain: Chain) -> Iterator[Fact]:
    """What one statement does to a table that is there."""
    first, node = chain.links[0], chain.links[-1].call
    changes = any(link.name == "change" for link in chain.links)
    for column in columns_of(chain, at.table):
        act: Act = "alter-column" if changes else "add-column"
        yield at.step(act, node, column=column, name=column.column)
    for group in groups_of(chain, at.table):
        yield at.step("add-group", node, group=group)
    yield from _dropped(at, chain, node)
    if first.name == "renameColumn":
        old, new = literal(first.argument(0)), literal(first.argument(1))
        if old and new:
            yield at.step("rename-column", node, name=old, new_name=new)
    elif first.name == "rename":
        yield at.step("rename-table", node, new_name=literal(first.argument(0)) or at.table)
    elif first.name in ("drop", "dropIfExists"):
        yield at.step("drop-table", node)


def _dropped(at: _At, chain: Chain, node: Node) -> Iterator[Fact]:
    first = chain.links[0]
    names = tuple(texts_of(first.argument(0)))
    if first.name in ("dropColumn", "dropConstrainedForeignId", "removeColumn"):
        several = tuple(t for _, value in first.given for t in texts_of(value))
        for name in several:
            yield at.step("drop-column", node, name=name)
    elif first.name in _DROPPED:
        for name in _DROPPED[first.name]:
            yield at.step("drop-column", node, name=name)
    elif first.name in ("dropMorphs", "dropConstrainedForeignIdFor") and names:
        for end in ("type", "id"):
            yield at.step("drop-column", node, name=f"{names[0]}_{end}")
    elif first.name in _GROUPS and names:
        whole = literal(first.argument(0))
        usual = "_".join((at.table, *names, _GROUPS[first.name]))
        yield at.step("drop-group", node, name=whole or usual)
