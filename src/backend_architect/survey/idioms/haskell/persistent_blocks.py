"""The blocks in which Persistent writes its entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.model.data import OnDelete
from backend_architect.survey.facts import Entity, Fact, Field, Grouped

_TYPES = {
    "Text": "character varying", "String": "character varying", "Int": "bigint", "Int64": "bigint",
    "Int32": "integer", "Int16": "smallint", "Word": "bigint", "Word32": "bigint", "Word64":
    "bigint", "Double": "double precision", "Float": "double precision", "Bool": "boolean",
    "Day": "date", "UTCTime": "timestamp with time zone", "TimeOfDay": "time without time zone",
    "ByteString": "bytea", "Rational": "numeric(32,20)", "Html": "character varying", "UUID":
    "uuid", "Value": "jsonb", "Natural": "bigint", "ZonedTime": "timestamp with time zone",
}  # fmt: skip
_ON_DELETE: dict[str, OnDelete] = {
    "OnDeleteCascade": "cascade", "OnDeleteRestrict": "restrict", "OnDeleteSetNull": "set null",
    "OnDeleteSetDefault": "set default",
}  # fmt: skip
_SNAKE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FIELD = re.compile(r"[~!]?([a-z_]\w*)\s+(\(.*?\)|\[?[A-Z][\w.']*\]?)(.*)")
_UNIQUE = re.compile(r"([A-Z]\w*)((?:\s+[a-z_]\w*)+)")


def snake(name: str) -> str:
    """`BlogPost` is `blog_post`, as `persistLowerCase` names tables and columns."""
    return _SNAKE.sub("_", name).lower()


def entities(text: str, first: int) -> Iterator[Fact]:
    """The entities in a text whose first line has this number."""
    lines = [line.partition("-- ")[0].rstrip() for line in text.split("\n")]
    filled = [n for n, line in enumerate(lines) if line.strip() not in ("", "--")]
    if not filled:
        return
    margin = min(_indent(lines[n]) for n in filled)
    starts = [n for n in filled if _indent(lines[n]) == margin]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        body = [(n + first, lines[n].strip()) for n in filled if start < n < end]
        yield from _entity(lines[start].split(), start + first, body)


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _entity(words: list[str], line: int, body: list[tuple[int, str]]) -> Iterator[Fact]:
    name = words[0].lstrip("+") if words else ""
    if not name[:1].isupper():
        return
    table = _option(words, "sql") or snake(name)
    last = body[-1][0] if body else line
    yield Entity(lines=(line, last), name=name, mapper="persistent", derived=table)
    parts = [(n, part) for n, part in body if not part.startswith(("deriving", "|", "Primary"))]
    primary = next((part.split()[1:] for _, part in body if part.startswith("Primary ")), [])
    own_id = next((part for _, part in parts if part.split()[0] == "Id"), "")
    if not primary:
        yield _id(name, line, own_id)
    for number, part in parts:
        if part.split()[0] not in ("Id", "Foreign"):
            yield from _part(name, number, part, primary)


def _id(entity: str, line: int, own: str) -> Field:
    """The key: a number unless `Id UUID` says otherwise."""
    words = own.split()
    kind = _TYPES.get(words[1], "character varying") if len(words) > 1 else "bigint"
    return Field(lines=(line, line), entity=entity, name="id", type=kind, primary=True,
                 column=_option(words, "sql") or "id", identity=kind == "bigint")  # fmt: skip


def _part(entity: str, line: int, part: str, primary: list[str]) -> Iterator[Fact]:
    """A field, or a unique constraint: `UniqueEmail email`."""
    unique = _UNIQUE.fullmatch(part.partition("!")[0].strip())
    if unique is not None and unique.group(1) not in ("Maybe",):
        yield Grouped(lines=(line, line), entity=entity, kind="unique", name=snake(unique.group(1)),
                      columns=tuple(unique.group(2).split()))  # fmt: skip
        return
    field = _FIELD.match(part)
    if field is None:
        return
    name, kind, rest = field.groups()
    words = rest.split()
    plain = kind.rpartition(".")[2].strip("[]()")
    refers = plain.removesuffix("Id") if plain.endswith("Id") and len(plain) > 2 else ""
    yield Field(
        lines=(line, line), entity=entity, name=name, column=_option(words, "sql") or snake(name),
        type=_option(words, "sqltype") or ("" if refers else _type(kind, plain)),
        nullable="Maybe" in words or "nullable" in words, primary=name in primary,
        references=refers, on_delete=next((_ON_DELETE[w] for w in words if w in _ON_DELETE),
                                          "no action"),
    )  # fmt: skip


def _type(kind: str, plain: str) -> str:
    """A list is stored as text; what is no type of Persistent's is stored by its own instance."""
    return "character varying" if kind.startswith("[") else _TYPES.get(plain, "character varying")


def _option(words: list[str], key: str) -> str:
    return next((w.partition("=")[2] for w in words if w.startswith(f"{key}=")), "")
