# ruff: noqa: S608 - this module writes SQL; names are quoted, others' expressions are checked
"""Statements that only the way from one schema to another needs: both names of a column kept
written, rows filled in batches, an old table name kept alive.

As in `write.py`, names are quoted and strangers' SQL is passed on only after a check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend_architect.languages.postgresql.names import (
    Constraint,
    constraint_name,
    expression,
    identifier,
    index_name,
    literal,
    object_name,
    table_name,
)
from backend_architect.model.architecture import Model
from backend_architect.model.data import Column, Index, Key, Table

#: Heap pages (8 kB) that one batch of a backfill reads: at most some tens of thousands of rows.
BATCH_PAGES = 500


def fill_in_batches(model: Model, column: Column, value: str) -> str:
    """Give `column` the value of an SQL expression over the row wherever it is NULL.

    The table is walked once by its pages (a TID range scan, PostgreSQL 14 and later; slower
    before), and every batch is committed, so that no row stays locked for long. Rows written
    meanwhile are the business of a default or a trigger. Refused inside a transaction.
    """
    table = table_name(model.get(column.table, Table))
    name = identifier(column.name)
    filled = expression(value, place=f"value of {column.id}")
    body = f"""
DECLARE
    _fill_page bigint := 0;
    _fill_end bigint := pg_relation_size({literal(table)}) / current_setting('block_size')::bigint;
BEGIN
    WHILE _fill_page <= _fill_end LOOP
        UPDATE {table} SET {name} = {filled}
        WHERE {name} IS NULL
            AND ctid >= format('(%s,0)', _fill_page)::tid
            AND ctid < format('(%s,0)', _fill_page + {BATCH_PAGES})::tid;
        COMMIT;
        _fill_page := _fill_page + {BATCH_PAGES};
    END LOOP;
END
"""
    return f"DO {_dollar_quoted(body)};"


def keep_both_written(model: Model, before: Column, after: Column) -> str:
    """A trigger function that writes two columns alike, whichever of them a statement names.

    `after` must have no default while the trigger stands: a NULL in it means that the statement
    knows only `before`. Both columns are parts of one table, which `model` holds. Values are
    compared as text, for types without equality (json, xml).
    """
    table = model.get(after.table, Table)
    old, new = identifier(before.name), identifier(after.name)
    function = _sync_names(table, before, after)[0]
    body = f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.{new} IS NULL THEN NEW.{new} := NEW.{old}; ELSE NEW.{old} := NEW.{new}; END IF;
    ELSIF NEW.{new}::text IS DISTINCT FROM OLD.{new}::text THEN NEW.{old} := NEW.{new};
    ELSE NEW.{new} := NEW.{old};
    END IF;
    RETURN NEW;
END
"""
    return (
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS {_dollar_quoted(body)};"
    )


def call_both_written(model: Model, before: Column, after: Column) -> str:
    """The trigger that calls the function of `keep_both_written`."""
    table = model.get(after.table, Table)
    function, trigger = _sync_names(table, before, after)
    return (
        f"CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table_name(table)}\n"
        f"    FOR EACH ROW EXECUTE FUNCTION {function}();"
    )


def value_of(column: Column) -> str:
    """The column's value, as an expression over its row."""
    return identifier(column.name)


def nothing_left(model: Model, before: Column, after: Column) -> str:
    """True when no row has a value under the old name only."""
    table = table_name(model.get(after.table, Table))
    old, new = identifier(before.name), identifier(after.name)
    return f"SELECT count(*) = 0 FROM {table} WHERE {new} IS NULL AND {old} IS NOT NULL;"


def _dollar_quoted(body: str) -> str:
    """The body between dollar quotes whose tag it does not hold: names in it come from others."""
    tag = "body"
    while f"${tag}$" in body:
        tag += "_"
    return f"${tag}${body}${tag}$"


def drop_both_written(model: Model, before: Column, after: Column) -> str:
    """Take the function of `keep_both_written` away; its trigger must be gone."""
    return f"DROP FUNCTION {_sync_names(model.get(after.table, Table), before, after)[0]}();"


