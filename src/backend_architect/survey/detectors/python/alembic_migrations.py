"""Alembic: migrations.

Recognises: `op.create_table`, `drop_table`, `rename_table`, `add_column`, `drop_column`,
`alter_column`, `create_index`, `drop_index`, `create_unique_constraint`, `create_foreign_key`,
`create_primary_key`, `create_check_constraint`, `drop_constraint`, and the same on
`batch_alter_table`, wherever `upgrade` reaches in the file; columns unpacked from a function of the
same file; the chain of revisions.
Versions seen: 0.9 to 1.14.
Not recognised: `op.execute` with statements that change tables (said as a gap), operations of
plugins, names made at run time (said as a gap).
Documentation: https://alembic.sqlalchemy.org/en/latest/ops.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Fact,
    Field,
    Grouped,
    Habit,
    Revision,
    SchemaStep,
    Unresolved,
)
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    elements,
    enclosing,
    held,
    last,
    literal,
    texts,
)
from backend_architect.survey.idioms.python.sqlalchemy import (
    GROUPS,
    column,
    column_name,
    condition,
    group,
    on_delete,
    sure,
)
from backend_architect.survey.idioms.python.sqlalchemy_types import postgres_type, sql_default

if TYPE_CHECKING:
    from tree_sitter import Node

_DDL = re.compile(r"\b(?:create|alter|drop|rename)\b\s+(?:table|index|unique|materialized|type)",
                  re.IGNORECASE)  # fmt: skip


@detector(
    language="python",
    anchors=("down_revision",),
    query="""
    (call function: (attribute object: (identifier) @op attribute: (identifier) @act)
      (#match? @op "^(op|batch_op|batch|_op|alembic_op)$")) @call
    (module (expression_statement (assignment left: (identifier) @name
      (#eq? @name "down_revision"))) @chain)
    """,
)
def alembic_migrations(match: Match) -> Iterator[Fact]:
    """The revision of the file, and one step for each operation of its upgrade."""
    call, chain = match.node("call"), match.node("chain")
    if chain is not None:
        yield from _revision(chain)
    elif call is not None and _upgrades(call):
        step = _ACTS.get(match.text("act"))
        if step is not None:
            yield from step(_Act(call))


class _Act:
    """One operation: its call, arguments, revision and table."""

    def __init__(self, call: Node) -> None:
        self.call, self.given = call, arguments(call)
        self.batch = _batch_table(call)

    def table(self, keyword: str = "table_name", position: int = 0) -> str:
        """The table's name, written here or at the `with` around."""
        return self.batch or self.given.text(keyword, position)

    def at(self, position: int) -> int:
        """A position among the arguments, which a batch has one fewer of."""
        return position - 1 if self.batch else position

    def step(self, act: str, table: str, **parts: Any) -> Iterator[Fact]:
        """The step, or a gap where the table's name is not written out."""
        lines = node_lines(self.call)
        if not table:
            yield Unresolved(lines=lines, what=f"a migration's {act}",
                             reason="The table's name is made at run time.")  # fmt: skip
            return
        yield SchemaStep(
            lines=lines, sequence=_sequence(self.call), tool="alembic", act=act,  # type: ignore[arg-type]  # from our own table of acts
            table=table, **parts,
        )  # fmt: skip


def _sequence(node: Node) -> str:
    return literal(held("revision", node))


def _revision(chain: Node) -> Iterator[Fact]:
    statement = chain.named_children[0]
    down = statement.child_by_field_name("right")
    id, lines = _sequence(chain), node_lines(chain)
    if id:
        yield Revision(lines=lines, id=id, after=tuple(each for each in texts(down) if each))
        yield Habit(lines=lines, kind="migration-tool", value="alembic")


def _upgrades(call: Node) -> bool:
    """False inside `downgrade`, and in functions that only `downgrade` calls."""
    function = enclosing(call, "function_definition")
    if function is None or held("down_revision", call) is None:
        return False
    name, module = field_text(function, "name"), enclosing(function, "module")
    if name.startswith(("upgrade", "downgrade")) or module is None:
        return name.startswith("upgrade")
    bodies = {
        field_text(each, "name"): node_text(each)
        for each in module.named_children
        if each.type == "function_definition"
    }
    called = re.compile(rf"\b{re.escape(name)}\(")
    return bool(called.search(bodies.get("upgrade", ""))) or not called.search(
        bodies.get("downgrade", "")
    )


def _batch_table(call: Node) -> str:
    """The table of `with op.batch_alter_table("users") as batch_op:` around the call."""
    around = enclosing(call, "with_statement")
    while around is not None and not field_text(call, "function").startswith("op."):
        for item in around.named_children[0].named_children:
            maker = item.child_by_field_name("value") if item.type == "with_item" else None
            made = maker.named_children[0] if maker and maker.type == "as_pattern" else maker
            if last(callee(made)) == "batch_alter_table" and made is not None:
                return arguments(made).text("table_name", 0)
        around = enclosing(around, "with_statement")
    return ""


# ---------------------------------------------------------------- tables and columns


def _create_table(act: _Act) -> Iterator[Fact]:
    table, lines = act.given.text("table_name", 0), node_lines(act.call)
    columns: list[Field] = []
    groups: list[Grouped] = []
    for each in _parts(act.call):
        if last(callee(each)) == "Column":
            columns.append(sure(column(each, table, "")))
        elif last(callee(each)) in GROUPS:
            for fact in group(each, table):
                if isinstance(fact, Grouped):
                    groups.append(fact)
                else:
                    yield fact
        else:
            yield Unresolved(lines=lines, what=f"a part of table {table}",
                             reason="It is made elsewhere.")  # fmt: skip
    yield from act.step("create-table", table, columns=tuple(columns), groups=tuple(groups))


def _parts(call: Node) -> Iterator[Node]:
    """The columns and constraints of a table, those unpacked from a function of the file too."""
    listed = call.child_by_field_name("arguments")
    for each in listed.named_children[1:] if listed is not None else ():
        if each.type == "list_splat":
            yield from _unpacked(each.named_children[0])
        elif each.type not in ("keyword_argument", "comment"):
            yield each


def _unpacked(node: Node) -> Iterator[Node]:
    module = enclosing(node, "module")
    if node.type == "identifier":
        value = held(node_text(node), node)
        yield from elements(value) or (node,)
        return
    name = callee(node)
    for each in module.named_children if module is not None else ():
        if each.type == "function_definition" and field_text(each, "name") == name:
            body = each.child_by_field_name("body")
            end = body.named_children[-1] if body is not None and body.named_children else None
            if end is not None and end.type == "return_statement" and end.named_children:
                yield from elements(end.named_children[0]) or (node,)
            return
    yield node


def _add_column(act: _Act) -> Iterator[Fact]:
    made, table = act.given.get("column", act.at(1)), act.table()
    if made is not None and last(callee(made)) == "Column":
        yield from act.step("add-column", table, column=sure(column(made, table, "")))


def _alter_column(act: _Act) -> Iterator[Fact]:
    table, name, given = act.table(), act.given.text("column_name", act.at(1)), act.given
    new_name = given.text("new_column_name")
    if new_name:
        yield from act.step("rename-column", table, name=name, new_name=new_name)
    type_node, nullable = given.get("type_"), given.get("nullable")
    default = given.get("server_default")
    if type_node is None and nullable is None and default is None:
        return
    yield from act.step(
        "alter-column", table, name=new_name or name,
        type=None if type_node is None else postgres_type(type_node) or "text",
        nullable=None if nullable is None else nullable.type != "false",
        default=None if default is None else sql_default(default),
    )  # fmt: skip


def _drop_column(act: _Act) -> Iterator[Fact]:
    name = act.given.text("column_name", act.at(1))
    yield from act.step("drop-column", act.table(), name=name)


def _drop_table(act: _Act) -> Iterator[Fact]:
    yield from act.step("drop-table", act.given.text("table_name", 0))


def _rename_table(act: _Act) -> Iterator[Fact]:
    new_name = act.given.text("new_table_name", 1)
    yield from act.step("rename-table", act.given.text("old_table_name", 0), new_name=new_name)


# ---------------------------------------------------------------- indexes and constraints


def _create_index(act: _Act) -> Iterator[Fact]:
    table, given = act.table(position=1), act.given
    columns = tuple(column_name(each) for each in elements(given.get("columns", act.at(2))))
    where_node = given.get("postgresql_where")
    where = condition(where_node)
    name = _name(given, "index_name")
    if not columns or not all(columns) or (where_node is not None and not where):
        yield Unresolved(lines=node_lines(act.call), what=f"index {name}",
                         reason="It is made of expressions.")  # fmt: skip
        return
    yield from _add(act, table, Grouped(
        lines=node_lines(act.call), entity=table, kind="index", columns=columns, name=name,
        where=where, unique=given.is_true("unique"),
        method=given.text("postgresql_using").lower() or "btree",
    ))  # fmt: skip


def _name(given: Arguments, keyword: str) -> str:
    """A constraint's name; `op.f("ix_users")` is that text."""
    node = given.get(keyword, 0)
    if node is not None and last(callee(node)) == "f":
        return arguments(node).text("name", 0)
    return literal(node)


def _add(act: _Act, table: str, group: Grouped) -> Iterator[Fact]:
    yield from act.step("add-group", table, group=group)


def _create_unique(act: _Act) -> Iterator[Fact]:
    table = act.table(position=1)
    columns = texts(act.given.get("columns", act.at(2)))
    yield from _add(act, table, Grouped(
        lines=node_lines(act.call), entity=table, kind="unique", columns=columns,
        name=_name(act.given, "constraint_name"),
    ))  # fmt: skip


def _create_primary(act: _Act) -> Iterator[Fact]:
    table = act.table(position=1)
    columns = texts(act.given.get("columns", act.at(2)))
    yield from _add(act, table, Grouped(
        lines=node_lines(act.call), entity=table, kind="primary", columns=columns,
        name=_name(act.given, "constraint_name"),
    ))  # fmt: skip


def _create_foreign(act: _Act) -> Iterator[Fact]:
    table, given = act.table("source_table", 1), act.given
    yield from _add(act, table, Grouped(
        lines=node_lines(act.call), entity=table, kind="foreign",
        columns=texts(given.get("local_cols", act.at(3))),
        name=_name(given, "constraint_name"),
        references=given.text("referent_table", act.at(2)),
        ref_columns=texts(given.get("remote_cols", act.at(4))), on_delete=on_delete(given),
    ))  # fmt: skip


def _create_check(act: _Act) -> Iterator[Fact]:
    table, expression = act.table(position=1), condition(act.given.get("condition", act.at(2)))
    if expression:
        yield from _add(act, table, Grouped(
            lines=node_lines(act.call), entity=table, kind="check", columns=(),
            name=_name(act.given, "constraint_name"), expression=expression,
        ))  # fmt: skip


def _drop_group(act: _Act) -> Iterator[Fact]:
    name = _name(act.given, "constraint_name") or _name(act.given, "index_name")
    table = act.table(position=1)
    lines = node_lines(act.call)
    yield SchemaStep(lines=lines, sequence=_sequence(act.call), tool="alembic",
                     act="drop-group", table=table, name=name)  # fmt: skip


def _execute(act: _Act) -> Iterator[Fact]:
    given = act.given.get("sqltext", 0)
    if given is not None and _DDL.search(node_text(given)):
        yield Unresolved(lines=node_lines(act.call), what="a migration's raw SQL",
                         reason="What it changes is not worked out.")  # fmt: skip


_ACTS = {
    "create_table": _create_table, "drop_table": _drop_table, "rename_table": _rename_table,
    "add_column": _add_column, "drop_column": _drop_column, "alter_column": _alter_column,
    "create_index": _create_index, "drop_index": _drop_group, "drop_constraint": _drop_group,
    "create_unique_constraint": _create_unique, "create_primary_key": _create_primary,
    "create_foreign_key": _create_foreign, "create_check_constraint": _create_check,
    "execute": _execute,
}  # fmt: skip
