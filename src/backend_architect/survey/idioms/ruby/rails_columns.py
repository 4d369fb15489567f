"""The columns, keys and indexes that a line of Rails' schema language says, in PostgreSQL's words.

Source: https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/SchemaStatements.html,
https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/TableDefinition.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from tree_sitter import Node

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Field, Grouped
from backend_architect.survey.grammars.ruby.text import (
    Given,
    field_of,
    given_to,
    literal,
    method_of,
    texts,
)
from backend_architect.survey.idioms.ruby.words import plural, singular

#: Type of Rails -> PostgreSQL's; "{n}" is the limit, "{p}" precision and scale.
TYPES = {
    "string": "varchar", "text": "text", "integer": "integer", "bigint": "bigint",
    "float": "double precision", "decimal": "numeric", "numeric": "numeric",
    "datetime": "timestamp", "timestamp": "timestamp", "timestamptz": "timestamptz",
    "time": "time", "date": "date", "binary": "bytea", "blob": "bytea", "boolean": "boolean",
    "json": "json", "jsonb": "jsonb", "hstore": "hstore", "uuid": "uuid", "inet": "inet",
    "cidr": "cidr", "macaddr": "macaddr", "citext": "citext", "ltree": "ltree", "xml": "xml",
    "tsvector": "tsvector", "tsquery": "tsquery", "interval": "interval", "money": "money",
    "point": "point", "line": "line", "lseg": "lseg", "box": "box", "path": "path",
    "polygon": "polygon", "circle": "circle", "bit": "bit", "bit_varying": "bit varying",
    "int4range": "int4range", "int8range": "int8range", "numrange": "numrange",
    "tsrange": "tsrange", "tstzrange": "tstzrange", "daterange": "daterange", "oid": "oid",
    "enum": "text", "serial": "integer", "bigserial": "bigint", "vector": "vector",
    "halfvec": "halfvec", "geometry": "geometry", "geography": "geography",
    "st_point": "geometry", "virtual": "text", "unsigned_integer": "integer",
    "unsigned_bigint": "bigint", "tinyint": "smallint", "smallint": "smallint",
    "tinytext": "text", "mediumtext": "text", "longtext": "text", "tinyblob": "bytea",
    "mediumblob": "bytea", "longblob": "bytea", "char": "char", "primary_key": "bigint",
    "double": "double precision", "real": "real", "set": "text",
}  # fmt: skip
_INTEGERS = {"1": "smallint", "2": "smallint", "3": "integer", "4": "integer", "8": "bigint"}
_TIMES = ("created_at", "updated_at")
_DELETES = {"cascade": "cascade", "nullify": "set null", "restrict": "restrict"}


def flag(given: Given, name: str) -> bool | None:
    """What a named value that is true or false says, None where it is neither."""
    node = given.named.get(name)
    return {"true": True, "false": False}.get(node_text(node)) if node is not None else None


def typed(name: str, given: Given) -> str:
    """A type with its limit, precision and whether it is an array."""
    limit = node_text(given.named["limit"]) if "limit" in given.named else ""
    known = TYPES.get(name, name)
    if known == "varchar" and limit.isdigit():
        known = f"varchar({limit})"
    elif known == "integer" and limit in _INTEGERS:
        known = _INTEGERS[limit]
    elif known == "numeric" and "precision" in given.named:
        parts = [node_text(given.named[k]) for k in ("precision", "scale") if k in given.named]
        known = f"numeric({','.join(parts)})" if all(p.isdigit() for p in parts) else known
    return f"{known}[]" if flag(given, "array") else known


def column(node: Node, table: str, name: str, type: str, given: Given) -> Field:
    """One column by its type in PostgreSQL's words."""
    default = given.named.get("default")
    written = node_text(default) if default is not None and default.type != "nil" else ""
    text = literal(default)
    return Field(
        lines=node_lines(node), entity=table, name=name, column=name, type=type,
        nullable=flag(given, "null") is not False and not flag(given, "primary_key"),
        primary=bool(flag(given, "primary_key")),
        default=f"'{text}'" if text is not None else written,
    )  # fmt: skip


def columns_of(node: Node, method: str, table: str, values: tuple[Node, ...]) -> Iterator[Field]:
    """The columns that `t.method values` makes; `add_column` and the like are said so, too."""
    given = given_to(node)
    names = [name for value in values for name in texts(value)]
    if method in ("references", "belongs_to"):
        for name in names:
            yield from _reference(node, table, name, given)
    elif method in ("timestamps", "datetimes"):
        yield from _times(node, table, given)
    elif method == "column" and len(names) > 1:
        yield column(node, table, names[0], typed(names[1], given), given)
    elif method in TYPES:
        for name in names:
            yield column(node, table, name, typed(method, given), given)


def _times(node: Node, table: str, given: Given) -> Iterator[Field]:
    for name in _TIMES:
        yield column(node, table, name, "timestamp", given)


def _reference(node: Node, table: str, name: str, given: Given) -> Iterator[Field]:
    own = given.text("type")
    type = typed(own, Given()) if own else "bigint"
    yield column(node, table, f"{name}_id", type, given)
    polymorphic = given.named.get("polymorphic")
    if polymorphic is not None and node_text(polymorphic) != "false":
        yield column(node, table, f"{name}_type", "varchar", given)


def groups_of(node: Node, method: str, table: str, values: tuple[Node, ...]) -> Iterator[Grouped]:
    """The indexes and keys that `t.method values` makes."""
    given = given_to(node)
    if method == "index" and values:
        yield index(node, table, values[0], given)
    elif method == "foreign_key" and values:
        yield foreign_key(node, table, literal(values[0]) or "", given)
    elif method in ("references", "belongs_to"):
        for name in (name for value in values for name in texts(value)):
            yield from _of_reference(node, table, name, given)
    else:
        for name in (name for value in values for name in texts(value)):
            yield from _of_column(node, table, name, given)


