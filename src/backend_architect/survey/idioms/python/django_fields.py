"""Django's fields in PostgreSQL's words, as models and migrations write them.

From `django.db.backends.postgresql.base.DatabaseWrapper.data_types` and the documentation of the
fields' implicit options; third-party fields by what their packages document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Field
from backend_architect.survey.idioms.python.calls import (
    Arguments,
    arguments,
    callee,
    dotted,
    elements,
    last,
    literal,
    texts,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = {
    "AutoField": "integer", "BigAutoField": "bigint", "SmallAutoField": "smallint",
    "BinaryField": "bytea", "BooleanField": "boolean", "NullBooleanField": "boolean",
    "DateField": "date", "DateTimeField": "timestamp with time zone", "DurationField": "interval",
    "FloatField": "double precision", "IntegerField": "integer", "BigIntegerField": "bigint",
    "SmallIntegerField": "smallint", "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "smallint", "PositiveBigIntegerField": "bigint",
    "GenericIPAddressField": "inet", "IPAddressField": "inet", "JSONField": "jsonb",
    "TextField": "text", "TimeField": "time without time zone", "UUIDField": "uuid",
    "HStoreField": "hstore", "SearchVectorField": "tsvector", "CITextField": "citext",
    "CIEmailField": "citext", "CICharField": "citext", "IntegerRangeField": "int4range",
    "BigIntegerRangeField": "int8range", "DecimalRangeField": "numrange",
    "DateTimeRangeField": "tstzrange", "DateRangeField": "daterange", "PointField": "geometry",
    "PolygonField": "geometry", "MultiPolygonField": "geometry", "GeometryField": "geometry",
    "LineStringField": "geometry", "RichTextField": "text", "RichTextUploadingField": "text",
    "MarkdownxField": "text", "EncryptedTextField": "text", "ArrayField": "",
    "CreationDateTimeField": "timestamp with time zone", "LtreeField": "ltree",
    "ModificationDateTimeField": "timestamp with time zone", "TreeForeignKey": "",
    "AutoCreatedField": "timestamp with time zone",
    "AutoLastModifiedField": "timestamp with time zone", "ShortUUIDField":
    "character varying(22)", "StatusField": "character varying(100)",
}  # fmt: skip
#: Fields with a length, and the one they have where none is written.
_SIZED: dict[str, int | None] = {
    "CharField": None, "SlugField": 50, "EmailField": 254, "URLField": 200, "FileField": 100,
    "ImageField": 100, "FilePathField": 100, "CommaSeparatedIntegerField": None,
    "PhoneNumberField": 128, "CountryField": 2, "ThumbnailerImageField": 100,
    "AutoSlugField": 50, "ColorField": 18, "FSMField": 50, "CurrencyField": 3,
    "VersatileImageField": 255, "EncryptedCharField": None, "TimeZoneField": 63,
    "LanguageField": 10,
}  # fmt: skip
ONE = frozenset(
    ("ForeignKey", "OneToOneField", "TreeForeignKey", "ParentalKey", "FlexibleForeignKey")
)
MANY = frozenset(("ManyToManyField", "ParentalManyToManyField", "SortedManyToManyField",
                  "TreeManyToManyField"))  # fmt: skip
#: All field classes known by name.
FIELDS = (*_TYPES, *_SIZED, *sorted(ONE), *sorted(MANY), "DecimalField", "MoneyField",
          "VectorField")  # fmt: skip
#: Attributes that end in "Field" or look like a relation but are no columns.
_NO_COLUMNS = frozenset(("GenericForeignKey", "GenericRelation", "CompositePrimaryKey"))
_ON_DELETE: dict[str, OnDelete] = {
    "CASCADE": "cascade", "SET_NULL": "set null", "SET_DEFAULT": "set default",
    "PROTECT": "restrict", "RESTRICT": "restrict",
}  # fmt: skip
_AUTO = frozenset(("AutoField", "BigAutoField", "SmallAutoField"))


def is_field(value: Node) -> bool:
    """True for a call that makes a column or a many-to-many relation."""
    name = callee(value)
    own = last(name)
    if own in _NO_COLUMNS or name.startswith(("forms.", "serializers.", "filters.", "fields.",
                                              "wtforms.", "django_filters.", "graphene.", "ma.",
                                              "mongoengine.", "peewee.", "factory.")):  # fmt: skip
        return False
    own_kind = own.endswith("Field") and name.startswith(("models.", "gis_models.", "django."))
    return own in FIELDS or own_kind


def field_of(call: Node, entity: str, name: str, lines: tuple[int, int]) -> Field:
    """The column of `name = models.SomeField(...)`; `type` is "" for a reference or if unknown."""
    given, own = arguments(call), last(callee(call))
    one = own in ONE
    primary = given.is_true("primary_key")
    unique = given.is_true("unique") or (own == "OneToOneField" and not primary)
    indexed = given.is_true("db_index") or own == "SlugField" or (one and own != "OneToOneField")
    return Field(
        lines=lines, entity=entity, name=name,
        column=given.text("db_column") or (f"{name}_id" if one else name),
        type="" if one else _type(own, given), primary=primary, unique=unique,
        nullable=given.is_true("null") or own == "NullBooleanField",
        indexed=indexed and not unique and not given.is_false("db_index"),
        identity=own in _AUTO, default=_db_default(given.get("db_default")),
        references=target_of(given.get("to", 0), entity) if one else "",
        on_delete=on_delete(given) if one else "no action",
    )  # fmt: skip


def _type(own: str, given: Arguments) -> str:
    if own in _SIZED:
        length = given.get("max_length")
        size = node_text(length) if length is not None else str(_SIZED[own] or "")
        return f"character varying({size})" if size.isdigit() else "character varying"
    if own in ("DecimalField", "MoneyField"):
        figures = [given.get("max_digits"), given.get("decimal_places")]
        known = [node_text(each) for each in figures if each is not None]
        sure = len(known) == 2 and all(each.isdigit() for each in known)
        return f"numeric({','.join(known)})" if sure else "numeric"
    if own == "ArrayField":
        inner = given.get("base_field", 0)
        element = _type(last(callee(inner)), arguments(inner)) if inner is not None else ""
        return f"{element}[]" if element else ""
    if own == "VectorField":
        dimensions = given.get("dimensions")
        return "vector" if dimensions is None else f"vector({node_text(dimensions)})"
    return _TYPES.get(own, "")


def on_delete(given: Arguments) -> OnDelete:
    """What Django does to the rows that refer to a deleted one. It does so itself: the constraint
    in the database is "no action" whatever is written, but this is what happens."""
    return _ON_DELETE.get(last(dotted(given.get("on_delete", 1))), "no action")


def target_of(node: Node | None, entity: str) -> str:
    """The model a relation names: a class, "app.Model", "self", or the user model setting."""
    if node is None:
        return ""
    text = literal(node)
    if text == "self":
        return entity
    if text:
        return last(text)
    name = dotted(node) or callee(node)
    if last(name) in ("AUTH_USER_MODEL", "get_user_model"):
        return "User"
    return name


def _db_default(node: Node | None) -> str:
    if node is None:
        return ""
    if node.type in ("integer", "float", "true", "false"):
        return node_text(node).lower()
    if node.type == "string":
        return "'" + literal(node).replace("'", "''") + "'"
    return "now()" if last(callee(node)) == "Now" else ""


# ---------------------------------------------------------------- indexes and conditions


def index_columns(given: Arguments) -> tuple[str, ...]:
    """The fields of an index or constraint, "-" before a descending one; () for expressions."""
    named = texts(given.get("fields"))
    if named:
        return named
    found = tuple(_expression_column(each) for each in given.positional)
    return found if found and all(found) else ()


_COLUMN = re.compile(r"(?:models\.)?F\(\s*[\"'](\w+)[\"']\s*\)(\.desc\(.*\)|\.asc\(.*\))?")


def _expression_column(node: Node) -> str:
    """`F("a").desc()` and `"a"`; functions are no columns."""
    match = _COLUMN.fullmatch(node_text(node))
    if match is None:
        return literal(node)
    descending = (match.group(2) or "").startswith(".desc")
    return f"-{match.group(1)}" if descending else match.group(1)


_LOOKUPS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "exact": "="}


def condition(node: Node | None) -> str:
    """The SQL of `Q(a=True, b__gte=3) & ~Q(c=None)`; "" where it cannot be written plainly."""
    if node is None:
        return ""
    if node.type == "parenthesized_expression":
        return condition(node.named_children[0])
    if node.type == "unary_operator" or node.type == "not_operator":
        inner = condition(node.named_children[0])
        return f"NOT ({inner})" if inner else ""
    if node.type == "binary_operator":
        sides = [condition(node.child_by_field_name(side)) for side in ("left", "right")]
        sign = {"&": "AND", "|": "OR"}.get(node_text(node.children[1]), "")
        return f"({sides[0]} {sign} {sides[1]})" if sign and all(sides) else ""
    if last(callee(node)) != "Q":
        return ""
    given = arguments(node)
    parts = [_comparison(name, value) for name, value in given.keywords.items()]
    return " AND ".join(parts) if parts and all(parts) and not given.positional else ""


def _comparison(name: str, value: Node) -> str:
    column, _, lookup = name.partition("__")
    if lookup == "isnull":
        return f"{column} IS {'' if value.type == 'true' else 'NOT '}NULL"
    if value.type == "none" and not lookup:
        return f"{column} IS NULL"
    if lookup == "in":
        known = [_constant(each) for each in elements(value)]
        return f"{column} IN ({', '.join(known)})" if known and all(known) else ""
    sign, constant = _LOOKUPS.get(lookup or "exact", ""), _constant(value)
    return f"{column} {sign} {constant}" if sign and constant else ""


def _constant(node: Node) -> str:
    if node.type in ("integer", "float"):
        return node_text(node)
    if node.type in ("true", "false"):
        return node.type
    if node.type == "string":
        return "'" + literal(node).replace("'", "''") + "'"
    if last(callee(node)) == "F":
        return literal(arguments(node).get("name", 0))
    return ""
