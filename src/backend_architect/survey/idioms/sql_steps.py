"""What SQL statements do to a schema, as steps of a migration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backend_architect.languages.postgresql import operations as sql
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep, Unresolved


class File(NamedTuple):
    """The migration the statements stand in."""

    sequence: str
    tool: str
    dialect: str


def steps(statements: Iterable[sql.Statement], file: File) -> Iterator[Fact]:
    """The steps of a file's statements; each act has its number behind the file's sequence."""
    acts = (act for statement in statements for act in statement.operations)
    for number, act in enumerate(acts):
        yield from _operation(act, file._replace(sequence=f"{file.sequence} {number:06}"))


def _operation(done: sql.Operation, file: File) -> Iterator[Fact]:
    if isinstance(done, sql.CreateTable):
        yield from _created(done, file)
    elif isinstance(done, sql.AddColumn | sql.AlterColumn | sql.DropColumn | sql.RenameColumn):
        yield from _column(done, file)
    elif isinstance(done, sql.DropTable):
        yield _step(done, file, "drop-table", done.table.name)
    elif isinstance(done, sql.RenameTable):
        yield _step(done, file, "rename-table", done.table.name, new_name=done.to)
    elif isinstance(done, sql.Unread):
        yield Unresolved(
            lines=_lines(done.lines), what="an SQL statement", reason=done.reason, kind="unparsed"
        )
    else:
        yield from _group(done, file)


def _created(done: sql.CreateTable, file: File) -> Iterator[Fact]:
    if done.temporary or done.partition_of is not None:
        return
    table = done.table.name
    groups = [_constraint(c, table) for c in done.constraints if c.kind != "exclude"]
    indexes = [_index(index) for index in done.indexes]
    yield _step(
        done,
        file,
        "create-table",
        table,
        columns=tuple(_field(column, table) for column in done.columns),
        groups=(*groups, *indexes),
    )


def _column(
    done: sql.AddColumn | sql.AlterColumn | sql.DropColumn | sql.RenameColumn, file: File
) -> Iterator[Fact]:
    table = done.table.name
    if isinstance(done, sql.AddColumn):
        yield _step(done, file, "add-column", table, column=_field(done.column, table))
        for constraint in done.constraints:
            if constraint.kind != "exclude":
                yield _step(done, file, "add-group", table, group=_constraint(constraint, table))
    elif isinstance(done, sql.DropColumn):
        yield _step(done, file, "drop-column", table, name=done.name)
    elif isinstance(done, sql.RenameColumn):
        yield _step(done, file, "rename-column", table, name=done.name, new_name=done.to)
    else:
        yield _step(
            done, file, "alter-column", table, name=done.name, type=done.type,
            nullable=done.nullable, default=done.default,
        )  # fmt: skip


def _group(done: sql.Operation, file: File) -> Iterator[Fact]:
    if isinstance(done, sql.AddConstraint) and done.constraint.kind != "exclude":
        table = done.table.name
        group = _constraint(done.constraint, table)
        yield _step(done, file, "add-group", table, group=group)
    elif isinstance(done, sql.CreateIndex):
        yield _step(done, file, "add-group", done.index.table.name, group=_index(done.index))
    elif isinstance(done, sql.DropConstraint) and done.name:
        yield _step(done, file, "drop-group", done.table.name, name=done.name)
    elif isinstance(done, sql.DropIndex):
        table = done.table.name if done.table is not None else ""
        yield _step(done, file, "drop-group", table, name=done.name)


def _step(done: sql.Act, file: File, act: str, table: str, **rest: object) -> SchemaStep:
    made: SchemaStep = SchemaStep(
        lines=_lines(done.lines),
        sequence=file.sequence,
        tool=file.tool,
        act=act,  # type: ignore[arg-type]  # one of the acts, by the callers above
        table=table,
        dialect=file.dialect,
        **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
    )
    return made


def _field(column: sql.ColumnDefinition, table: str) -> Field:
    return Field(
        lines=_lines(column.lines),
        entity=table,
        name=column.name,
        column=column.name,
        type=column.type,
        nullable=column.nullable,
        identity=column.identity,
        default=column.default,
    )


def _constraint(found: sql.ConstraintDefinition, table: str) -> Grouped:
    return Grouped(
        lines=_lines(found.lines),
        entity=table,
        kind=found.kind if found.kind != "exclude" else "check",
        columns=found.columns,
        name=found.name,
        expression=found.expression,
        references=found.ref_table.name if found.ref_table is not None else "",
        ref_columns=found.ref_columns,
        on_delete=found.on_delete,
    )


def _index(index: sql.IndexDefinition) -> Grouped:
    expressions = [part.expression for part in index.parts if part.expression]
    columns = tuple(
        f"{'-' if part.descending else ''}{part.column}" for part in index.parts if part.column
    )
    return Grouped(
        lines=_lines(index.lines),
        entity=index.table.name,
        kind="index",
        columns=() if expressions else columns,
        name=index.name,
        where=index.where,
        method=index.method,
        unique=index.unique,
        expression=", ".join(expressions),
    )


def _lines(lines: sql.Lines) -> tuple[int, int]:
    return lines.first, lines.last