def _of_column(node: Node, table: str, name: str, given: Given) -> Iterator[Grouped]:
    """`t.string :name, index: { unique: true }`."""
    said = given.named.get("index")
    if said is not None and node_text(said) != "false":
        yield Grouped(
            lines=node_lines(node), entity=table, kind="index", columns=(name,),
            name=_option(said, "name") or f"index_{table}_on_{name}", unique=_unique(said),
        )  # fmt: skip


def _unique(node: Node) -> bool:
    return _option(node, "unique") == "true" or node_text(node) == ":unique"


def _of_reference(node: Node, table: str, name: str, given: Given) -> Iterator[Grouped]:
    said = given.named.get("index")
    polymorphic = given.named.get("polymorphic")
    many = polymorphic is not None and node_text(polymorphic) != "false"
    columns = (f"{name}_type", f"{name}_id") if many else (f"{name}_id",)
    if said is None or node_text(said) != "false":
        usual = f"index_{table}_on_{name}" if many else f"index_{table}_on_{name}_id"
        yield Grouped(
            lines=node_lines(node), entity=table, kind="index", columns=columns,
            name=(_option(said, "name") if said is not None else "") or usual,
            unique=said is not None and _unique(said),
        )  # fmt: skip
    foreign = given.named.get("foreign_key")
    target = _target(foreign, name)
    if foreign is not None and target:
        yield Grouped(
            lines=node_lines(node), entity=table, kind="foreign", columns=(f"{name}_id",),
            references=target, ref_columns=("id",),
            on_delete=_on_delete(_option(foreign, "on_delete")),
        )  # fmt: skip


def _target(foreign: Node | None, name: str) -> str:
    """The table a reference's key refers to, "" for none and for one that is computed."""
    if foreign is None or node_text(foreign) in ("false", "nil"):
        return ""
    said = _node(foreign, "to_table")
    return plural(name) if said is None else literal(said) or ""


def _on_delete(word: str) -> OnDelete:
    return cast("OnDelete", _DELETES.get(word, "no action"))


def _node(node: Node, name: str) -> Node | None:
    """What a hash says of a name."""
    for pair in node.named_children if node.type == "hash" else ():
        if literal(field_of(pair, "key")) == name:
            return field_of(pair, "value")
    return None


def _option(node: Node, name: str) -> str:
    """What a hash says of a name, as text."""
    value = _node(node, name)
    return "" if value is None else literal(value) or node_text(value)


def index(node: Node, table: str, columns: Node, given: Given) -> Grouped:
    """An index on columns, or on an expression."""
    written = literal(columns)
    expression = written if written is not None and not written.isidentifier() else ""
    names = () if expression else texts(columns)
    usual = f"index_{table}_on_{'_and_'.join(names)}"
    return Grouped(
        lines=node_lines(node), entity=table, kind="index", columns=names,
        name=given.text("name") or usual, unique=bool(flag(given, "unique")),
        where=given.text("where") or "", method=given.text("using") or "btree",
        expression=expression or "",
    )  # fmt: skip


def foreign_key(node: Node, table: str, target: str, given: Given) -> Grouped:
    """A foreign key to the key of another table."""
    own = given.text("column") or f"{singular(target.rpartition('.')[2])}_id"
    return Grouped(
        lines=node_lines(node), entity=table, kind="foreign", columns=(own,), references=target,
        ref_columns=(given.text("primary_key") or "id",), name=given.text("name") or "",
        on_delete=_on_delete(given.text("on_delete") or ""),
    )  # fmt: skip


def key_of(node: Node, table: str, given: Given) -> tuple[tuple[Field, ...], tuple[Grouped, ...]]:
    """The key that `create_table` makes: `id` unless it says otherwise."""
    said = given.named.get("id")
    own = given.named.get("primary_key")
    names = texts(own) if own is not None else ()
    if own is not None and own.type == "array" and len(names) > 1:
        group = Grouped(lines=node_lines(node), entity=table, kind="primary", columns=names)
        return (), (group,)
    if said is not None and node_text(said) == "false":
        return (), ()
    kind = (literal(said) if said is not None else None) or _option_of(said) or "bigint"
    name = names[0] if names else "id"
    line = (node_lines(node)[0],) * 2
    type = TYPES.get(kind, kind)
    counted = type in ("bigint", "integer", "smallint")
    made = Field(lines=line, entity=table, name=name, column=name, type=type, primary=True,
                 identity=counted)  # fmt: skip
    return (made,), ()


def _option_of(node: Node | None) -> str:
    """`id: { type: :uuid }`."""
    return _option(node, "type") if node is not None else ""


def table_body(block: Node | None, variable: str) -> list[tuple[Node, str, tuple[Node, ...]]]:
    """The calls on the table's variable with their methods and values."""
    found: list[tuple[Node, str, tuple[Node, ...]]] = []
    body = field_of(block, "body") if block is not None else None
    waiting = list(reversed(body.named_children)) if body is not None else []
    while waiting:
        node = waiting.pop()
        receiver = field_of(node, "receiver") if node.type == "call" else None
        if receiver is not None and node_text(receiver) == variable:
            found.append((node, method_of(node), given_to(node).values))
        elif node.type in ("if", "unless", "then", "else", "if_modifier", "unless_modifier"):
            waiting.extend(reversed(node.named_children))
    return found
