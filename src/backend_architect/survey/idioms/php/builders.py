"""Columns as Yii's schema builder and Phinx write them, in PostgreSQL's words.

Source: https://www.yiiframework.com/doc/guide/2.0/en/db-migrations,
https://book.cakephp.org/phinx/0/en/migrations.html
"""

from __future__ import annotations

import msgspec
from tree_sitter import Node

from backend_architect.survey.detector import node_lines
from backend_architect.survey.facts import Field
from backend_architect.survey.grammars.php.text import literal
from backend_architect.survey.idioms.php.chains import chain_to, table_of

_YII = {
    "integer": "integer", "bigInteger": "bigint", "smallInteger": "smallint",
    "tinyInteger": "smallint", "string": "varchar({n})", "char": "char({n})", "text": "text",
    "boolean": "boolean", "float": "real", "double": "double precision", "decimal": "numeric",
    "money": "numeric", "date": "date", "dateTime": "timestamp", "timestamp": "timestamp",
    "time": "time", "binary": "bytea", "json": "json",
}  # fmt: skip
_KEYS = {"primaryKey": "integer", "bigPrimaryKey": "bigint", "uuidPrimaryKey": "uuid"}
_PHINX = {
    "integer": "integer", "biginteger": "bigint", "smallinteger": "smallint",
    "tinyinteger": "smallint", "string": "varchar({n})", "char": "char({n})", "text": "text",
    "boolean": "boolean", "float": "double precision", "double": "double precision",
    "decimal": "numeric", "date": "date", "datetime": "timestamp", "timestamp": "timestamp",
    "time": "time", "binary": "bytea", "blob": "bytea", "json": "json", "jsonb": "jsonb",
    "uuid": "uuid", "enum": "varchar(255)", "set": "varchar(255)",
}  # fmt: skip


def yii_column(table: str, name: str, node: Node) -> Field:
    """`'name' => $this->string(80)->notNull()->unique()`, or a type written out."""
    made = Field(lines=node_lines(node), entity=table, name=name, column=name, type="",
                 nullable=True)  # fmt: skip
    text = literal(node)
    if text is not None:
        lower = text.lower()
        key = lower.startswith(("pk", "bigpk"))
        change = {"type": "integer" if key else lower.partition(" ")[0], "primary": key}
        return msgspec.structs.replace(made, nullable="not null" not in lower, **change)
    chain = chain_to(node)
    for link in chain.links:
        if link.name in _KEYS:
            kind = _KEYS[link.name]
            made = msgspec.structs.replace(made, type=kind, primary=True, identity=True)
        elif link.name in _YII:
            length = literal(link.argument(0)) or "255"
            made = msgspec.structs.replace(made, type=_YII[link.name].format(n=length))
        elif link.name == "notNull":
            made = msgspec.structs.replace(made, nullable=False)
        elif link.name == "unique":
            made = msgspec.structs.replace(made, unique=True)
        elif link.name in ("defaultValue", "defaultExpression"):
            made = msgspec.structs.replace(made, default=literal(link.argument(0)) or "")
    return made


def phinx_column(table: str, given: list[tuple[str, Node]]) -> Field | None:
    """`addColumn('name', 'string', ['limit' => 80, 'null' => true])`."""
    values = [value for _, value in given]
    name = literal(values[0]) if values else None
    kind = (literal(values[1]) or "string").lower() if len(values) > 1 else "string"
    if not name:
        return None
    options = table_of(values[2]) if len(values) > 2 else {}
    length = literal(options.get("limit")) or literal(options.get("length")) or "255"
    return Field(
        lines=node_lines(values[0]), entity=table, name=name, column=name,
        type=_PHINX.get(kind, kind).format(n=length),
        nullable=literal(options.get("null")) == "true",
        identity=literal(options.get("identity")) == "true",
        default=literal(options.get("default")) or "",
    )  # fmt: skip
