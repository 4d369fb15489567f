"""Liquibase's changelogs: XML, YAML and JSON as the same tree, and what their changes do.

A changelog is known by the last two parts of its path, which is how much of it those that include
it always write. (https://docs.liquibase.com/change-types/home.html)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import NamedTuple

import msgspec
import yaml

from backend_architect.languages.postgresql.read import read as read_sql
from backend_architect.languages.postgresql.types import canonical
from backend_architect.survey.facts import Fact, Field, Grouped, SchemaStep, Unresolved
from backend_architect.survey.idioms import xml_lines, yaml_lines
from backend_architect.survey.idioms.sql_steps import File, steps
from backend_architect.survey.idioms.xml_lines import Element

_NUMBER = re.compile(r"\d+")
_PROPERTY = re.compile(r"\$\{([\w.\-]+)\}")
#: Liquibase's own names of types, and those of databases that PostgreSQL does not know.
_TYPES = {
    "clob": "text", "nclob": "text", "longtext": "text", "mediumtext": "text", "tinytext": "text",
    "nvarchar": "varchar", "nchar": "char", "varchar2": "varchar", "nvarchar2": "varchar",
    "blob": "bytea", "longblob": "bytea", "mediumblob": "bytea", "tinyblob": "bytea",
    "varbinary": "bytea", "binary": "bytea", "datetime": "timestamp", "datetime2": "timestamp",
    "number": "numeric", "currency": "numeric", "double": "double precision", "bit": "boolean",
    "tinyint": "smallint", "mediumint": "integer",
}  # fmt: skip
_UNSIZED = frozenset(("text", "bytea", "boolean", "smallint", "integer", "double precision"))
_WORD = re.compile(r"(?:java\.sql\.Types\.)?([A-Za-z_]\w*)(.*)", re.DOTALL)


def changelog_id(path: str) -> str:
    """What a changelog is called in the order of all; numbers sort as numbers.

    >>> changelog_id("src/db/changelog/2-users.xml")
    '1 changelog/00000000000000000002-users.xml'
    """
    last = "/".join(path.split("/")[-2:])
    return "1 " + _NUMBER.sub(lambda number: number[0].lstrip("0").rjust(20, "0"), last)


def included_id(path: str, file: str, *, relative: bool) -> str:
    """The id of the changelog that `path` includes as `file`."""
    plain = file.removeprefix("classpath:").lstrip("/")
    near = relative or "/" not in plain  # lone names stand beside, in all that we have met
    return changelog_id(normpath(join(dirname(path), plain)) if near else plain)


def changes_of(path: str, data: bytes) -> Element:
    """The root of a changelog. Raises `xml_lines.Unreadable` and `yaml_lines.Unreadable`."""
    if path.endswith(".xml"):
        return xml_lines.read(data)
    top = Element("", 1)
    for node in yaml_lines.documents(data.decode("utf-8", errors="replace")):
        _grow(top, node)
    return next(top.all("databaseChangeLog"), top)


def _grow(into: Element, node: yaml.Node) -> None:
    """Scalars of a mapping are attributes, anything else is an element below."""
    for each in yaml_lines.elements(node) if isinstance(node, yaml.SequenceNode) else (node,):
        spans = yaml_lines.keys_of(each)
        for key, value in yaml_lines.mapping(each).items():
            first, last = spans.get(key, (into.first, into.last))
            if isinstance(value, yaml.ScalarNode):
                into.attributes[key] = str(value.value)
                continue
            child = Element(key, first, last)
            _grow(child, value)
            into.children.append(child)


class _Change(NamedTuple):
    """A change with the file's properties."""

    element: Element
    file: File
    known: dict[str, str]

    def said(self, *keys: str) -> str:
        given = next((self.element.attributes[k] for k in keys if k in self.element.attributes), "")
        return filled(given, self.known)

    def names(self, key: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in self.said(key).split(",") if each.strip())

    def below(self, element: Element) -> _Change:
        return self._replace(element=element)

    def columns(self) -> Iterator[_Change]:
        """The columns, which YAML wraps in a list of their own."""
        for each in self.element.children:
            if each.name == "column":
                yield self.below(each)
            elif each.name == "columns":
                yield from self.below(each).columns()


def filled(text: str, known: dict[str, str]) -> str:
    """A text with its properties put in; unknown ones stay."""
    return _PROPERTY.sub(lambda found: known.get(found[1], found[0]), text)


