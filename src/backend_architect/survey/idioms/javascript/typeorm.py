"""Reading TypeORM's decorators: what a property of an entity says about its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_architect.model.data import OnDelete
from backend_architect.survey.detector import Source, node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, Link, Unresolved
from backend_architect.survey.grammars.javascript.definitions import declared_type
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    decorator_call,
    decorators,
    dotted,
    elements,
    field_text,
    is_true,
    pairs,
    plain,
    returned,
    string,
)
from backend_architect.survey.idioms.javascript.typeorm_names import (
    camel_case,
    column_type,
    declared_column,
    snake_case,
)

if TYPE_CHECKING:
    from tree_sitter import Node

#: Decorators of properties that make a column.
COLUMNS = frozenset(
    ("Column", "PrimaryColumn", "PrimaryGeneratedColumn", "CreateDateColumn", "UpdateDateColumn",
     "DeleteDateColumn", "VersionColumn", "TreeLevelColumn")
)  # fmt: skip
RELATIONS = frozenset(("ManyToOne", "OneToOne", "ManyToMany"))
_TIMESTAMPS = {"CreateDateColumn": "now()", "UpdateDateColumn": "now()", "DeleteDateColumn": ""}
_ACTIONS: dict[str, OnDelete] = {
    "CASCADE": "cascade", "SET NULL": "set null", "RESTRICT": "restrict",
    "SET DEFAULT": "set default", "NO ACTION": "no action",
}  # fmt: skip
_UUID = "uuid_generate_v4()"
_OTHER_MAPPERS = re.compile(rb"from\s+['\"](?:@mikro-orm/|sequelize-typescript|@sequelize/)")


def foreign(source: Source) -> bool:
    """True for a file of another mapper with decorators of the same names."""
    return bool(_OTHER_MAPPERS.search(source.data))


@dataclass(frozen=True)
class Property:
    """One property of a class with its decorators by name."""

    node: Node
    entity: str
    table: str
    decorators: dict[str, Node | None]

    @property
    def name(self) -> str:
        """The property's name."""
        return field_text(self.node, "name") or field_text(self.node, "property")

    @property
    def lines(self) -> tuple[int, int]:
        """From the first decorator to the end."""
        return node_lines(self.node)

    def options(self, decorator: str) -> dict[str, Node]:
        """The members of the last object among a decorator's arguments."""
        call = self.decorators.get(decorator)
        found = [each for each in arguments(call) if plain(each).type == "object"]
        return pairs(found[-1]) if found else {}

    def first(self, decorator: str) -> Node | None:
        """A decorator's first argument."""
        return next(iter(arguments(self.decorators.get(decorator))), None)


def properties(body: Node, entity: str, table: str) -> Iterator[Property]:
    """The decorated properties of a class body."""
    for child in body.named_children:
        if child.type in ("public_field_definition", "field_definition"):
            found = dict(decorator_call(each) for each in decorators(child))
            plain_names = {name.rpartition(".")[2]: call for name, call in found.items()}
            if plain_names:
                yield Property(child, entity, table, plain_names)


def facts_of(each: Property, declared: frozenset[str]) -> Iterator[Fact]:
    """What a property says; `declared` are the columns the class has beside its relations."""
    column = next((name for name in each.decorators if name in COLUMNS), None)
    relation = next((name for name in each.decorators if name in RELATIONS), None)
    if relation == "ManyToMany":
        yield from _link(each)
    elif relation is not None:
        yield from _reference(each, relation, declared)
    elif column is not None:
        yield from _column(each, column)
    yield from _indexes(each)


# ---------------------------------------------------------------- columns


def _column(each: Property, decorator: str) -> Iterator[Fact]:
    first, options = each.first(decorator), each.options(decorator)
    if decorator == "Column" and first is not None and plain(first).type == "arrow_function":
        yield Unresolved(lines=each.lines, what=f"embedded columns of {each.entity}.{each.name}",
                         reason="They are those of another class, with a prefix.")  # fmt: skip
        return
    primary = decorator.startswith("Primary") or is_true(options.get("primary"))
    strategy = string(first) or "increment" if decorator == "PrimaryGeneratedColumn" else ""
    generated = each.decorators.get("Generated")
    if "Generated" in each.decorators:
        strategy = string(next(iter(arguments(generated)), None)) or "increment"
    default = _UUID if strategy == "uuid" else default_of(options.get("default"))
    yield Field(
        lines=each.lines, entity=each.entity, name=each.name, column=column_name(each, options),
        type=_type(each, decorator, strategy, options),
        nullable=is_true(options.get("nullable")) or decorator == "DeleteDateColumn",
        primary=primary, unique=is_true(options.get("unique")),
        identity=strategy in ("increment", "identity", "rowid"),
        default=default or _TIMESTAMPS.get(decorator, ""), derived="name" not in options,
    )  # fmt: skip


