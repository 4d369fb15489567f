"""Django: models.

Recognises: classes with `models.<...>Field`s (any module a field class is taken from), the implicit
`id`, foreign keys (column `<name>_id`, with the index Django adds), one-to-one and many-to-many
fields (their own tables, or `through`), `Meta` with `db_table`, `abstract`, `indexes`,
`constraints`, `unique_together`, `index_together`, `managed`, `proxy`; tables are called
`<app>_<model>` after the folder that holds `models.py` or `models/`.
Versions seen: 1.8 to 5.2.
Not recognised: `label` of an AppConfig and `DEFAULT_AUTO_FIELD` (other files: an implicit `id` is
said as bigint, what `startproject` sets since 3.2), default managers, conditions beyond simple `Q`,
defaults in Python (Django keeps none in the database; `db_default` is said).
Documentation: https://docs.djangoproject.com/en/stable/ref/models/
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING

import msgspec

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Entity,
    Expression,
    Fact,
    Field,
    Grouped,
    Link,
    Literally,
    Unresolved,
)
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    attribute_of,
    callee,
    elements,
    expression,
    last,
    literal,
    texts,
)
from backend_architect.survey.idioms.python.django import app_label
from backend_architect.survey.idioms.python.django_fields import (
    FIELDS,
    MANY,
    condition,
    field_of,
    index_columns,
    is_field,
    target_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

#: Abstract bases of Django itself with columns: what a class that extends them gets.
_AUTH: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "AbstractBaseUser": (
        ("password", "character varying(128)", False),
        ("last_login", "timestamp with time zone", True),
    ),
    "PermissionsMixin": (("is_superuser", "boolean", False),),
    "AbstractUser": (
        ("password", "character varying(128)", False),
        ("last_login", "timestamp with time zone", True),
        ("is_superuser", "boolean", False), ("username", "character varying(150)", False),
        ("first_name", "character varying(150)", False),
        ("last_name", "character varying(150)", False),
        ("email", "character varying(254)", False), ("is_staff", "boolean", False),
        ("is_active", "boolean", False), ("date_joined", "timestamp with time zone", False),
    ),
    "TimeStampedModel": (
        ("created", "timestamp with time zone", False),
        ("modified", "timestamp with time zone", False),
    ),
}  # fmt: skip
_BASES = ("Model", "AbstractUser", "AbstractBaseUser", "PermissionsMixin", "TimeStampedModel",
          "MPTTModel", "PolymorphicModel", "UUIDModel", "SoftDeletableModel")  # fmt: skip


#: Ends of base names of classes among models that are none.
_NO_MODELS = (
    "Choices", "Manager", "QuerySet", "Enum", "Form", "Serializer", "Exception", "Error",
    "str", "int", "Field", "Admin", "Config", "TestCase", "NamedTuple", "TypedDict",
    "Protocol", "Lookup", "Transform", "Func", "Dict", "dict", "list",
)  # fmt: skip
#: Those that a model may have beside a base that makes it one.
_BESIDE = ("Mixin", "object", "ABC", "Generic")


@detector(
    language="python",
    anchors=("models.Model", "(Model)", "AbstractUser", "AbstractBaseUser", "TimeStampedModel",
             *(f"{before}{field}(" for field in FIELDS for before in ("models.", "= "))),
    paths=("models.py", "*/models/*.py"),
    query="(class_definition superclasses: (argument_list) body: (block)) @class",
)  # fmt: skip
def django_models(match: Match) -> Iterator[Fact]:
    """The entity of a model class, its fields and groups."""
    class_ = match.node("class")
    if (
        class_ is None
        or "/migrations/" in match.source.path
        or not (
            _is_model(class_, match.source.data)
            or _may_be_model(class_, match.source.path, match.source.data)
        )
    ):
        return
    meta = _meta(class_)
    if _flag(meta, "proxy"):
        return
    yield from _entity(class_, meta, match.source.path)
    yield from _fields(class_, meta, match.source.path)
    if meta is not None:
        yield from _groups(field_text(class_, "name"), meta)


def _is_model(class_: Node, data: bytes) -> bool:
    """A class with fields of Django, or one that extends `models.Model` or its abstract users."""
    bases = class_bases(class_)
    if any(last(base).endswith(("Form", "Serializer", "FilterSet", "Filter", "Factory", "Widget",
                                "Document", "Schema", "Migration", "Admin"))
           for base in bases):  # fmt: skip
        return False
    if any(base in ("db.Model", "peewee.Model", "SQLModel") for base in bases):
        return False
    if any(base.endswith("models.Model") or last(base) in _BASES[1:] for base in bases):
        return b"tortoise" not in data and b"peewee" not in data
    return b"django" in data and any(True for _ in _declared(class_))


def _may_be_model(class_: Node, path: str, data: bytes) -> bool:
    """A class in an app's models without fields of its own: it may inherit all of them. Without
    inherited ones it makes no table."""
    among_models = basename(path) == "models.py" or "/models/" in f"/{path}"
    bases = [last(base) for base in class_bases(class_)]
    beside = all(base.endswith(_BESIDE) for base in bases)
    plain = beside or any(base.endswith(_NO_MODELS) for base in bases)
    return among_models and not plain and b"django" in data and b"sqlalchemy" not in data


def _declared(class_: Node) -> Iterator[tuple[str, Node, Node]]:
    """Name, statement and call of each field."""
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        inner = statement.named_children[0] if statement.named_children else statement
        if inner.type != "assignment":
            continue
        name, value = field_text(inner, "left"), inner.child_by_field_name("right")
        if value is not None and name.isidentifier() and is_field(value):
            yield name, statement, value


def _meta(class_: Node) -> Node | None:
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        if statement.type == "class_definition" and field_text(statement, "name") == "Meta":
            return statement
    return None


def _flag(meta: Node | None, name: str) -> bool:
    value = attribute_of(meta, name) if meta is not None else None
    return value is not None and value.type == "true"


def _table_name(meta: Node | None) -> Expression | None:
    value = attribute_of(meta, "db_table") if meta is not None else None
    if value is None:
        return None
    said = expression(value)
    if isinstance(said, Literally):
        return Literally(text=said.text.strip('"').rpartition('"."')[2])
    return said


def _derived(name: str, meta: Node | None, path: str) -> str:
    label = literal(attribute_of(meta, "app_label")) if meta is not None else ""
    app = label or app_label(path)
    return f"{app}_{name.lower()}" if app else name.lower()


def _entity(class_: Node, meta: Node | None, path: str) -> Iterator[Fact]:
    name, table = field_text(class_, "name"), _table_name(meta)
    yield Entity(
        lines=node_lines(class_), name=name, mapper="django", table=table,
        derived="" if table is not None else _derived(name, meta, path),
        bases=class_bases(class_), abstract=_flag(meta, "abstract"),
    )  # fmt: skip


# ---------------------------------------------------------------- fields


def _fields(class_: Node, meta: Node | None, path: str) -> Iterator[Fact]:
    entity, declared = field_text(class_, "name"), list(_declared(class_))
    fields = [
        field_of(call, entity, name, node_lines(statement))
        for name, statement, call in declared
        if last(callee(call)) not in MANY
    ]
    yield from _implicit(class_, entity, fields)
    for field in fields:
        known = bool(field.type or field.references)
        yield field if known else msgspec.structs.replace(field, type="text")
        if not known:
            yield Unresolved(lines=field.lines, what=f"the type of {entity}.{field.name}",
                             reason="It is not one of Django's; text is assumed.")  # fmt: skip
    for name, statement, call in declared:
        if last(callee(call)) in MANY:
            yield from _many(class_, meta, path, name, statement, call)


def _implicit(class_: Node, entity: str, fields: list[Field]) -> Iterator[Field]:
    """`id`, and what Django's own abstract users bring along.

    A class below one of the repository's own inherits its key, or its parent's implicit one.
    """
    lines, bases = (class_.start_point.row + 1,) * 2, class_bases(class_)
    direct = all(last(base) in _BASES or base.endswith("Mixin") for base in bases)
    if direct and not any(field.primary for field in fields):
        yield Field(lines=lines, entity=entity, name="id", column="id", type="bigint",
                    primary=True, identity=True)  # fmt: skip
    own = {field.name for field in fields}
    for base in bases:
        for name, type, nullable in _AUTH.get(last(base), ()):
            if name not in own:
                yield Field(lines=lines, entity=entity, name=name, column=name, type=type,
                            nullable=nullable, unique=name == "username")  # fmt: skip


def _many(
    class_: Node, meta: Node | None, path: str, name: str, statement: Node, call: Node
) -> Iterator[Link]:
    """A many-to-many field has a table of its own unless it goes `through` a model."""
    given = arguments(call)
    if given.get("through") is not None:
        return
    entity = field_text(class_, "name")
    written, target = _table_name(meta), target_of(given.get("to", 0), entity)
    owner = written.text if isinstance(written, Literally) else _derived(entity, meta, path)
    yield Link(lines=node_lines(statement), entity=entity, name=name,
               target=target, columns=_link_columns(entity, target),
               table=given.text("db_table") or f"{owner}_{name}")  # fmt: skip


def _link_columns(entity: str, target: str) -> tuple[str, str]:
    """The columns of a many-to-many table, called after the models."""
    own, other = entity.lower(), last(target).lower()
    return (f"from_{own}_id", f"to_{own}_id") if own == other else (f"{own}_id", f"{other}_id")


# ---------------------------------------------------------------- groups


def _groups(entity: str, meta: Node) -> Iterator[Fact]:
    for option, unique in (("unique_together", True), ("index_together", False)):
        value = attribute_of(meta, option)
        for columns in _together(value):
            yield Grouped(lines=node_lines(value) if value is not None else (1, 1), entity=entity,
                          kind="unique" if unique else "index", columns=columns)  # fmt: skip
    for option in ("indexes", "constraints"):
        for each in elements(attribute_of(meta, option)):
            yield from _group(each, entity)


def _together(value: Node | None) -> tuple[tuple[str, ...], ...]:
    """`("a", "b")` and `[("a", "b"), ("c", "d")]` alike."""
    inner = elements(value)
    if inner and all(each.type == "string" for each in inner):
        return (texts(value),)
    return tuple(texts(each) for each in inner if texts(each))


def _group(call: Node, entity: str) -> Iterator[Fact]:
    kind, given, lines = last(callee(call)), arguments(call), node_lines(call)
    name, columns = given.text("name"), index_columns(given)
    where_node = given.get("condition", 1 if kind == "UniqueConstraint" else -1)
    where = condition(where_node)
    if where_node is not None and kind != "CheckConstraint" and not where:
        yield _gap(call, f"the condition of {name or kind}")
    elif kind == "CheckConstraint":
        checked = condition(given.get("condition") or given.get("check"))
        if checked:
            yield Grouped(lines=lines, entity=entity, kind="check", columns=(), name=name,
                          expression=checked)  # fmt: skip
        else:
            yield _gap(call, f"the check {name}")
    elif kind == "UniqueConstraint" or kind.endswith("Index"):
        if not columns:
            yield _gap(call, f"the columns of {name or kind}")
            return
        unique = kind == "UniqueConstraint"
        method = kind.removesuffix("Index").lower() or "btree"
        yield Grouped(
            lines=lines, entity=entity, columns=columns, name=name, where=where,
            kind="unique" if unique and not where else "index", unique=unique and bool(where),
            method="btree" if unique else method,
        )  # fmt: skip


def _gap(call: Node, what: str) -> Unresolved:
    return Unresolved(lines=node_lines(call), what=what, reason="It is made of expressions.")