def steps_of(change: Element, file: File, known: dict[str, str]) -> Iterator[Fact]:
    """What one change does; nothing for those that change no schema."""
    this = _Change(change, file, known)
    if change.name == "sql":
        yield from _sql(this)
        return
    table = this.said("tableName", "baseTableName", "oldTableName")
    made = _MADE.get(change.name)
    if made is None:
        return
    if not table or "${" in table:
        what = f"a table of {change.name}"
        reason = "Its name is given from outside." if table else "It is not named."
        yield Unresolved(lines=change.lines, what=what, reason=reason)
        return
    yield from made(this, table.strip('"`').rpartition(".")[2])


def _sql(change: _Change) -> Iterator[Fact]:
    """Statements written in place; lines before them keep their numbers."""
    element = change.element
    text = element.attributes.get("sql") or element.text
    before = "\n" * (element.first - 1)
    spoken = "mysql" if change.file.dialect == "mysql" else "postgres"
    found = read_sql(before + filled(text, change.known), spoken)  # type: ignore[arg-type]  # one of two dialects
    for fact in steps(found, change.file):
        if isinstance(fact, SchemaStep):
            yield msgspec.structs.replace(fact, sequence=change.file.sequence)


def _step(change: _Change, act: str, table: str, **rest: object) -> SchemaStep:
    made: SchemaStep = SchemaStep(
        lines=change.element.lines,
        sequence=change.file.sequence,
        tool=change.file.tool,
        act=act,  # type: ignore[arg-type]  # one of the acts, by the callers below
        table=table,
        dialect=change.file.dialect,
        **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
    )
    return made


def _create_table(change: _Change, table: str) -> Iterator[SchemaStep]:
    columns = list(change.columns())
    keys = tuple(each.said("name") for each in columns if _flag(each, "primaryKey"))
    groups = [group for each in columns for group in _groups(each, table)]
    if keys:
        lines = change.element.lines
        groups.append(Grouped(lines=lines, entity=table, kind="primary", columns=keys))
    yield _step(
        change, "create-table", table, groups=tuple(groups),
        columns=tuple(_field(each, table) for each in columns),
    )  # fmt: skip


def _add_column(change: _Change, table: str) -> Iterator[SchemaStep]:
    for each in change.columns():
        yield _step(each, "add-column", table, column=_field(each, table))
        for group in _groups(each, table):
            yield _step(each, "add-group", table, group=group)


def _constraint(column: _Change, key: str) -> str:
    for each in column.element.children:
        if each.name == "constraints" and key in each.attributes:
            return filled(each.attributes[key], column.known)
    return ""


def _flag(column: _Change, key: str) -> bool:
    return _constraint(column, key).lower() == "true"


def _field(column: _Change, table: str) -> Field:
    name = column.said("name").strip('"`')
    defaults = ("defaultValueNumeric", "defaultValueBoolean", "defaultValueComputed")
    required = _constraint(column, "nullable").lower() == "false" or _flag(column, "primaryKey")
    written = canonical(type_of(column.said("type")))
    return Field(
        lines=column.element.lines,
        entity=table,
        name=name,
        column=name,
        type=written.name,
        nullable=not required,
        identity=written.identity or column.said("autoIncrement").lower() == "true",
        default=column.said(*defaults),
    )


def type_of(written: str) -> str:
    """A type as PostgreSQL's SQL would write it, "" where a property says it.

    >>> type_of("java.sql.Types.VARCHAR(20)"), type_of("datetime"), type_of("tinyint(1)")
    ('VARCHAR(20)', 'timestamp', 'boolean')
    """
    found = _WORD.match(written.strip())
    if found is None:
        return ""
    word, size = found[1].lower(), found[2]
    if word == "tinyint" and size.strip() == "(1)":
        return "boolean"
    known = _TYPES.get(word)
    return f"{known or found[1]}{'' if known in _UNSIZED else size}"


_REFERENCES = re.compile(r"\s*\"?([\w.]+)\"?\s*\(([^)]*)\)")


