"""Reading SQLAlchemy's columns, constraints and indexes, as models and Alembic write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, Unresolved
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    dotted,
    last,
    literal,
    texts,
)
from backend_architect.survey.idioms.python.sqlalchemy_types import (
    annotated_type,
    may_be_none,
    postgres_type,
    sql_default,
)

if TYPE_CHECKING:
    from tree_sitter import Node

#: What makes a column.
COLUMNS = frozenset(("Column", "mapped_column"))
#: What makes a constraint or an index.
GROUPS = frozenset(
    ("Index", "UniqueConstraint", "CheckConstraint", "ForeignKeyConstraint", "PrimaryKeyConstraint")
)
_INTEGERS = frozenset(("integer", "bigint", "smallint"))
_ON_DELETE: dict[str, OnDelete] = {
    "cascade": "cascade", "set null": "set null", "set default": "set default",
    "restrict": "restrict",
}  # fmt: skip
#: Calls among a column's arguments that are no type.
_NO_TYPES = frozenset(
    ("ForeignKey", "Identity", "Sequence", "Computed", "FetchedValue", "CheckConstraint",
     "DefaultClause", "ColumnDefault")
)  # fmt: skip


def on_delete(given: Arguments) -> OnDelete:
    """The `ondelete` of a foreign key."""
    return _ON_DELETE.get(given.text("ondelete").lower(), "no action")


def column(call: Node, entity: str, name: str, written: str = "") -> Field:
    """The column of `name: Mapped[written] = mapped_column(...)` or `Column(...)`.

    `type` is "" if neither the call nor the annotation says it.
    """
    given = arguments(call)
    own = [each for each in given.positional if each.type not in ("string", "concatenated_string")]
    first = given.text("name", 0)
    foreign = next((e for e in own if last(callee(e)) == "ForeignKey"), None)
    type_node = (
        given.get("type_")
        or given.get("sa_type")
        or next((e for e in own if last(callee(e)) not in _NO_TYPES), None)
    )
    type = postgres_type(type_node) if type_node is not None else ""
    primary, kind = given.is_true("primary_key"), type or annotated_type(written)
    identity = primary and kind in _INTEGERS and foreign is None and _generated(given)
    references, by_table = _target(foreign)
    return Field(
        lines=node_lines(call), entity=entity, name=name or first, column=first or name,
        type=kind, nullable=_nullable(given, written, primary=primary), primary=primary,
        unique=given.is_true("unique"), indexed=given.is_true("index"),
        identity=identity or any(last(callee(e)) == "Identity" for e in own),
        default=sql_default(given.get("server_default")), references=references,
        references_table=by_table,
        on_delete=on_delete(arguments(foreign)) if foreign is not None else "no action",
    )  # fmt: skip


def annotated_column(node: Node, entity: str, name: str, written: str) -> Field:
    """The column of `name: Mapped[written]` without a call."""
    return Field(lines=node_lines(node), entity=entity, name=name, column=name,
                 type=annotated_type(written), nullable=may_be_none(written))  # fmt: skip


def sure(field: Field) -> Field:
    """The field, taken for text where nobody could say its type (see `type_doubt`)."""
    unknown = not field.type and not field.references
    return msgspec.structs.replace(field, type="text") if unknown else field


def type_doubt(field: Field, node: Node) -> Iterator[Unresolved]:
    """A gap where the type of a column is neither said nor that of the column referred to."""
    if not field.type and not field.references:
        yield Unresolved(lines=node_lines(node), what=f"the type of {field.entity}.{field.column}",
                         reason="It is made elsewhere; text is assumed.")  # fmt: skip


def _generated(given: Arguments) -> bool:
    """SQLAlchemy's autoincrement="auto": an integer key without a default of its own."""
    default = given.get("default") is None and given.get("server_default") is None
    return default and not given.is_false("autoincrement")


def _nullable(given: Arguments, written: str, *, primary: bool) -> bool:
    if "nullable" in given.keywords:
        return not given.is_false("nullable")
    if primary:
        return False
    return may_be_none(written) if written else True


def _target(foreign: Node | None) -> tuple[str, bool]:
    """What a foreign key refers to: ("customers.id", True) or (entity's name, False)."""
    target = arguments(foreign).get("column", 0) if foreign is not None else None
    if target is None:
        return "", False
    text = literal(target)
    if text:
        return text, True
    name = dotted(target).removesuffix(f".{last(dotted(target))}")
    return name.removesuffix(".c"), False


def only_one_generated(fields: list[Field]) -> list[Field]:
    """The fields of one table: of a key over several columns none is generated."""
    if sum(field.primary for field in fields) < 2:
        return fields
    return [msgspec.structs.replace(field, identity=False) for field in fields]


