"""Reading GORM's struct tags and the types of fields.

Column types are those of GORM's PostgreSQL driver; a `type:` tag is taken at its word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.languages.postgresql.types import canonical
from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.go.text import plain_type, text_of

_INTEGERS = {
    "int": 64, "int8": 8, "int16": 16, "int32": 32, "int64": 64, "rune": 32,
    "uint": 64, "uint8": 9, "uint16": 17, "uint32": 33, "uint64": 65, "byte": 9,
}  # fmt: skip
_TYPES = {
    "bool": "boolean", "string": "text", "float32": "numeric", "float64": "numeric",
    "time.Time": "timestamp with time zone", "gorm.DeletedAt": "timestamp with time zone",
    "soft_delete.DeletedAt": "bigint", "sql.NullString": "text", "sql.NullInt64": "bigint",
    "sql.NullInt32": "integer", "sql.NullInt16": "smallint", "sql.NullBool": "boolean",
    "sql.NullFloat64": "numeric", "sql.NullTime": "timestamp with time zone",
    "uuid.UUID": "text", "uuid.NullUUID": "text", "decimal.Decimal": "text",
    "decimal.NullDecimal": "text", "json.RawMessage": "bytea", "datatypes.JSON": "jsonb",
    "datatypes.JSONMap": "jsonb", "datatypes.JSONType": "jsonb", "datatypes.JSONSlice": "jsonb",
    "datatypes.Date": "date", "datatypes.Time": "time without time zone",
    "datatypes.UUID": "uuid", "pgtype.JSONB": "jsonb", "pq.StringArray": "text[]",
    "pq.Int64Array": "bigint[]", "pq.Int32Array": "integer[]", "pq.BoolArray": "boolean[]",
    "pq.Float64Array": "double precision[]", "bson.ObjectId": "text",
}  # fmt: skip
_ON_DELETE: dict[str, OnDelete] = {
    "cascade": "cascade", "set null": "set null", "set default": "set default",
    "restrict": "restrict", "no action": "no action",
}  # fmt: skip
_KEY = re.compile(r'(gorm|sql):"((?:\\.|[^"\\])*)"')


class Tags(NamedTuple):
    """The settings of a field's `gorm` tag (and of GORM 1's `sql` tag), keys in lower case."""

    settings: dict[str, str]
    indexes: tuple[tuple[str, str], ...] = ()
    present: bool = False

    def has(self, *names: str) -> bool:
        """True if one of the settings is given and not switched off."""
        return any(self.settings.get(n, "false").lower() != "false" for n in names)

    def text(self, *names: str) -> str:
        """The first of these settings that has a value, else ""."""
        return next((self.settings[n] for n in names if self.settings.get(n)), "")

    @property
    def ignored(self) -> bool:
        """True for a field that is no column."""
        return self.settings.get("-", "").lower() in ("-", "all", "migration")

    @property
    def on_delete(self) -> OnDelete:
        """What `constraint:OnDelete:...` says."""
        said = parse_settings(self.settings.get("constraint", ""), ",").get("ondelete", "")
        return _ON_DELETE.get(said.lower(), "no action")


def tags_of(declared: Node) -> Tags:
    """The settings of a field declaration; none where it has no such tag."""
    tag = declared.child_by_field_name("tag")
    found = dict(_KEY.findall(text_of(tag))) if tag is not None else {}
    if not found:
        return Tags({})
    written = ";".join(found[key] for key in sorted(found)).replace('\\"', '"')
    indexes = []
    for part in _split(written, ";"):
        key, _, value = part.partition(":")
        if key.strip().lower() in ("index", "uniqueindex", "unique_index"):
            indexes.append((key.strip().lower().replace("_", ""), value))
    return Tags(parse_settings(written, ";"), tuple(indexes), present=True)


def parse_settings(text: str, separator: str) -> dict[str, str]:
    """`a:b;c` as {"a": "b", "c": "c"}, as `schema.ParseTagSetting` reads it."""
    found: dict[str, str] = {}
    for part in _split(text, separator):
        key, colon, value = part.partition(":")
        name = " ".join(key.strip().lower().split())
        if name:
            found[name] = value if colon else name
    return found


def _split(text: str, separator: str) -> list[str]:
    """Parts between separators; a backslash before one keeps it."""
    parts = re.split(rf"(?<!\\){re.escape(separator)}", text)
    return [part.replace(f"\\{separator}", separator) for part in parts]


class Kind(NamedTuple):
    """A field's Go type: what stands in its innermost place, and whether it is a slice."""

    name: str
    slice: bool = False
    pointer: bool = False


def kind_of(node: Node) -> Kind:
    """The kind of a field's type; arguments of generic types are left out."""
    if node.type == "pointer_type" and node.named_children:
        return kind_of(node.named_children[0])._replace(pointer=True)
    if node.type in ("slice_type", "array_type"):
        element = node.child_by_field_name("element")
        inner = kind_of(element) if element is not None else Kind("")
        return Kind(inner.name, slice=True, pointer=inner.pointer)
    if node.type in ("type_identifier", "qualified_type", "generic_type"):
        return Kind(plain_type(node))
    return Kind(node_text(node).split("{")[0].split("[")[0].strip() if node else "")


def column_type(kind: Kind, tags: Tags) -> str:
    """The column's type in PostgreSQL's words, "" for a type that is none of Go's or known
    libraries' scalars."""
    written = tags.text("type")
    if written:
        return canonical(written).name
    if tags.has("serializer", "json"):
        return "text"
    size = tags.text("size")
    if kind.slice:
        return "bytea" if kind.name in ("byte", "uint8") else ""
    if kind.name in _INTEGERS:
        return integer_of(int(size) if size.isdigit() else _INTEGERS[kind.name])
    known = _TYPES.get(kind.name, "")
    if known == "text" and size.isdigit():
        return f"character varying({size})"
    if known == "numeric" and tags.text("precision"):
        return f"numeric({tags.text('precision')},{tags.text('scale') or 0})"
    return known


def integer_of(bits: int) -> str:
    """The integer type for this many bits."""
    if bits <= 16:  # as the driver decides
        return "smallint"
    return "integer" if bits <= 32 else "bigint"  # as the driver decides


def is_integer(kind: Kind) -> bool:
    """True for Go's integers."""
    return not kind.slice and kind.name in _INTEGERS


def sql_default(tags: Tags, type: str) -> str:
    """A `default:` tag as SQL: quoted where the column is a text and the tag is a bare word."""
    written = tags.settings.get("default", "").strip()
    if not written or written.lower() == "null":
        return ""
    call = "(" in written and ")" in written
    if type.startswith(("text", "character")) and not call:
        bare = written.strip("'").strip('"').replace("'", "''")
        return f"'{bare}'"
    return written
