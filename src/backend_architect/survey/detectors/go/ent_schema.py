"""ent: schemas that tables are made of.

Recognises: types that embed `ent.Schema`, with `Fields` (builders such as
`field.String("name").Unique().Optional()`, `StorageKey`, `MaxLen`), `Edges`
(`edge.From(...).Ref(...).Unique()` and `edge.To(...).Unique()` as foreign keys, with `Field` their
column; `edge.From` of several as a table between), `Indexes`, `Mixin` (own mixins that embed
`mixin.Schema`, and ent's `mixin.Time`), `entsql.Annotation{Table: "x"}` and `entsql.Table("x")`.
Versions seen: 0.8 to 0.14.
Not recognised: `SchemaType` maps; edges of which only the side without the column is written; a
plural `Ref` is taken for the name of a relation to many.
Documentation: https://entgo.io/docs/schema-fields, https://entgo.io/docs/schema-edges
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Entity,
    Fact,
    Field,
    Grouped,
    Link,
    Literally,
)
from backend_architect.survey.grammars.go.text import dotted, expression, receiver_of
from backend_architect.survey.idioms.go.gorm_naming import column_name, plural
from backend_architect.survey.idioms.go.routing import arguments_of, callee_of

_TYPES = {
    "Int": "bigint", "Int8": "smallint", "Int16": "smallint", "Int32": "integer",
    "Int64": "bigint", "Uint": "bigint", "Uint8": "smallint", "Uint16": "integer",
    "Uint32": "bigint", "Uint64": "bigint", "Float": "double precision", "Float32": "real",
    "String": "character varying", "Text": "text", "Bool": "boolean",
    "Time": "timestamp with time zone", "UUID": "uuid", "Bytes": "bytea", "JSON": "jsonb",
    "Strings": "jsonb", "Ints": "jsonb", "Floats": "jsonb", "Any": "jsonb",
    "Enum": "character varying", "Other": "text",
}  # fmt: skip
_TABLE = re.compile(r'entsql\.(?:Annotation\{[^}]*?Table:\s*|Table\()"([\w.]+)"', re.DOTALL)
_TIMES = (("CreateTime", "create_time"), ("UpdateTime", "update_time"))


class Chain(NamedTuple):
    """A builder such as `field.String("name").Unique()`: what begins it and the calls behind."""

    kind: str
    start: Node
    calls: dict[str, list[Node]]

    def text(self, *names: str) -> str:
        """The literal a call is given, "" for none."""
        for name in names:
            given = self.calls.get(name, [])
            said = expression(given[0]) if given else None
            if isinstance(said, Literally):
                return said.text
        return ""


@detector(
    language="go",
    anchors=("ent.Schema", "mixin.Schema"),
    query="""
