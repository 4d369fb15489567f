"""What SQL statements do to a schema, as small values with their lines.

Names are as the database keeps them: in PostgreSQL an unquoted name in lower case. Types are
canonical (`types.py`); defaults, conditions and expressions are SQL text, its spaces normalised.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.languages.postgresql.tokens import Section
from backend_architect.model.data import OnDelete
from backend_architect.model.element import Noun

ConstraintKind: TypeAlias = Literal["primary", "unique", "foreign", "check", "exclude"]


class Lines(Noun, frozen=True, kw_only=True, order=True):
    """The first and the last line, counted from 1."""

    first: int
    last: int


class TableName(Noun, frozen=True, kw_only=True, order=True):
    """A table as the statement names it; `schema` is "" where it names none."""

    name: str
    schema: str = ""


class ColumnDefinition(Noun, frozen=True, kw_only=True):
    """A column; `written_type` is the type as the text has it. A default that takes the next value
    of a sequence counts as identity. `values` are those of MySQL's ENUM."""

    name: str
    type: str
    lines: Lines
    nullable: bool = True
    default: str = ""
    identity: bool = False
    generated: str = ""
    written_type: str = ""
    values: tuple[str, ...] = ()


class ConstraintDefinition(Noun, frozen=True, kw_only=True):
    """A constraint of a table or of one column; `name` is "" where it has none. `ref_columns` is
    empty where the primary key of `ref_table` is meant. `using_index` is the index it adopts."""

    kind: ConstraintKind
    lines: Lines
    name: str = ""
    columns: tuple[str, ...] = ()
    ref_table: TableName | None = None
    ref_columns: tuple[str, ...] = ()
    on_delete: OnDelete = "no action"
    expression: str = ""
    using_index: str = ""
    not_valid: bool = False


class IndexPart(Noun, frozen=True, kw_only=True):
    """One key of an index: a column, or an expression."""

    column: str = ""
    expression: str = ""
    descending: bool = False


class IndexDefinition(Noun, frozen=True, kw_only=True):
    """An index; `name` is "" where the statement leaves it to the server."""

    table: TableName
    parts: tuple[IndexPart, ...]
    lines: Lines
    name: str = ""
    unique: bool = False
    method: str = "btree"
    where: str = ""
    include: tuple[str, ...] = ()
    concurrently: bool = False


class Act(Noun, frozen=True, kw_only=True, tag_field="act"):
    """Something a statement does, and where it says so."""

    lines: Lines


class CreateTable(Act, frozen=True, kw_only=True, tag="create-table"):
    """A new table. `if_not_exists` means that an existing one is left as it is."""

    table: TableName
    columns: tuple[ColumnDefinition, ...] = ()
    constraints: tuple[ConstraintDefinition, ...] = ()
    indexes: tuple[IndexDefinition, ...] = ()
    partition_of: TableName | None = None
    temporary: bool = False
    if_not_exists: bool = False


class DropTable(Act, frozen=True, kw_only=True, tag="drop-table"):
    """A table goes."""

    table: TableName
    cascade: bool = False


class RenameTable(Act, frozen=True, kw_only=True, tag="rename-table"):
    """A table gets another name."""

    table: TableName
    to: str


class MoveTable(Act, frozen=True, kw_only=True, tag="move-table"):
    """A table goes to another schema."""

    table: TableName
    to: str


class AttachPartition(Act, frozen=True, kw_only=True, tag="attach-partition"):
    """A table becomes a partition of another."""

    table: TableName
    partition: TableName


class AddColumn(Act, frozen=True, kw_only=True, tag="add-column"):
    """A new column, with the constraints written at it."""

    table: TableName
    column: ColumnDefinition
    constraints: tuple[ConstraintDefinition, ...] = ()
    if_not_exists: bool = False


class DropColumn(Act, frozen=True, kw_only=True, tag="drop-column"):
    """A column goes."""

    table: TableName
    name: str


class RenameColumn(Act, frozen=True, kw_only=True, tag="rename-column"):
    """A column gets another name."""

    table: TableName
    name: str
    to: str


