"""Phinx and CakePHP's migrations, in the order of their files' names.

Recognises: in `change` and `up`, `$this->table('x')` with `addColumn`, `addIndex`, `addForeignKey`,
`addTimestamps`, `removeColumn`, `renameColumn`, `changeColumn`, `rename`, `drop`, closed by
`create`, `update` or `save`, also when a variable holds the table; the key `id` that Phinx adds by
itself.
Versions seen: Phinx 0.8 to 0.16, CakePHP's Migrations 1 to 4.
Not recognised: names that are computed, `execute` with SQL.
Documentation: https://book.cakephp.org/phinx/0/en/migrations.html
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING, Literal

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep
from backend_architect.survey.grammars.php.text import dotted, field_of, literal
from backend_architect.survey.idioms.php.builders import phinx_column
from backend_architect.survey.idioms.php.chains import (
    Chain,
    Link,
    chain_to,
    statements_on,
    table_of,
    texts_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_DELETES: dict[str, OnDelete] = {
    "cascade": "cascade", "set null": "set null", "restrict": "restrict", "no action": "no action",
}  # fmt: skip
Act = Literal["create-table", "drop-table", "rename-table", "add-column", "drop-column",
              "rename-column", "alter-column", "add-group"]  # fmt: skip


@detector(
    language="php",
    anchors=("AbstractMigration", "BaseMigration", "Migrations\\"),
    query="""
    (method_declaration name: (name) @_name (#any-of? @_name "change" "up")) @method
    """,
)
def phinx_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one method."""
    method = match.nodes("method")[0]
    body = field_of(method, "body")
    if body is None or b"addSql" in match.source.data:
        return
    for named, links in _tables(body):
        yield from _steps(match, named, links)


def _is_table(chain: Chain) -> bool:
    return chain.root == "this" and chain.links[0].name == "table"


def _assigned(body: Node) -> Iterator[tuple[str, Chain]]:
    """Variables that hold a table: `$users = $this->table('users')`, possibly with more calls."""
    for statement in body.named_children:
        inner = statement.named_children[0] if statement.named_children else statement
        right = field_of(inner, "right")
        if inner.type == "assignment_expression" and right is not None:
            chain = chain_to(right) if right.type == "member_call_expression" else None
            if chain is not None and _is_table(chain):
                yield dotted(field_of(inner, "left")), chain


def _tables(body: Node) -> Iterator[tuple[Link, list[Link]]]:
    """The call that names each table, and what is called on it, in one chain or in several."""
    for chain in statements_on(body, "this"):
        if _is_table(chain):
            yield chain.links[0], list(chain.links[1:])
    held = list(_assigned(body))
    for number, (variable, start) in enumerate(held):
        later = (each for name, each in held[number + 1 :] if name == variable)
        end = next((_place(each) for each in later), body.end_byte)
        links = list(start.links[1:])
        for chain in statements_on(body, variable):
            if _place(start) < _place(chain) < end:
                links.extend(chain.links)
        yield start.links[0], links


def _place(chain: Chain) -> int:
    return chain.links[-1].call.start_byte


def _steps(match: Match, named: Link, links: list[Link]) -> Iterator[SchemaStep]:
    table = literal(named.argument(0))
    if not table:
        return
    made = any(link.name == "create" for link in links)
    at = _At(match, named, table)
    columns = tuple(column for link in links for column in _columns(link, table))
    groups = tuple(group for link in links for group in _groups(link, table))
    if made:
        keys = tuple(_keys(named, table, columns))
        yield at.step("create-table", columns=(*keys, *columns), groups=groups)
        return
    for column in columns:
        yield at.step("add-column", column=column, name=column.column)
    for group in groups:
        yield at.step("add-group", group=group)
    for link in links:
        yield from _changed(at, link)


class _At:
    """The table that is changed, and the order of what is said about it."""

    def __init__(self, match: Match, named: Link, table: str) -> None:
        self.match, self.named, self.table, self.count = match, named, table, 0

    def step(self, act: Act, **rest: object) -> SchemaStep:
        """The next step about the table."""
        self.count += 1
        place = f"{basename(self.match.source.path)} {self.named.call.start_byte:08}"
        made: SchemaStep = SchemaStep(
            lines=node_lines(self.named.call), sequence=f"{place} {self.count:04}", tool="phinx",
            act=act, table=self.table,
            **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
        )  # fmt: skip
        return made


def _keys(named: Link, table: str, columns: tuple[Field, ...]) -> Iterator[Field]:
    """The key that Phinx makes unless it is told otherwise."""
    options = table_of(named.argument(1))
    told = literal(options.get("id"))
    if told == "false" or any(column.column == "id" for column in columns):
        return
    name = told if told and told != "true" else "id"
    yield Field(lines=node_lines(named.call), entity=table, name=name, column=name, type="integer",
                primary=True, identity=True)  # fmt: skip


def _columns(link: Link, table: str) -> Iterator[Field]:
    if link.name == "addColumn":
        column = phinx_column(table, link.given)
        if column is not None:
            yield column
    elif link.name in ("addTimestamps", "addTimestampsWithTimezone"):
        names = [literal(link.argument(n)) for n in (0, 1)]
        for name in (names[0] or "created_at", names[1] or "updated_at"):
            yield Field(lines=node_lines(link.call)[1:] * 2, entity=table, name=name, column=name,
                        type="timestamp", nullable=True)  # fmt: skip


def _groups(link: Link, table: str) -> Iterator[Grouped]:
    columns = tuple(texts_of(link.argument(0)))
    lines = node_lines(link.call)[1:] * 2
    if link.name == "addIndex" and columns:
        options = table_of(link.argument(1))
        unique = literal(options.get("unique")) == "true"
        yield Grouped(lines=lines, entity=table, kind="unique" if unique else "index",
                      columns=columns, name=literal(options.get("name")) or "")  # fmt: skip
    elif link.name == "addForeignKey" and columns:
        target = literal(link.argument(1))
        refers = tuple(texts_of(link.argument(2))) or ("id",)
        action = (literal(table_of(link.argument(3)).get("delete")) or "").lower().replace("_", " ")
        if target:
            yield Grouped(lines=lines, entity=table, kind="foreign", columns=columns,
                          references=target, ref_columns=refers,
                          on_delete=_DELETES.get(action, "no action"))  # fmt: skip


def _changed(at: _At, link: Link) -> Iterator[SchemaStep]:
    first, second = literal(link.argument(0)), literal(link.argument(1))
    if link.name == "removeColumn" and first:
        yield at.step("drop-column", name=first)
    elif link.name == "renameColumn" and first and second:
        yield at.step("rename-column", name=first, new_name=second)
    elif link.name == "changeColumn" and first:
        column = phinx_column(at.table, link.given)
        yield at.step("alter-column", column=column, name=first)
    elif link.name == "rename" and first:
        yield at.step("rename-table", new_name=first)
    elif link.name in ("drop", "dropTable"):
        yield at.step("drop-table")