def stop_both_written(model: Model, before: Column, after: Column) -> str:
    """Take the trigger of `call_both_written` away."""
    table = model.get(after.table, Table)
    return f"DROP TRIGGER {_sync_names(table, before, after)[1]} ON {table_name(table)};"


def _sync_names(table: Table, before: Column, after: Column) -> tuple[str, str]:
    bare = identifier(object_name(table.name, f"{before.name}_{after.name}", "sync"))
    return (f"{identifier(table.schema)}.{bare}" if table.schema else bare), bare


def move_table(before: Table, after: Table) -> str:
    """To the schema of `after`, under the same name."""
    schema = identifier(after.schema or "public")
    return f"ALTER TABLE {table_name(before)} SET SCHEMA {schema};"


def keep_old_name(model: Model, before: Table, after: Table) -> str:
    """A view under the old name with the columns of `before`, an element of `model`: PostgreSQL
    lets simple views be written as the table itself."""
    columns = ", ".join(identifier(column.name) for column in model.columns_of(before)) or "*"
    return f"CREATE VIEW {table_name(before)} AS SELECT {columns} FROM {table_name(after)};"


def drop_old_name(before: Table) -> str:
    """Take the view of `keep_old_name` away."""
    return f"DROP VIEW {table_name(before)};"


def rename_constraint(table: Table, before: str, after: str) -> str:
    """A constraint of `table` from one bare name to another."""
    names = f"{identifier(before)} TO {identifier(after)}"
    return f"ALTER TABLE {table_name(table)} RENAME CONSTRAINT {names};"


def rename_index(table: Table, before: str, after: str) -> str:
    """An index of `table` from one bare name to another."""
    place = f"{identifier(table.schema)}." if table.schema else ""
    return f"ALTER INDEX {place}{identifier(before)} RENAME TO {identifier(after)};"


# -- a column that may not be NULL, without reading the table under a strong lock


def _not_null_name(model: Model, column: Column) -> str:
    table = model.get(column.table, Table)
    return identifier(object_name(table.name, column.name, "filled"))


def ask_not_null(model: Model, column: Column) -> str:
    """A check that new rows keep and old rows are not yet read for."""
    table = table_name(model.get(column.table, Table))
    name, column_name = _not_null_name(model, column), identifier(column.name)
    return f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column_name} IS NOT NULL) NOT VALID;"


def stop_asking_not_null(model: Model, column: Column) -> str:
    """Take the check of `ask_not_null` away."""
    table = table_name(model.get(column.table, Table))
    return f"ALTER TABLE {table} DROP CONSTRAINT {_not_null_name(model, column)};"


def confirm_not_null(model: Model, column: Column) -> str:
    """Read the rows that `ask_not_null` passed over, under a weak lock. SET NOT NULL believes a
    check that holds (PostgreSQL 12 and later) and reads nothing."""
    table = table_name(model.get(column.table, Table))
    return f"ALTER TABLE {table} VALIDATE CONSTRAINT {_not_null_name(model, column)};"


# -- questions to the catalog and to the rows


def table_is_there(table: Table) -> str:
    """True when the table exists."""
    return f"SELECT to_regclass({literal(table_name(table))}) IS NOT NULL;"


def table_is_gone(table: Table) -> str:
    """True when no table or view has that name."""
    return f"SELECT to_regclass({literal(table_name(table))}) IS NULL;"


def column_is_there(model: Model, column: Column) -> str:
    """True when the column exists."""
    return f"SELECT count(*) = 1 FROM {_attribute(model, column)};"


def index_is_gone(model: Model, index: Index) -> str:
    """True when no index has that name."""
    return f"SELECT to_regclass({literal(_full_index_name(model, index))}) IS NULL;"


def column_is_gone(model: Model, column: Column) -> str:
    """True when no column has that name."""
    return f"SELECT count(*) = 0 FROM {_attribute(model, column)};"


def column_is_required(model: Model, column: Column) -> str:
    """True when the column is NOT NULL."""
    return f"SELECT attnotnull FROM {_attribute(model, column)};"


def _attribute(model: Model, column: Column) -> str:
    table = literal(table_name(model.get(column.table, Table)))
    return (
        f"pg_attribute WHERE attrelid = {table}::regclass"
        f" AND attname = {literal(column.name)} AND NOT attisdropped"
    )