def column_name(each: Property, options: dict[str, Node]) -> str:
    """The name the options give, else the property's."""
    return string(options.get("name")) or each.name


def _type(each: Property, decorator: str, strategy: str, options: dict[str, Node]) -> str:
    first = each.first(decorator)
    written = string(options.get("type"))
    if written is None and decorator != "PrimaryGeneratedColumn":
        written = string(first)
    if written is None and options.get("type") is not None:
        written = _DRIVER_TYPES.get(dotted(options["type"]))
    length, precision = _digits(options.get("length")), _digits(options.get("precision"))
    if written:
        type = column_type(written, length=length, precision=precision,
                           scale=_digits(options.get("scale")))  # fmt: skip
    elif strategy:
        type = "uuid" if strategy == "uuid" else "integer"
    elif decorator in _TIMESTAMPS:
        type = f"timestamp{f'({precision})' if precision else ''} without time zone"
    elif decorator in ("VersionColumn", "TreeLevelColumn"):
        type = "integer"
    elif "enum" in options:
        type = "text"
    else:
        type = declared_column(declared_type(each.node), length)
    array = is_true(options.get("array"))
    return f"{type}[]" if type and array else type


_DRIVER_TYPES = {"String": "varchar", "Number": "int", "Boolean": "boolean", "Date": "timestamp"}


def _digits(node: Node | None) -> str:
    text = (string(node) or node_text(node)) if node is not None else ""
    return text if text.isdigit() else ""


def default_of(node: Node | None) -> str:
    """A default as SQL: a literal, or the text a function returns; "" for anything computed."""
    if node is None:
        return ""
    node = plain(node)
    if node.type == "arrow_function":
        return string(returned(node)) or ""
    text = string(node)
    if text is not None:
        return "'" + text.replace("'", "''") + "'" if len(text) <= 100 else ""
    plain_value = node.type in ("number", "true", "false")
    negative = node.type == "unary_expression" and re.fullmatch(r"-\d+(\.\d+)?", node_text(node))
    return node_text(node) if plain_value or negative else ""


def _indexes(each: Property) -> Iterator[Fact]:
    """`@Index()` on a property: over its column, unique if it says so."""
    if "Index" not in each.decorators:
        return
    options = each.options("Index")
    yield Grouped(lines=each.lines, entity=each.entity, kind="index", columns=(each.name,),
                  name=string(each.first("Index")) or "", unique=is_true(options.get("unique")),
                  where=string(options.get("where")) or "")  # fmt: skip


# ---------------------------------------------------------------- relations


def target_of(node: Node | None) -> str:
    """The entity of `() => User`, `(type) => User` or "User"."""
    text = string(node)
    if text is not None:
        return text
    given = returned(plain(node)) if node is not None else None
    return dotted(given)


def _reference(each: Property, decorator: str, declared: frozenset[str]) -> Iterator[Fact]:
    """The column of a many-to-one, or of the side of a one-to-one that has the join column."""
    if decorator == "OneToOne" and "JoinColumn" not in each.decorators:
        return
    target, options = target_of(each.first(decorator)), each.options(decorator)
    if not target:
        yield Unresolved(lines=each.lines, what=f"relation {each.entity}.{each.name}",
                         reason="Its target is computed when the program runs.")  # fmt: skip
        return
    joins = _join_columns(each)
    constrained = _is_constrained(options)
    if len(joins) > 1:
        yield Grouped(lines=each.lines, entity=each.entity, kind="foreign", references=target,
                      columns=tuple(name for name, _ in joins), on_delete=_on_delete(options),
                      ref_columns=tuple(ref or "id" for _, ref in joins))  # fmt: skip
        return
    written, referred = joins[0] if joins else ("", "")
    column = written or camel_case(f"{each.name}_{referred or 'id'}")
    if column in declared:
        if constrained:
            yield Grouped(lines=each.lines, entity=each.entity, kind="foreign", columns=(column,),
                          references=target, ref_columns=(referred,) if referred else (),
                          on_delete=_on_delete(options))  # fmt: skip
        return
    nullable = options.get("nullable")
    yield Field(
        lines=each.lines, entity=each.entity, name=each.name, column=column, type="",
        nullable=nullable is None or is_true(nullable), unique=decorator == "OneToOne",
        primary=is_true(options.get("primary")) or "PrimaryColumn" in each.decorators,
        references=target if constrained else "",
        on_delete=_on_delete(options) if constrained else "no action", derived=not written,
    )  # fmt: skip


