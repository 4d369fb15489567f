"""The types of Ecto's schemas and migrations in PostgreSQL's words.

Source: https://hexdocs.pm/ecto/Ecto.Schema.html#module-primitive-types,
https://hexdocs.pm/ecto_sql/Ecto.Migration.html#module-field-types
"""

from __future__ import annotations

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.elixir.text import Given, dotted, elements, literal

TYPES = {
    "id": "bigint", "binary_id": "uuid", "integer": "integer", "bigint": "bigint",
    "float": "double precision", "boolean": "boolean", "string": "varchar(255)",
    "binary": "bytea", "bitstring": "bytea", "map": "jsonb", "decimal": "numeric",
    "date": "date", "time": "time", "time_usec": "time", "naive_datetime": "timestamp",
    "naive_datetime_usec": "timestamp", "utc_datetime": "timestamp",
    "utc_datetime_usec": "timestamp", "datetime": "timestamp", "uuid": "uuid",
    "bigserial": "bigint", "serial": "integer", "text": "text", "identity": "bigint",
    "duration": "interval",
}  # fmt: skip
_MODULES = {
    "Ecto.UUID": "uuid", "Ecto.Enum": "varchar(255)", "Ecto.ULID": "uuid",
    "Ecto.Date": "date", "Ecto.DateTime": "timestamp", "Ecto.Time": "time",
}  # fmt: skip
_DELETES = {"delete_all": "cascade", "nilify_all": "set null", "restrict": "restrict"}


def typed(node: Node | None, given: Given) -> str:
    """A type; unknown ones as they are called, "" for types of the program's own."""
    if node is None:
        return "varchar(255)"
    if node.type in ("tuple", "list"):
        inner = [child for child in node.named_children if child.type != "comment"]
        if literal(inner[0]) == "array" and len(inner) > 1:
            return f"{typed(inner[1], Given())}[]"
        return "jsonb" if literal(inner[0]) == "map" else ""
    name = literal(node)
    if name is None:
        return _MODULES.get(dotted(node), "")
    if name == "string" and "size" in given.named:
        return f"varchar({node_text(given.named['size'])})"
    if name in ("decimal", "numeric") and "precision" in given.named:
        parts = [node_text(given.named[k]) for k in ("precision", "scale") if k in given.named]
        return f"numeric({','.join(parts)})"
    return TYPES.get(name, name)


def on_delete(given: Given) -> str:
    """What a reference says happens when its row is deleted."""
    return _DELETES.get(given.text("on_delete") or "", "no action")


def flag(given: Given, name: str) -> bool | None:
    """What a named value that is true or false says, None where it is neither."""
    node = given.named.get(name)
    return {"true": True, "false": False}.get(node_text(node)) if node is not None else None


def names(node: Node | None) -> tuple[str, ...]:
    """The columns of a list; one that is an expression is left out."""
    found = (literal(each) for each in elements(node))
    return tuple(each for each in found if each is not None and each.isidentifier())
