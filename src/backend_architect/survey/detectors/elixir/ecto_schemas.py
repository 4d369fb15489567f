"""Ecto: schemas.

Recognises: `schema "table" do`: `field`, `belongs_to`, `timestamps`, `embeds_one`, `embeds_many`,
`many_to_many` through a table's name; `@primary_key`, `@foreign_key_type`, `@schema_prefix`,
`source:`, `virtual:`.
Versions seen: Ecto 2 and 3.
Not recognised: embedded schemas are no tables; fields that macros add.
Documentation: https://hexdocs.pm/ecto/Ecto.Schema.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field, Link, Literally
from backend_architect.survey.grammars.elixir.text import (
    Given,
    callee_of,
    dotted,
    given_to,
    literal,
    module_of,
    statements,
)
from backend_architect.survey.idioms.elixir.aside import is_aside
from backend_architect.survey.idioms.elixir.ecto_types import flag, typed


@detector(
    language="elixir",
    anchors=("schema",),
    query='((call target: (identifier) @_name (do_block)) @call (#eq? @_name "schema"))',
)
def ecto_schemas(match: Match) -> Iterator[Fact]:
    """One entity with its fields."""
    call = match.nodes("call")[0]
    given, module = given_to(call), module_of(call)
    table = literal(given.values[0]) if given.values else None
    if not table or not module or is_aside(match.source.path):
        return
    said = dict(_attributes(call))
    prefix = literal(said.get("schema_prefix")) or ""
    yield Entity(
        lines=(node_lines(call)[0],) * 2, name=module, mapper="ecto",
        table=Literally(text=table), schema=prefix,
    )  # fmt: skip
    yield from _key(call, module, said.get("primary_key"), given.block)
    for statement in statements(given.block):
        yield from _field(statement, module, said.get("foreign_key_type"))


def _attributes(call: Node) -> Iterator[tuple[str, Node]]:
    """The attributes set in the module beside a schema."""
    block = call.parent
    for statement in block.named_children if block is not None else ():
        inner = statement.child_by_field_name("operand")
        given = given_to(inner).values if inner is not None and inner.type == "call" else ()
        if statement.type == "unary_operator" and inner is not None and given:
            yield callee_of(inner), given[0]


def _key(call: Node, module: str, said: Node | None, block: Node | None) -> Iterator[Field]:
    name, type = "id", "bigint"
    if said is not None and node_text(said) == "false":
        return
    if said is not None and said.type == "tuple" and len(said.named_children) > 1:
        name = literal(said.named_children[0]) or name
        type = typed(said.named_children[1], Given())
    if not any(flag(given_to(each), "primary_key") for each in statements(block)):
        yield Field(
            lines=(node_lines(call)[0],) * 2, entity=module, name=name, column=name, type=type,
            primary=True, identity=type == "bigint",
        )  # fmt: skip


def _field(node: Node, module: str, key_type: Node | None) -> Iterator[Fact]:
    word, given = callee_of(node), given_to(node)
    name = literal(given.values[0]) if given.values else None
    second = given.values[1] if len(given.values) > 1 else None
    if word == "timestamps":
        yield from _times(node, given, module)
    elif name is None or flag(given, "virtual"):
        return
    elif word == "field":
        yield _column(node, module, given.text("source") or name, typed(second, given), given)
    elif word in ("embeds_one", "embeds_many"):
        yield _column(node, module, given.text("source") or name, "jsonb", given)
    elif word == "belongs_to" and second is not None:
        column = given.text("foreign_key") or f"{name}_id"
        kind = given.named.get("type") or key_type
        type = typed(kind, Given()) if kind is not None else "bigint"
        target = dotted(second)
        yield _column(node, module, column, type, given, target)
    elif word == "many_to_many" and second is not None:
        through = given.text("join_through")
        if through:
            yield Link(
                lines=node_lines(node), scope=module, entity=module, name=name,
                target=dotted(second), table=through,
            )  # fmt: skip


def _column(node: Node, module: str, name: str, type: str, given: Given, target: str = "") -> Field:
    primary = bool(flag(given, "primary_key"))
    default = given.named.get("default")
    return Field(
        lines=node_lines(node), scope=module, entity=module, name=name, column=name, type=type,
        nullable=not primary, primary=primary, references=target,
        default=node_text(default) if default is not None else "",
    )  # fmt: skip


def _times(node: Node, given: Given, module: str) -> Iterator[Field]:
    for usual in ("inserted_at", "updated_at"):
        if flag(given, usual) is not False:
            name = given.text(usual) or usual
            yield Field(
                lines=node_lines(node), scope=module, entity=module, name=name, column=name,
                type="timestamp",
            )  # fmt: skip