# ---------------------------------------------------------------- constraints and indexes


def group(call: Node, entity: str) -> Iterator[Fact]:
    """The constraint or index that a call says, or a gap."""
    kind, given = last(callee(call)), arguments(call)
    name, lines = given.text("name"), node_lines(call)
    if kind == "Index":
        yield from _index(call, entity, given)
    elif kind == "CheckConstraint":
        yield from _check(call, entity, given)
    elif kind == "ForeignKeyConstraint":
        yield from _foreign(call, entity, given)
    elif kind in ("UniqueConstraint", "PrimaryKeyConstraint"):
        columns = tuple(filter(None, (column_name(each) for each in given.positional)))
        if columns:
            yield Grouped(lines=lines, entity=entity, columns=columns, name=name,
                          kind="unique" if kind == "UniqueConstraint" else "primary")  # fmt: skip


def column_name(node: Node) -> str:
    """The column an element of an index names: "a", `User.a`, `User.a.desc()` ("-a"), or ""."""
    if node.type == "string":
        return literal(node)
    if node.type == "call":
        function = node.child_by_field_name("function")
        inner = function.child_by_field_name("object") if function is not None else None
        method = last(node_text(function)) if function is not None else ""
        if method in ("desc", "asc", "nullslast", "nullsfirst", "nulls_last", "nulls_first"):
            given = arguments(node).positional
            what = column_name(given[0]) if given else column_name(inner) if inner else ""
            return f"-{what}" if what and method == "desc" else what
        return ""
    return last(dotted(node))


def _index(call: Node, entity: str, given: Arguments) -> Iterator[Fact]:
    name = given.text("name", 0)
    elements = given.positional[1:] if "name" not in given.keywords else given.positional
    columns = tuple(column_name(each) for each in elements)
    where_node = given.get("postgresql_where")
    where = condition(where_node)
    if where_node is not None and not where:
        yield _gap(call, f"the condition of index {name}", "It is made of expressions.")
        return
    expression = ", ".join(
        known or _expression(node) for known, node in zip(columns, elements, strict=True)
    )
    if not all(columns) and "?" in expression:
        yield _gap(call, f"the columns of index {name}", "They are made of expressions.")
        return
    yield Grouped(
        lines=node_lines(call), entity=entity, kind="index", name=name, where=where,
        columns=columns if all(columns) else (), unique=given.is_true("unique"),
        method=given.text("postgresql_using").lower() or "btree",
        expression="" if all(columns) else expression,
    )  # fmt: skip


def _expression(node: Node) -> str:
    """`func.lower(User.email)` and `text("lower(email)")` as SQL, "?" if unknown."""
    name, given = callee(node), arguments(node)
    if last(name) == "text":
        return given.text("text", 0) or "?"
    if ".func." in f".{name}":
        inner = [column_name(each) for each in given.positional]
        return f"{last(name)}({', '.join(inner)})" if all(inner) else "?"
    return "?"


def condition(node: Node | None) -> str:
    """The SQL of `text("...")`, a text, or `column.is_(None)`; "" if unknown."""
    if node is None:
        return ""
    if node.type == "string":
        return literal(node)
    if last(callee(node)) == "text":
        return arguments(node).text("text", 0)
    for method, sql in (("is_", "IS NULL"), ("isnot", "IS NOT NULL"), ("is_not", "IS NOT NULL")):
        given = arguments(node).positional if last(callee(node)) == method else ()
        if len(given) == 1 and given[0].type == "none":
            return f"{last(callee(node).rpartition('.')[0])} {sql}"
    return ""


def _check(call: Node, entity: str, given: Arguments) -> Iterator[Fact]:
    expression = condition(given.get("sqltext", 0))
    if expression:
        yield Grouped(lines=node_lines(call), entity=entity, kind="check", columns=(),
                      name=given.text("name"), expression=expression)  # fmt: skip
    else:
        yield _gap(call, f"a check of {entity}", "It is made of expressions.")


def _foreign(call: Node, entity: str, given: Arguments) -> Iterator[Fact]:
    columns, targets = texts(given.get("columns", 0)), texts(given.get("refcolumns", 1))
    tables = {target.rpartition(".")[0] for target in targets}
    if columns and len(tables) == 1 and len(columns) == len(targets):
        yield Grouped(
            lines=node_lines(call), entity=entity, kind="foreign", columns=columns,
            name=given.text("name"), references=tables.pop(),
            ref_columns=tuple(last(target) for target in targets), on_delete=on_delete(given),
        )  # fmt: skip
    else:
        yield _gap(call, f"a foreign key of {entity}", "Its columns are made elsewhere.")


def _gap(call: Node, what: str, reason: str) -> Unresolved:
    return Unresolved(lines=node_lines(call), what=what, reason=reason)
