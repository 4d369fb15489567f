"""The columns, keys and indexes that one statement on Laravel's Blueprint says.

Source: https://laravel.com/docs/migrations#columns, https://laravel.com/docs/migrations#indexes
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import msgspec

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import node_lines
from backend_architect.survey.facts import Field, Grouped, Literally
from backend_architect.survey.grammars.php.text import dotted, expression, literal
from backend_architect.survey.idioms.php.chains import Chain, Link, texts_of
from backend_architect.survey.idioms.php.laravel_types import COUNTED, FIXED, MORPHS, TYPES
from backend_architect.survey.idioms.php.words import plural, snake

_KINDS = {"primary": "primary", "unique": "unique", "index": "index", "fullText": "index",
          "spatialIndex": "index", "rawIndex": "index", "fulltext": "index"}  # fmt: skip
_DELETES = {
    "cascadeOnDelete": "cascade", "nullOnDelete": "set null", "restrictOnDelete": "restrict",
    "noActionOnDelete": "no action",
}  # fmt: skip


def columns_of(chain: Chain, table: str) -> tuple[Field, ...]:
    """The columns a statement makes, () for one that makes none."""
    first = chain.links[0]
    lines = (node_lines(first.call)[0], node_lines(chain.links[-1].call)[1])
    made = tuple(_named(first, table, lines))
    return tuple(_modified(column, chain.links[1:]) for column in made)


def _named(first: Link, table: str, lines: tuple[int, int]) -> Iterator[Field]:
    def column(name: str, type: str, **rest: bool) -> Field:
        return msgspec.structs.replace(
            Field(lines=lines, entity=table, name=name, column=name, type=type), **rest
        )

    own = literal(first.argument(0, "column"))
    if first.name in COUNTED:
        yield column(own or "id", COUNTED[first.name], primary=True, identity=True)
    elif first.name in MORPHS and own:
        type, nullable = MORPHS[first.name]
        yield column(f"{own}_type", "varchar(255)", nullable=nullable)
        yield column(f"{own}_id", type, nullable=nullable)
    elif first.name in FIXED:
        names, type = FIXED[first.name]
        given = own if len(names) == 1 and own and first.name != "rememberToken" else ""
        for name in (given,) if given else names:
            yield column(name, type, nullable=True)
    elif first.name == "foreignIdFor":
        owner = dotted(first.argument(0)).rpartition("\\")[2]
        if owner:
            yield column(literal(first.argument(1)) or f"{snake(owner)}_id", "bigint")
    elif first.name in TYPES:
        called = own if first.name != "addColumn" else literal(first.argument(1))
        if called or first.name in ("uuid", "ulid"):
            yield column(called or first.name, _type(first))


def _type(first: Link) -> str:
    if first.name == "addColumn":
        said = literal(first.argument(0)) or ""
        return TYPES.get(said, said).format(n=255, p="8, 2")
    length, scale = (literal(first.argument(place)) for place in (1, 2))
    precision = f"{length or 8}, {scale or 2}"
    return TYPES[first.name].format(n=length if (length or "").isdigit() else 255, p=precision)


def _modified(column: Field, links: tuple[Link, ...]) -> Field:
    for link in links:
        column = _with(column, link, links)
    return column


def _with(column: Field, link: Link, links: tuple[Link, ...]) -> Field:
    change = msgspec.structs.replace
    first = link.argument(0)
    off = literal(first) == "false"
    if link.name == "nullable":
        return change(column, nullable=not off)
    if link.name in ("unique", "primary"):
        return change(column, **{link.name: not off})
    if link.name == "index":
        return change(column, indexed=True)
    if link.name == "autoIncrement":
        return change(column, identity=True, primary=True)
    if link.name == "default":
        said = expression(first) if first is not None else None
        return change(column, default=said.text if isinstance(said, Literally) else "")
    if link.name == "useCurrent":
        return change(column, default="CURRENT_TIMESTAMP")
    return _referring(column, link, links)


def _referring(column: Field, link: Link, links: tuple[Link, ...]) -> Field:
    change = msgspec.structs.replace
    if link.name == "constrained":
        table = literal(link.argument(0, "table")) or plural(column.column.removesuffix("_id"))
        target = literal(link.argument(1, "column")) or "id"
        return change(column, references=f"{table}.{target}", references_table=True)
    if link.name == "on":
        table = literal(link.argument(0)) or ""
        told = next((literal(e.argument(0)) for e in links if e.name == "references"), None)
        return change(column, references=f"{table}.{told or 'id'}", references_table=True)
    action = on_delete(link)
    return change(column, on_delete=action) if action else column


def on_delete(link: Link) -> OnDelete | None:
    """What a link of a foreign key says about deleting."""
    if link.name == "onDelete":
        said = (literal(link.argument(0)) or "").lower()
        known = said in ("cascade", "set null", "restrict", "no action", "set default")
        return cast("OnDelete", said) if known else None
    found = _DELETES.get(link.name)
    return cast("OnDelete", found) if found else None


def groups_of(chain: Chain, table: str) -> tuple[Grouped, ...]:
    """The keys and indexes a statement makes: `$table->unique([...])`, `$table->foreign(...)`, and
    those of polymorphic columns."""
    first = chain.links[0]
    lines = (node_lines(first.call)[0], node_lines(chain.links[-1].call)[1])
    if first.name in MORPHS:
        own = literal(first.argument(0)) or ""
        both = (f"{own}_type", f"{own}_id")
        return (Grouped(lines=lines, entity=table, kind="index", columns=both),)
    columns = tuple(texts_of(first.argument(0)))
    if first.name in _KINDS and columns:
        name = literal(first.argument(1)) or _usual(table, columns, first.name)
        kind = "unique" if first.name == "unique" else "index"
        if first.name == "primary":
            kind = "primary"
        return (Grouped(lines=lines, entity=table, kind=kind, columns=columns, name=name),)  # type: ignore[arg-type]  # one of the three kinds above
    return _foreign(chain, table, columns, lines) if first.name == "foreign" and columns else ()


def _usual(table: str, columns: tuple[str, ...], kind: str) -> str:
    """The name Laravel gives an index."""
    return "_".join((table, *columns, kind.lower())).lower().replace("-", "_")


def _foreign(
    chain: Chain, table: str, columns: tuple[str, ...], lines: tuple[int, int]
) -> tuple[Grouped, ...]:
    told = {link.name: link for link in chain.links}
    target = literal(told["on"].argument(0)) if "on" in told else None
    if not target:
        return ()
    refers = tuple(texts_of(told["references"].argument(0))) if "references" in told else ()
    actions = [action for action in map(on_delete, chain.links) if action]
    name = literal(chain.links[0].argument(1)) or _usual(table, columns, "foreign")
    return (
        Grouped(
            lines=lines, entity=table, kind="foreign", columns=columns, name=name,
            references=target, ref_columns=refers or ("id",),
            on_delete=actions[-1] if actions else "no action",
        ),
    )  # fmt: skip
