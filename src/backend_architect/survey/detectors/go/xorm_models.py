"""XORM: structs that map tables.

Recognises: structs with `xorm:"..."` tags: `pk`, `autoincr`, `notnull`, `unique`, `unique(name)`,
`index`, `index(name)`, `default`, `created`, `updated`, `deleted`, `version`, `extends`, types and
names in single quotes; `TableName()`; else the snake name of the struct, in the singular.
Versions seen: 1.0 to 1.3, and xorm.io of Gitea and Gogs.
Not recognised: structs that migrations keep of older versions; mappers other than the
snake one; prefixes of tables.
Documentation: https://xorm.io/docs/chapter-02/4.columns/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.languages.postgresql.types import canonical
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Expression, Fact, Field, Grouped
from backend_architect.survey.grammars.go.text import expression
from backend_architect.survey.idioms.go.gorm_fields import Tags, column_type
from backend_architect.survey.idioms.go.gorm_naming import column_name
from backend_architect.survey.idioms.go.struct_tags import (
    Column,
    columns,
    in_migrations,
    is_first,
    words,
)

_TYPE = re.compile(
    r"(?:BIG|SMALL|TINY|MEDIUM)?(?:INT|TEXT|BLOB|SERIAL)(?:\(\d+\))?|(?:N?VAR)?CHAR(?:\(\d+\))?"
    r"|BOOL(?:EAN)?|TIMESTAMPZ?|DATE(?:TIME)?|TIME|DECIMAL(?:\([\d, ]+\))?|NUMERIC|DOUBLE|FLOAT"
    r"|REAL|JSONB?|UUID|BINARY|VARBINARY|BYTEA|TEXT|LONGTEXT|LONGBLOB|INTEGER|BIT|ENUM",
    re.IGNORECASE,
)
_WORDS = frozenset(
    ("pk", "autoincr", "notnull", "not", "null", "unique", "index", "created", "updated", "deleted",
     "version", "extends", "default", "local", "utc", "-", "<-", "->", "cache", "nocache",
     "comment", "json", "collate")
)  # fmt: skip


@detector(
    language="go",
    anchors=('xorm:"',),
    query="""
(type_spec name: (type_identifier) @name type: (struct_type (field_declaration_list
  (field_declaration tag: (_) @_tag (#match? @_tag "xorm:"))) ) @struct) @type
""",
)
def xorm_models(match: Match) -> Iterator[Fact]:
    """One entity for each struct; a struct matches once for each of its tags, the first says it."""
    struct, name = match.nodes("struct")[0], match.text("name")
    said = list(columns(struct, "xorm"))
    if not is_first(match.nodes("_tag")[0], said) or in_migrations(match.source.path):
        return
    table = _table_name(struct, name)
    yield Entity(
        lines=node_lines(match.nodes("type")[0]),
        scope=name,
        name=name,
        mapper="xorm",
        table=table,
        derived=column_name(name),
        bases=tuple(c.kind.name for c in said if c.tag and "extends" in c.tag.lower()),
    )
    grouped: dict[tuple[str, str], list[str]] = {}
    for column in said:
        if column.name[:1].isupper() and not _left_out(column):
            yield from _column(column, name, grouped)
    for (kind, group), members in grouped.items():
        yield Grouped(
            lines=node_lines(struct),
            scope=name,
            entity=name,
            kind="index",
            columns=tuple(members),
            name=group,
            unique=kind == "unique",
        )


def _left_out(column: Column) -> bool:
    tag = (column.tag or "").strip().lower()
    return tag == "-" or "extends" in tag.split()


def _column(
    column: Column, entity: str, grouped: dict[tuple[str, str], list[str]]
) -> Iterator[Fact]:
    given = words(column.tag or "")
    plain = [word.lower() for word in given]
    named = next((word.strip("'") for word in given if word.startswith("'")), "")
    named = named or next((w for w in given if _is_name(w, plain)), "")
    written = next((word for word in given if _TYPE.fullmatch(word)), "")
    kind = canonical(written).name if written else column_type(column.kind, Tags({}))
    if not kind and column.tag is None and column.kind.name[:1].isupper():
        return  # a struct of ours that is loaded, no column
    name = named or column_name(column.name)
    for word in plain:
        found = re.fullmatch(r"(unique|index)\((\w+)\)", word)
        if found is not None:
            grouped.setdefault((found[1], found[2]), []).append(name)
    primary = "pk" in plain or (column.name == "ID" and column.kind.name == "int64" and not given)
    yield Field(
        lines=node_lines(column.node),
        scope=entity,
        entity=entity,
        name=column.name,
        column=name,
        type=kind or "text",
        nullable=not (primary or "notnull" in plain or ("not" in plain and "null" in plain)),
        primary=primary,
        unique="unique" in plain,
        indexed="index" in plain,
        identity="autoincr" in plain,
        default=_default(given),
    )


def _is_name(word: str, plain: list[str]) -> bool:
    """A word in lower case that is no setting names the column (`xorm:"user_id index"`)."""
    after_default = "default" in plain and plain.index(word.lower()) == plain.index("default") + 1
    bare = word.partition("(")[0].lower()
    known = bare in _WORDS or _TYPE.fullmatch(word) or after_default or word.isdigit()
    return not known and word.islower() and word.isidentifier() and word not in ("true", "false")


def _default(given: list[str]) -> str:
    plain = [word.lower() for word in given]
    at = plain.index("default") + 1 if "default" in plain else len(given)
    return given[at] if at < len(given) and "(" not in given[at] else ""


def _table_name(struct: Node, name: str) -> Expression | None:
    """What the struct's `TableName` returns, None where the file has no such method."""
    root = struct
    while root.parent is not None:
        root = root.parent
    for top in root.named_children:
        own = top.child_by_field_name("name") if top.type == "method_declaration" else None
        receiver = top.child_by_field_name("receiver") if own is not None else None
        if own is None or receiver is None or node_text(own) != "TableName":
            continue
        if re.search(rf"\b{name}\)", node_text(receiver)):
            return _returned(top)
    return None


def _returned(method: Node) -> Expression | None:
    body = method.child_by_field_name("body")
    lists = [each for each in body.named_children if each.type == "statement_list"] if body else []
    last = lists[-1].named_children[-1] if lists else None
    values = last.named_children[0].named_children if last and last.named_children else []
    return expression(values[0]) if values else None
