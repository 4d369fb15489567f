"""Drizzle: tables.

Recognises: `pgTable`, `mysqlTable`, `sqliteTable`, `singlestoreTable`, `pgSchema("x").table`,
tables of a creator with a prefix (`pgTableCreator((name) => ...)`), with columns written as calls
in an object or a callback, references, indexes and keys of the last argument, columns spread from
an object of any file; `casing: "snake_case"`.
Versions seen: 0.28 to 0.44.
Not recognised: columns that a function of the program makes have no type; checks.
Documentation: https://orm.drizzle.team/docs/sql-schema-declaration
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Definition,
    Entity,
    Expression,
    Fact,
    Field,
    Joined,
    Literally,
    Made,
    Name,
    Naming,
    Opaque,
)
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    dotted,
    expression,
    field,
    field_text,
    joined,
    pairs,
    plain,
    returned,
)
from backend_architect.survey.idioms.javascript.chains import Chain, Step, chain_of
from backend_architect.survey.idioms.javascript.drizzle_columns import (
    column,
    groups,
    is_column,
    reference,
)
from backend_architect.survey.idioms.javascript.names import names_of
from backend_architect.survey.idioms.javascript.queries import literal_object

if TYPE_CHECKING:
    from tree_sitter import Node

_TABLES = ("pgTable", "mysqlTable", "sqliteTable", "singlestoreTable")
_CREATORS = tuple(f"{name}Creator" for name in _TABLES)
_SCHEMAS = ("pgSchema", "mysqlSchema", "singlestoreSchema")


@detector(
    language="javascript",
    anchors=("drizzle", "Table("),
    query="""
    (variable_declarator name: (identifier) @name value: (call_expression) @call) @made
    (variable_declarator name: (identifier) @name value: (object) @shared) @made
    (pair key: (property_identifier) @_key value: (string) @casing (#eq? @_key "casing")) @told
    """,
)
def drizzle_tables(match: Match) -> Iterator[Fact]:
    """An entity with its columns for each table, and one for each object of shared columns."""
    if b"drizzle" not in match.source.data and b"Table(" not in match.source.data:
        return
    told, made, call = match.node("told"), match.node("made"), match.node("call")
    if told is not None:
        if "snake" in match.text("casing") and b"drizzle-" in match.source.data:
            yield Naming(lines=node_lines(told), mapper="drizzle", columns="snake")
    elif made is not None and call is not None:
        yield from _table(match, made, chain_of(call))
    elif made is not None and b"drizzle-orm/" in match.source.data:
        yield from _shared(match, made)


def _table(match: Match, made: Node, chain: Chain) -> Iterator[Fact]:
    first = chain.steps[0] if chain.steps else None
    if first is None or len(first.given) < 2:
        return
    found = _named(match, chain, first)
    listed = _object(first.given[1])
    if found is None or listed is None:
        return
    name, (table, schema) = match.text("name"), found
    yield Entity(lines=node_lines(made), name=name, mapper="drizzle", table=table, schema=schema,
                 bases=tuple(_spread(listed)))  # fmt: skip
    yield from _columns(match, name, listed)
    for each in first.given[2:]:
        yield from groups(name, each)


def _named(match: Match, chain: Chain, first: Step) -> tuple[Expression, str] | None:
    """The table's name and schema, None where the call makes no table."""
    written = expression(first.given[0])
    if first.name in _TABLES:
        return written, ""
    if not chain.root:
        function = _creator(first.node, first.name)
        return (_prefixed(function, written), "") if function is not None else None
    held = names_of(match.source).bound(chain.root)
    value = held.value if isinstance(held, Definition) else None
    if first.name != "table" or not isinstance(value, Made):
        return None
    if value.callee.rpartition(".")[2] not in _SCHEMAS:
        return None
    schema = value.arguments[0] if value.arguments else None
    return written, schema.text if isinstance(schema, Literally) else ""


def _prefixed(function: Node, written: Expression) -> Expression:
    """The name as the creator's function makes it of what is written."""
    result = returned(function)
    if result is None:
        return Opaque(source="")
    made = expression(result)
    taken = field(function, "parameter") or field(function, "parameters")
    parameter = node_text(taken).strip("()").partition(":")[0].strip() if taken else ""
    parts = made.parts if isinstance(made, Joined) else (made,)
    return joined([written if isinstance(p, Name) and p.dotted == parameter else p for p in parts])


def _creator(node: Node, name: str) -> Node | None:
    """The function given to the creator of tables that a variable of the file's top holds."""
    root = node
    while root.parent is not None:
        root = root.parent
    for statement in root.named_children:
        for each in (field(statement, "declaration") or statement).named_children:
            if each.type == "variable_declarator" and field_text(each, "name") == name:
                chain = chain_of(field(each, "value") or each)
                made = next((s for s in chain.steps if s.name in _CREATORS), None)
                given = made.given if made is not None else []
                return next((g for g in given if g.type in FUNCTIONS), None)
    return None


def _object(node: Node) -> Node | None:
    """The object of columns: written out, in a variable, or what a callback gives back."""
    node = plain(node)
    if node.type in FUNCTIONS:
        found = returned(node)
        return plain(found) if found is not None else None
    return literal_object(node)


def _spread(listed: Node) -> Iterator[str]:
    for each in listed.named_children:
        if each.type == "spread_element" and each.named_children:
            inner = plain(each.named_children[0])
            called = field(inner, "function") if inner.type == "call_expression" else inner
            name = dotted(called)
            if name:
                yield name


def _columns(match: Match, entity: str, listed: Node) -> Iterator[Fact]:
    for key, value in pairs(listed).items():
        if key and plain(value).type == "call_expression":
            yield _made_elsewhere(match, value, column(entity, key, value))
            found = reference(entity, key, value)
            if found is not None:
                yield found


def _made_elsewhere(match: Match, value: Node, found: Field) -> Field:
    """The column with what a variable of the file says that it starts from: an enum's type, or a
    column that was made before."""
    chain = chain_of(plain(value))
    held = names_of(match.source).bound(chain.root or chain.steps[0].name)
    made = held.value if isinstance(held, Definition) else None
    if not isinstance(made, Made) or not made.callee.endswith("Enum"):
        return found
    own = made.arguments[0] if chain.root and made.arguments else None
    if isinstance(own, Literally) and made.callee.startswith(("mysql", "singlestore")):
        return replace(found, type="text", column=own.text, derived=False)
    return replace(found, type=f"text{'[]' if chain.step('array') else ''}")


def _shared(match: Match, made: Node) -> Iterator[Fact]:
    """Columns that tables spread: an object with nothing else in it."""
    listed = match.node("shared")
    values = list(pairs(listed).values())
    if listed is None or not values or not all(is_column(value) for value in values):
        return
    name = match.text("name")
    yield Entity(lines=node_lines(made), name=name, mapper="drizzle", abstract=True,
                 bases=tuple(_spread(listed)))  # fmt: skip
    yield from _columns(match, name, listed)