def _is_constrained(options: dict[str, Node]) -> bool:
    asked = options.get("createForeignKeyConstraints")
    return asked is None or plain(asked).type != "false"


def _on_delete(options: dict[str, Node]) -> OnDelete:
    return _ACTIONS.get((string(options.get("onDelete")) or "").upper(), "no action")


def _join_columns(each: Property) -> list[tuple[str, str]]:
    """Name and referenced column of each `@JoinColumn`, "" where it does not say."""
    first = each.first("JoinColumn")
    if first is None:
        return []
    listed = elements(first) or [first]
    found = [pairs(one) for one in listed]
    return [
        (string(one.get("name")) or "", string(one.get("referencedColumnName")) or "")
        for one in found
    ]


def _link(each: Property) -> Iterator[Fact]:
    """The table of a many-to-many, said by the side that has `@JoinTable`."""
    if "JoinTable" not in each.decorators:
        return
    target, options = target_of(each.first("ManyToMany")), each.options("JoinTable")
    own = string(each.first("JoinTable")) or string(options.get("name"))
    derived = snake_case(f"{each.table}_{each.name.replace('.', '_')}") + "_{target}"
    here = _joined(options.get("joinColumn")) or camel_case(f"{each.table}_id")
    there = _joined(options.get("inverseJoinColumn")) or "{target}Id"
    if not target:
        yield Unresolved(lines=each.lines, what=f"relation {each.entity}.{each.name}",
                         reason="Its target is computed when the program runs.")  # fmt: skip
        return
    columns = (f"{here}_1", f"{here}_2") if target == each.entity and here == there else ()
    yield Link(lines=each.lines, entity=each.entity, name=each.name, target=target,
               table=own or derived, columns=columns or (here, there))  # fmt: skip


def _joined(node: Node | None) -> str:
    return string(pairs(node).get("name")) or ""


# ---------------------------------------------------------------- groups of the class


def groups(entity: str, decorator: Node) -> Iterator[Fact]:
    """`@Index([...])`, `@Unique([...])`, `@Check(...)` on a class."""
    name, call = decorator_call(decorator)
    kind, given = name.rpartition(".")[2], arguments(call)
    lines = node_lines(decorator)
    texts = [text for each in given if (text := string(each)) is not None]
    if kind == "Check" and texts:
        yield Grouped(lines=lines, entity=entity, kind="check", columns=(),
                      expression=texts[-1], name=texts[0] if len(texts) > 1 else "")  # fmt: skip
        return
    listed = next((each for each in given if plain(each).type in ("array", "arrow_function")), None)
    columns = _columns(listed)
    if not columns and kind == "Unique":
        columns = tuple(texts)
        texts = []
    options = next((pairs(each) for each in given if plain(each).type == "object"), {})
    if kind in ("Index", "Unique") and columns:
        yield Grouped(
            lines=lines, entity=entity, kind="unique" if kind == "Unique" else "index",
            columns=columns, name=texts[0] if texts else "",
            where=string(options.get("where")) or "", unique=is_true(options.get("unique")),
        )  # fmt: skip
    elif kind in ("Index", "Unique") and listed is not None:
        yield Unresolved(lines=lines, what=f"{kind.lower()} of {entity}",
                         reason="Its columns are computed when the program runs.")  # fmt: skip


def _columns(node: Node | None) -> tuple[str, ...]:
    """`["a", "b"]`, or `(each) => [each.a, each.b]`."""
    if node is None:
        return ()
    node = plain(node)
    listed = returned(node) if node.type == "arrow_function" else node
    found = [string(each) or dotted(each).rpartition(".")[2] for each in elements(listed)]
    return tuple(found) if all(found) else ()