(type_spec name: (type_identifier) @name type: (struct_type (field_declaration_list
  (field_declaration !name type: (qualified_type) @_base
    (#any-of? @_base "ent.Schema" "mixin.Schema"))))) @type
""",
)
def ent_schema(match: Match) -> Iterator[Fact]:
    """One entity for each schema, with its fields and edges."""
    name, root = match.text("name"), match.nodes("type")[0]
    while root.parent is not None:
        root = root.parent
    methods = dict(_methods(root, name))
    own = Literally(text=found[1]) if (found := _annotated(methods)) else None
    yield Entity(
        lines=node_lines(match.nodes("type")[0]),
        scope=name,
        name=name,
        mapper="ent",
        table=own,
        derived=plural(column_name(name)),
        bases=tuple(_mixins(methods)),
        abstract=match.text("_base") == "mixin.Schema",
    )
    lines = node_lines(match.nodes("type")[0])
    yield from _fields(name, methods, lines, with_key=match.text("_base") == "ent.Schema")
    yield from _edges(name, methods)
    yield from _indexes(name, methods)


def _methods(root: Node, owner: str) -> Iterator[tuple[str, Node]]:
    for top in root.named_children:
        receiver = receiver_of(top) if top.type == "method_declaration" else None
        own = top.child_by_field_name("name")
        if receiver is not None and receiver[1] == owner and own is not None:
            yield node_text(own), top


def _annotated(methods: dict[str, Node]) -> re.Match[str] | None:
    return _TABLE.search(node_text(methods["Annotations"])) if "Annotations" in methods else None


def _mixins(methods: dict[str, Node]) -> Iterator[str]:
    for chain in _elements(methods.get("Mixin")):
        name = dotted(chain.child_by_field_name("type") or chain) or callee_of(chain)
        if name and not name.startswith("mixin.Time") and name != "mixin.Schema":
            yield name


def _elements(method: Node | None) -> Iterator[Node]:
    """The elements of the lists that a method returns."""
    waiting = [method] if method is not None else []
    while waiting:
        node = waiting.pop(0)
        if node.type == "composite_literal":
            body = node.child_by_field_name("body")
            for element in body.named_children if body is not None else ():
                yield element.named_children[0] if element.named_children else element
        elif node.type != "func_literal":
            waiting.extend(node.named_children)


def _chains(method: Node | None, package: str) -> Iterator[Chain]:
    for element in _elements(method):
        calls: dict[str, list[Node]] = {}
        node: Node | None = element
        while node is not None and node.type == "call_expression":
            function = node.child_by_field_name("function")
            operand = function.child_by_field_name("operand") if function is not None else None
            own = function.child_by_field_name("field") if function is not None else None
            if operand is None or own is None:
                break
            if node_text(operand) == package:
                yield Chain(node_text(own), node, calls)
            calls.setdefault(node_text(own), arguments_of(node))
            node = operand


def _said_name(chain: Chain) -> str:
    given = arguments_of(chain.start)
    said = expression(given[0]) if given else None
    return said.text if isinstance(said, Literally) else ""


# ---------------------------------------------------------------- columns


def _fields(
    entity: str, methods: dict[str, Node], lines: tuple[int, int], *, with_key: bool
) -> Iterator[Fact]:
    chains = list(_chains(methods.get("Fields"), "field"))
    if with_key and "id" not in (_said_name(chain) for chain in chains):
        yield Field(
            lines=lines,
            scope=entity, entity=entity, name="id", column="id", type="bigint", primary=True,
            identity=True,
        )  # fmt: skip
    edged = {c.text("Field") for c in _chains(methods.get("Edges"), "edge")}
    for chain in chains:
        name = _said_name(chain)
        if name and name not in edged:
            yield _column(entity, name, chain)
    if any("mixin.Time" in node_text(each) for each in _elements(methods.get("Mixin"))):
        for name, column in _TIMES:
            yield Field(
                lines=lines, scope=entity, entity=entity, name=name, column=column,
                type="timestamp with time zone",
            )  # fmt: skip


def _column(entity: str, name: str, chain: Chain) -> Field:
    written = _TYPES.get(chain.kind, "text")
    size = chain.text("MaxLen")
    if chain.kind == "String" and size:
        written = f"character varying({size})"
    return Field(
        lines=node_lines(chain.start),
        scope=entity,
        entity=entity,
        name=name,
        column=chain.text("StorageKey") or name,
        type=written,
        nullable="Optional" in chain.calls,
        primary=name == "id",
        unique="Unique" in chain.calls,
        default="",
    )


# ---------------------------------------------------------------- edges and indexes


def _edges(entity: str, methods: dict[str, Node]) -> Iterator[Fact]:
    for chain in _chains(methods.get("Edges"), "edge"):
        given = arguments_of(chain.start)
        target = dotted(given[1]).removesuffix(".Type") if len(given) > 1 else ""
        name, ref = _said_name(chain), chain.text("Ref")
        if not target or not name:
            continue
        if "Unique" in chain.calls and (chain.kind == "To" or ref):
            yield _key(entity, name, ref, target, chain)
        elif chain.kind == "From" and ref and ref.endswith("s"):
            yield Link(
                lines=node_lines(chain.start),
                scope=entity,
                entity=entity,
                name=name,
                target=target,
                table=f"{column_name(target)}_{column_name(ref)}",
                columns=(f"{column_name(entity)}_id", f"{column_name(target)}_id"),
                key="primary",
            )


def _key(entity: str, name: str, ref: str, target: str, chain: Chain) -> Field:
    """The foreign key an edge to one makes in its own table: named by the side that says `To`."""
    made = f"{column_name(target)}_{ref}" if ref else f"{column_name(entity)}_{name}"
    return Field(
        lines=node_lines(chain.start),
        scope=entity,
        entity=entity,
        name=name,
        column=chain.text("Field") or made,
        type="",
        nullable="Required" not in chain.calls,
        references=target,
        on_delete="no action" if "Required" in chain.calls else "set null",
    )


def _indexes(entity: str, methods: dict[str, Node]) -> Iterator[Fact]:
    for chain in _chains(methods.get("Indexes"), "index"):
        said = [expression(each) for each in arguments_of(chain.start)]
        said += [expression(each) for each in chain.calls.get("Fields", [])]
        names = tuple(each.text for each in said if isinstance(each, Literally))
        if names and chain.kind == "Fields":
            yield Grouped(
                lines=node_lines(chain.start),
                scope=entity,
                entity=entity,
                kind="index",
                columns=names,
                unique="Unique" in chain.calls,
            )
