"""SQLAlchemy: mapped classes and tables.

Recognises: declarative classes with `Column(...)` (1.x), `Mapped[...]` and `mapped_column(...)`
(2.x), `db.Model` of Flask-SQLAlchemy with its derived table names, `Table(...)`, mixins and
abstract bases, `declared_attr` columns, `__table_args__` and single `Index(...)` statements.
A base whose `__tablename__` is computed says the rule in `derived`: "{lower}", "{snake}", with an
"s" after it for a plural; a class that leaves its name to a base says `derived` by "{lower}".
Of a class that shares its parent's table (single-table inheritance) the columns are the parent's.
Versions seen: 1.3 to 2.0, Flask-SQLAlchemy 2.5 to 3.1.
Not recognised: classical `mapper()` beyond its `Table`, reflected tables' columns, types that
`type_annotation_map` adds.
Documentation: https://docs.sqlalchemy.org/en/20/orm/declarative_tables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Expression, Fact, Field, Unresolved
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    callee,
    decorators,
    dotted,
    elements,
    enclosing,
    expression,
    held,
    last,
    literal,
    pairs,
    scope,
)
from backend_architect.survey.idioms.python.sqlalchemy import (
    COLUMNS,
    GROUPS,
    annotated_column,
    column,
    group,
    only_one_generated,
    sure,
    type_doubt,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_MAPPED = re.compile(r"^(?:\w+\.)*Mapped\[(.*)\]$", re.DOTALL)
_RELATIONS = frozenset(
    ("relationship", "dynamic_loader", "association_proxy", "backref", "synonym", "composite",
     "column_property", "query_expression", "relation")
)  # fmt: skip
#: Bases that give a class no table of their own.
_PLAIN = re.compile(r"(?:^|\.)(?:object|ABC|Protocol|DeclarativeBase\w*|AsyncAttrs|"
                    r"MappedAsDataclass|Generic|DeclarativeMeta)$|Mixin$")  # fmt: skip
#: Libraries with a `Column` or `Table` of their own.
_OTHERS = re.compile(
    rb"^\s*(?:from|import)\s+(?:django_tables2|rich|textual|piccolo|cassandra|cqlengine|astropy"
    rb"|prettytable|reportlab|docx|dash|openpyxl|flet)\b", re.MULTILINE
)  # fmt: skip
#: Words by which a function is known to write CamelCase as snake_case.
_SNAKES = ("snake", "underscore", "re.sub", "re.split", "re.findall", "decamel", '"_".join',
           "'_'.join", "'_{", '"_{')  # fmt: skip
_SNAKE = re.compile(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")


class _Part(NamedTuple):
    """One statement of a class body: `name: written = value`, at `node`."""

    node: Node
    name: str
    written: str
    value: Node | None


@detector(
    language="python",
    anchors=("__tablename__", "declarative_base(", "Column(", "mapped_column", "Mapped[", "Table(",
             ".Model)", ".Model,"),
    query="""
    (class_definition) @class
    (call function: [(identifier) (attribute)] @maker (#match? @maker "Table$")) @table
    (module (expression_statement (call function: [(identifier) (attribute)] @index
      (#match? @index "Index$")) @single))
    (module (expression_statement (assignment left: (identifier) right: (call
      function: [(identifier) (attribute)] @declarative
      (#match? @declarative "declarative_base$")) @root)))
    """,
)  # fmt: skip
def sqlalchemy_models(match: Match) -> Iterator[Fact]:
    """Entities, their fields and groups."""
    class_, table, single = match.node("class"), match.node("table"), match.node("single")
    if b"down_revision" in match.source.data or _is_foreign(match.source.data):
        return  # a migration's own picture of the tables, as they were then; others' columns
    if class_ is not None:
        yield from _class(class_)
    elif table is not None:
        yield from _table(table)
    elif match.node("root") is not None:
        yield from _root(match.node("root"))
    elif single is not None and last(callee(single)) == "Index":
        owner = next((d for n in arguments(single).positional if "." in (d := _dotted(n))), "")
        if owner:
            yield from group(single, owner.partition(".")[0])


@lru_cache(maxsize=8)
def _is_foreign(data: bytes) -> bool:
    """True for a file that takes `Column` from a library that draws tables, or maps others'."""
    return bool(_OTHERS.search(data)) and b"sqlalchemy" not in data.lower()


def _root(made: Node | None) -> Iterator[Entity]:
    """`Base = declarative_base(cls=OwnBase)`: what extends `Base` gets what `OwnBase` says."""
    own = dotted(arguments(made).get("cls")) if made is not None else ""
    if made is not None and own:
        yield Entity(lines=node_lines(made), name=assigned(made), mapper="sqlalchemy", bases=(own,),
                     abstract=True)  # fmt: skip


def _dotted(node: Node) -> str:
    return dotted(node) or node_text(node).partition("(")[0]


# ---------------------------------------------------------------- classes


def _class(class_: Node) -> Iterator[Fact]:
    parts = tuple(_parts(class_))
    named = {part.name: part for part in parts}
    name, bases = field_text(class_, "name"), class_bases(class_)
    columns = [part for part in parts if _is_column(part)]
    table_of_its_own = any(each in named for each in ("__tablename__", "__table__"))
    is_mapped = any(_is_column(part) and not _is_helped(part) for part in parts)
    shares = "__mapper_args__" in named and _shares(named["__mapper_args__"])
    if not (is_mapped or table_of_its_own or shares or "db.Model" in bases):
        return
    if shares and not table_of_its_own:
        yield Entity(lines=node_lines(class_), name=name, mapper="sqlalchemy", bases=bases)
        yield from _fields(columns, last(bases[0]) if bases else name, shared=True)
        return
    if "__table__" not in named or last(callee(named["__table__"].value)) != "Table":
        yield _entity(class_, name, bases, named)
    yield from _fields(columns, name)
    yield from _table_args(named.get("__table_args__"), name)


def _parts(class_: Node) -> Iterator[_Part]:
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        if statement.type == "expression_statement" and statement.named_children:
            yield from _assigned(statement.named_children[0])
        elif statement.type == "decorated_definition":
            yield from _declared(statement)


def _assigned(node: Node) -> Iterator[_Part]:
    left = node.child_by_field_name("left") if node.type == "assignment" else None
    if left is not None and left.type == "identifier":
        value = node.child_by_field_name("right")
        yield _Part(node, node_text(left), field_text(node, "type"), value)


def _declared(statement: Node) -> Iterator[_Part]:
    """`@declared_attr def user_id(cls): return Column(...)`."""
    function = statement.child_by_field_name("definition")
    if function is None or function.type != "function_definition":
        return
    if not any("declared_attr" in node_text(each) for each in decorators(function)):
        return
    body = function.child_by_field_name("body")
    returned = [each for each in (body.named_children if body else ()) if each.named_children]
    for each in returned:
        if each.type == "return_statement":
            yield _Part(function, field_text(function, "name"),
                        field_text(function, "return_type"), each.named_children[0])  # fmt: skip


def _is_column(part: _Part) -> bool:
    made = _unwrapped(part.value)
    if last(callee(made)) in COLUMNS or _is_helped(part):
        return True
    mapped = _MAPPED.match(part.written)
    if mapped is None or last(callee(part.value)) in _RELATIONS:
        return False
    return part.value is None or last(callee(part.value)) in ("", "field", "deferred")


def _is_helped(part: _Part) -> bool:
    """A column made by a function of the project: `id = primary_key()`, and the `reference_col`
    of Cookiecutter Flask."""
    name = last(callee(part.value))
    return name == "reference_col" or (part.name == "id" and bool(name) and not part.written)


def _unwrapped(value: Node | None) -> Node | None:
    """`deferred(Column(...))` is the column."""
    if value is not None and last(callee(value)) in ("deferred", "column_property"):
        given = arguments(value).positional
        return given[0] if given else value
    return value


def _shares(mapper_args: _Part) -> bool:
    names = {key for key, _ in pairs(mapper_args.value)}
    return "polymorphic_identity" in names and "polymorphic_on" not in names


def _entity(class_: Node, name: str, bases: tuple[str, ...], named: dict[str, _Part]) -> Entity:
    table, derived = _table_name(named.get("__tablename__"))
    abstract = "__abstract__" in named and node_text(named["__abstract__"].node).endswith("True")
    if table is None and not derived and not abstract and "__table__" not in named:
        abstract = all(_PLAIN.search(base) for base in bases)
        derived = "" if abstract else _derived(name, bases)
    elif derived:
        abstract = True
    if table is None and "__table__" in named:
        held_table = named["__table__"].value
        table = expression(held_table) if held_table is not None else None
    return Entity(
        lines=node_lines(class_), name=name, mapper="sqlalchemy", table=table, derived=derived,
        schema=_schema(named.get("__table_args__")), bases=bases, abstract=abstract,
    )  # fmt: skip


def _table_name(part: _Part | None) -> tuple[Expression | None, str]:
    """The name written, or the rule by which a base computes it."""
    if part is None or part.value is None:
        return None, ""
    if part.node.type != "function_definition":
        return expression(part.value), ""
    text = node_text(part.value)
    if "__name__" not in text and part.value.type == "string":
        return expression(part.value), ""
    text = (text + _called_text(part.value)).lower()
    snake = any(word in text for word in _SNAKES)
    plural = "plural" in text or re.search(r"['\"]s['\"]|\}s['\"]", text)
    return None, ("{snake}" if snake else "{lower}") + ("s" if plural else "")


def _called_text(value: Node) -> str:
    """The text of the function of this file that a name is computed by."""
    module, name = enclosing(value, "module"), callee(value)
    for each in module.named_children if module is not None and name else ():
        if each.type == "function_definition" and field_text(each, "name") == name:
            return node_text(each)
    return ""


def _derived(name: str, bases: tuple[str, ...]) -> str:
    """Flask-SQLAlchemy writes UserProfile as user_profile; others most often as userprofile."""
    if any(last(base) == "Model" for base in bases):
        return _SNAKE.sub(r"_\1", name).lower().lstrip("_")
    return name.lower()


def _schema(part: _Part | None) -> str:
    value = part.value if part is not None else None
    entries = value if value is not None and value.type == "dictionary" else None
    if entries is None:
        entries = next((e for e in reversed(elements(value)) if e.type == "dictionary"), None)
    return next((literal(node) for key, node in pairs(entries) if key == "schema"), "")


# ---------------------------------------------------------------- fields and groups


def _fields(columns: list[_Part], entity: str, *, shared: bool = False) -> Iterator[Fact]:
    fields = [_field(part, entity) for part in columns]
    for field, part in zip(only_one_generated(fields), columns, strict=True):
        yield sure(_optional(field) if shared else field)
        yield from type_doubt(field, part.node)
        if _is_helped(part) and field.primary and last(callee(part.value)) not in COLUMNS:
            yield Unresolved(lines=field.lines, what=f"the column {entity}.{field.name}",
                             reason="A function makes it; an integer key is assumed.")  # fmt: skip


def _optional(field: Field) -> Field:
    """Rows of the other classes of a shared table leave the column empty."""
    return msgspec.structs.replace(field, nullable=True)


def _field(part: _Part, entity: str) -> Field:
    mapped = _MAPPED.match(part.written)
    written = mapped.group(1) if mapped else ""
    made, alias = _unwrapped(part.value), _alias(part, written)
    if alias is not None and (made is None or last(callee(made)) not in COLUMNS):
        made, written = alias
    if _is_helped(part) and part.value is not None and last(callee(made)) not in COLUMNS:
        return _helped(part, entity, part.value)
    if made is None or last(callee(made)) not in COLUMNS:
        return annotated_column(part.node, entity, part.name, written)
    field = column(made, entity, part.name, written)
    return msgspec.structs.replace(field, lines=node_lines(part.node))


def _helped(part: _Part, entity: str, made: Node) -> Field:
    given, lines = arguments(made), node_lines(part.node)
    if last(callee(made)) != "reference_col":
        return Field(lines=lines, entity=entity, name=part.name, column=part.name, type="integer",
                     primary=True, identity=True)  # fmt: skip
    target = f"{given.text('tablename', 0)}.{given.text('pk_name') or 'id'}"
    return Field(lines=lines, entity=entity, name=part.name, column=part.name, type="",
                 nullable=given.is_true("nullable"), references=target,
                 references_table=True)  # fmt: skip


def _alias(part: _Part, written: str) -> tuple[Node, str] | None:
    """`intpk = Annotated[int, mapped_column(primary_key=True)]` of the same file."""
    if not re.fullmatch(r"\w+", written):
        return None
    value = held(written, part.node)
    text = node_text(value) if value is not None else ""
    if value is None or "Annotated[" not in text:
        return None
    rest = [value]
    while rest:
        node = rest.pop(0)
        if last(callee(node)) in COLUMNS:
            return node, text
        rest.extend(node.named_children)
    return None


def _table_args(part: _Part | None, entity: str) -> Iterator[Fact]:
    for each in elements(part.value) if part is not None else ():
        if last(callee(each)) in GROUPS:
            yield from group(each, entity)


# ---------------------------------------------------------------- tables


def _table(call: Node) -> Iterator[Fact]:
    given = arguments(call)
    parts = [each for each in given.positional if each.type == "call"]
    columns = [each for each in parts if last(callee(each)) == "Column"]
    name = _owner(call) or given.text("name", 0)
    if last(callee(call)) != "Table" or not columns or given.positional[0].type == "call":
        return
    yield Entity(lines=node_lines(call), name=name, mapper="sqlalchemy",
                 table=expression(given.positional[0]), schema=given.text("schema"))  # fmt: skip
    fields = only_one_generated([column(each, name, "") for each in columns])
    for field, node in zip(fields, columns, strict=True):
        if field.column:
            yield sure(field)
            yield from type_doubt(field, node)
        else:
            yield Unresolved(lines=node_lines(node), what=f"a column of {name}",
                             reason="Its name is made elsewhere.")  # fmt: skip
    for each in parts:
        if last(callee(each)) in GROUPS:
            yield from group(each, name)


def _owner(call: Node) -> str:
    """The variable that holds the table; for `__table__` the class around."""
    name = assigned(call)
    if name != "__table__":
        return name
    return scope(call)