def _groups(column: _Change, table: str) -> Iterator[Grouped]:
    """What a column's constraints say beside its key."""
    name, lines = column.said("name").strip('"`'), column.element.lines
    if _flag(column, "unique"):
        label = _constraint(column, "uniqueConstraintName")
        yield Grouped(lines=lines, entity=table, kind="unique", columns=(name,), name=label)
    written = _REFERENCES.match(_constraint(column, "references"))
    target = _constraint(column, "referencedTableName") or (written[1] if written else "")
    to = _constraint(column, "referencedColumnNames") or (written[2] if written else "")
    if target:
        yield Grouped(
            lines=lines, entity=table, kind="foreign", columns=(name,),
            name=_constraint(column, "foreignKeyName"), references=target.rpartition(".")[2],
            ref_columns=tuple(part.strip() for part in to.split(",") if part.strip()),
            on_delete="cascade" if _flag(column, "deleteCascade") else "no action",
        )  # fmt: skip


def _foreign_key(change: _Change, table: str) -> Iterator[SchemaStep]:
    action = change.said("onDelete").lower()
    if change.said("deleteCascade").lower() == "true":
        action = "cascade"
    known = ("cascade", "set null", "set default", "restrict")
    yield _add(
        change, table, "foreign", change.names("baseColumnNames"),
        references=change.said("referencedTableName"),
        ref_columns=change.names("referencedColumnNames"),
        on_delete=action if action in known else "no action",
    )  # fmt: skip


def _add(
    change: _Change, table: str, kind: str, columns: tuple[str, ...], **rest: object
) -> SchemaStep:
    group: Grouped = Grouped(
        lines=change.element.lines,
        entity=table,
        kind=kind,  # type: ignore[arg-type]  # one of the kinds, by the callers
        columns=columns,
        name=change.said("constraintName", "indexName"),
        **rest,  # type: ignore[arg-type]  # each caller gives fields of the fact
    )
    return _step(change, "add-group", table, group=group)


def _index(change: _Change, table: str) -> Iterator[SchemaStep]:
    columns = tuple(
        f"{'-' if each.said('descending').lower() == 'true' else ''}{each.said('name')}"
        for each in change.columns()
    )
    unique = change.said("unique").lower() == "true"
    yield _add(change, table, "index", columns, unique=unique)


def _primary_key(change: _Change, table: str) -> Iterator[SchemaStep]:
    yield _add(change, table, "primary", change.names("columnNames"))


def _unique(change: _Change, table: str) -> Iterator[SchemaStep]:
    yield _add(change, table, "unique", change.names("columnNames"))


def _drop_column(change: _Change, table: str) -> Iterator[SchemaStep]:
    names = (each.said("name") for each in change.columns())
    for name in (change.said("columnName"), *names):
        if name:
            yield _step(change, "drop-column", table, name=name)


def _rename_column(change: _Change, table: str) -> Iterator[SchemaStep]:
    old, new = change.said("oldColumnName"), change.said("newColumnName")
    yield _step(change, "rename-column", table, name=old, new_name=new)


def _rename_table(change: _Change, table: str) -> Iterator[SchemaStep]:
    yield _step(change, "rename-table", table, new_name=change.said("newTableName"))


def _drop_table(change: _Change, table: str) -> Iterator[SchemaStep]:
    yield _step(change, "drop-table", table)


def _drop_group(change: _Change, table: str) -> Iterator[SchemaStep]:
    yield _step(change, "drop-group", table, name=change.said("constraintName", "indexName"))


def _alter(change: _Change, table: str) -> Iterator[SchemaStep]:
    """A type, a default, or whether there must be a value."""
    name, type = change.element.name, change.said("newDataType")
    defaults = ("defaultValueNumeric", "defaultValueBoolean", "defaultValueComputed")
    yield _step(
        change, "alter-column", table, name=change.said("columnName"),
        type=canonical(type_of(type)).name if type else None,
        nullable={"addNotNullConstraint": False, "dropNotNullConstraint": True}.get(name),
        default="" if name == "dropDefaultValue" else change.said(*defaults) or None,
    )  # fmt: skip


_MADE = {
    "createTable": _create_table, "addColumn": _add_column, "dropTable": _drop_table,
    "renameTable": _rename_table, "dropColumn": _drop_column, "renameColumn": _rename_column,
    "modifyDataType": _alter, "addNotNullConstraint": _alter, "dropNotNullConstraint": _alter,
    "addDefaultValue": _alter, "dropDefaultValue": _alter, "addPrimaryKey": _primary_key,
    "addUniqueConstraint": _unique, "createIndex": _index,
    "addForeignKeyConstraint": _foreign_key, "dropForeignKeyConstraint": _drop_group,
    "dropUniqueConstraint": _drop_group, "dropPrimaryKey": _drop_group, "dropIndex": _drop_group,
}  # fmt: skip