def index_is_valid(model: Model, index: Index) -> str:
    """True when the index exists and its building was finished."""
    name = literal(_full_index_name(model, index))
    return f"SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass({name});"


def _full_index_name(model: Model, index: Index) -> str:
    table = model.get(index.table, Table)
    name = identifier(index_name(model, index))
    return f"{identifier(table.schema)}.{name}" if table.schema else name


def constraint_is_valid(model: Model, constraint: Constraint) -> str:
    """True when the constraint exists and holds for all rows."""
    table = literal(table_name(model.get(constraint.table, Table)))
    name = literal(constraint_name(model, constraint))
    return (
        f"SELECT convalidated FROM pg_constraint WHERE conrelid = {table}::regclass"
        f" AND conname = {name};"
    )


# -- numbers for a column that comes later


def _numbers(model: Model, column: Column) -> str:
    table = model.get(column.table, Table)
    name = identifier(object_name(table.name, column.name, "fill"))
    return f"{identifier(table.schema)}.{name}" if table.schema else name


def next_number(model: Model, column: Column) -> str:
    """The expression for the next number of the sequence of `number_new_rows`."""
    return f"nextval({literal(_numbers(model, column))}::regclass)"


def number_new_rows(model: Model, column: Column) -> Iterator[tuple[str, str]]:
    """Statements with their ways back: a sequence, and new rows numbered from it."""
    sequence = _numbers(model, column)
    alter = _alter_column(model, column)
    yield f"CREATE SEQUENCE {sequence};", f"DROP SEQUENCE {sequence};"
    default = f"{alter} SET DEFAULT {next_number(model, column)};"
    yield default, f"{alter} DROP DEFAULT;"


def number_by_identity(model: Model, column: Column) -> Iterator[tuple[str, str]]:
    """Statements with their ways back: from the sequence of `number_new_rows` to an identity that
    goes on behind the highest number. All of them belong in one transaction."""
    (make, drop), (number, stop) = number_new_rows(model, column)
    yield stop, number
    yield from become_identity(model, column)
    yield drop, make


def become_identity(model: Model, column: Column) -> Iterator[tuple[str, str]]:
    """Statements with their ways back: an identity that goes on behind the highest number."""
    table = table_name(model.get(column.table, Table))
    alter, name = _alter_column(model, column), identifier(column.name)
    yield f"{alter} ADD GENERATED BY DEFAULT AS IDENTITY;", f"{alter} DROP IDENTITY;"
    sequence = f"pg_get_serial_sequence({literal(table)}, {literal(column.name)})"
    yield f"SELECT setval({sequence}, coalesce(max({name}), 0) + 1, false) FROM {table};", ""


def _alter_column(model: Model, column: Column) -> str:
    table = table_name(model.get(column.table, Table))
    return f"ALTER TABLE {table} ALTER COLUMN {identifier(column.name)}"


# -- keys built while the table is in use


def unique_index(model: Model, key: Key, name: str) -> str:
    """A unique index of that bare name over a key's columns, built beside readers and writers."""
    table = table_name(model.get(key.table, Table))
    columns = ", ".join(identifier(model.get(id, Column).name) for id in key.columns)
    return f"CREATE UNIQUE INDEX CONCURRENTLY {identifier(name)} ON {table} ({columns});"


def drop_unique_index(model: Model, key: Key, name: str) -> str:
    """Take such an index away, unless it went with the constraint that had adopted it."""
    schema = model.get(key.table, Table).schema
    place = f"{identifier(schema)}." if schema else ""
    return f"DROP INDEX CONCURRENTLY IF EXISTS {place}{identifier(name)};"


# -- an old column brought back from its successor


def bring_back(model: Model, before: Column, after: Column, add: Sequence[str]) -> str:
    """One block that adds `before` with the first statement of `add`, fills it from `after`, and
    runs the rest of `add`."""
    table = table_name(model.get(before.table, Table))
    copy = f"UPDATE {table} SET {identifier(before.name)} = {identifier(after.name)};"
    body = "\n".join(
        ["", "BEGIN", *(f"    {line}" for line in (add[0], copy, *add[1:])), "END", ""]
    )
    return f"DO {_dollar_quoted(body)};"