class AlterColumn(Act, frozen=True, kw_only=True, tag="alter-column"):
    """What changes is not None; a `default` of "" is dropped."""

    table: TableName
    name: str
    type: str | None = None
    using: str = ""
    nullable: bool | None = None
    default: str | None = None
    identity: bool | None = None


class AddConstraint(Act, frozen=True, kw_only=True, tag="add-constraint"):
    """A constraint on an existing table."""

    table: TableName
    constraint: ConstraintDefinition


class DropConstraint(Act, frozen=True, kw_only=True, tag="drop-constraint"):
    """A constraint goes; `name` is "" for MySQL's DROP PRIMARY KEY, which `kind` tells."""

    table: TableName
    name: str = ""
    kind: ConstraintKind | None = None


class RenameConstraint(Act, frozen=True, kw_only=True, tag="rename-constraint"):
    """A constraint gets another name."""

    table: TableName
    name: str
    to: str


class ValidateConstraint(Act, frozen=True, kw_only=True, tag="validate-constraint"):
    """A constraint added as NOT VALID is checked against the rows."""

    table: TableName
    name: str


class CreateIndex(Act, frozen=True, kw_only=True, tag="create-index"):
    """An index on an existing table."""

    index: IndexDefinition


class DropIndex(Act, frozen=True, kw_only=True, tag="drop-index"):
    """An index goes; MySQL says of which `table`."""

    name: str
    schema: str = ""
    table: TableName | None = None


class RenameIndex(Act, frozen=True, kw_only=True, tag="rename-index"):
    """An index gets another name."""

    name: str
    to: str


class CreateEnum(Act, frozen=True, kw_only=True, tag="create-enum"):
    """An enumerated type."""

    name: TableName
    values: tuple[str, ...]


class AddEnumValue(Act, frozen=True, kw_only=True, tag="add-enum-value"):
    """An enumerated type gets one more value."""

    name: TableName
    value: str


class RenameEnumValue(Act, frozen=True, kw_only=True, tag="rename-enum-value"):
    """A value of an enumerated type gets another name."""

    name: TableName
    value: str
    to: str


class RenameType(Act, frozen=True, kw_only=True, tag="rename-type"):
    """A type gets another name; columns of the type go along."""

    name: TableName
    to: str


class CreateDomain(Act, frozen=True, kw_only=True, tag="create-domain"):
    """A type that narrows another, `type`."""

    name: TableName
    type: str


class DropType(Act, frozen=True, kw_only=True, tag="drop-type"):
    """An enumerated type or a domain goes."""

    name: TableName


class DropSchema(Act, frozen=True, kw_only=True, tag="drop-schema"):
    """A schema goes, with `cascade` together with all that is in it."""

    name: str
    cascade: bool = False


class SetSearchPath(Act, frozen=True, kw_only=True, tag="set-search-path"):
    """From here on, tables without a schema are looked for and made in these schemas."""

    schemas: tuple[str, ...]


class Unread(Act, frozen=True, kw_only=True, tag="unread"):
    """Lines that may change the schema and were not understood. `reason` is a sentence of ours and
    quotes nothing but keywords."""

    reason: str


Operation: TypeAlias = (
    CreateTable | DropTable | RenameTable | MoveTable | AttachPartition
    | AddColumn | DropColumn | RenameColumn | AlterColumn
    | AddConstraint | DropConstraint | RenameConstraint | ValidateConstraint
    | CreateIndex | DropIndex | RenameIndex
    | CreateEnum | AddEnumValue | RenameEnumValue | RenameType | CreateDomain | DropType
    | DropSchema | SetSearchPath | Unread
)  # fmt: skip


class Statement(Noun, frozen=True, kw_only=True):
    """One statement. `kind` is its verb with its object ("create table", "insert"), `sql` its
    text without the semicolon, `operations` what it does to the schema (nothing for a statement
    about data, rights, functions or views). `section` is "down" below a mark of the migration tool
    that begins the way back."""

    kind: str
    sql: str
    lines: Lines
    operations: tuple[Operation, ...] = ()
    section: Section = "up"
