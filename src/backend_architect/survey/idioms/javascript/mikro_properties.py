"""MikroORM's decorators: what a property of an entity says about its column.

Names are those of its naming strategy for SQL (underscores).
Types: https://mikro-orm.io/docs/defining-entities
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Fact, Field, Grouped, Link
from backend_architect.survey.grammars.javascript.definitions import declared_type
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    field,
    is_true,
    pairs,
    plain,
    returned,
    string,
)
from backend_architect.survey.idioms.javascript.migrations import on_delete
from backend_architect.survey.idioms.javascript.typeorm import Property
from backend_architect.survey.idioms.javascript.typeorm_names import column_type, snake_case

if TYPE_CHECKING:
    from tree_sitter import Node

#: Decorators of properties that make a column of their own.
COLUMNS = ("PrimaryKey", "Property", "Enum")
_MOMENT = "timestamp(0) with time zone"
_DECLARED = {
    "string": "character varying(255)", "number": "integer", "boolean": "boolean",
    "Date": _MOMENT, "bigint": "bigint", "Buffer": "bytea", "Uint8Array": "bytea",
    "object": "jsonb",
}  # fmt: skip
_VALUES = {"string": "string", "template_string": "string", "number": "number", "true": "boolean",
           "false": "boolean", "object": "object"}  # fmt: skip
_WRAPPED = re.compile(
    r"^(?:Rel|Ref|Reference|IdentifiedReference|Loaded|Opt|ScalarReference)<(.*)>$"
)


def facts_of(each: Property) -> Iterator[Fact]:
    """The column, reference or table between that a property makes.

    A decorator of the program's own that is called after `Property` makes a column too.
    """
    own = each.decorators
    ours = [name for name in own if name.endswith("Property")]
    kind = next((name for name in (*COLUMNS, *ours) if name in own), None)
    if "ManyToOne" in own or _owns(each, "OneToOne"):
        yield from _reference(each, "ManyToOne" if "ManyToOne" in own else "OneToOne")
    elif _owns(each, "ManyToMany"):
        yield from _between(each)
    elif kind is not None:
        yield from _column(each, kind)


def _owns(each: Property, decorator: str) -> bool:
    """Whether this side holds the column or makes the table between."""
    if decorator not in each.decorators:
        return False
    options = each.options(decorator)
    given = arguments(each.decorators[decorator])
    mapped = len(given) > 1 and plain(given[1]).type in ("arrow_function", "string")
    inverse = "mappedBy" in options or "pivotEntity" in options
    return not inverse and (not mapped or is_true(options.get("owner")))


def _column(each: Property, kind: str) -> Iterator[Fact]:
    options = each.options(kind)
    if "persist" in options and not is_true(options["persist"]):
        return
    primary = kind == "PrimaryKey" or is_true(options.get("primary"))
    type = _type(each, kind, options)
    name = string(options.get("fieldName")) or string(options.get("name"))
    counted = primary and type in ("integer", "bigint") and "default" not in options
    yield Field(
        lines=each.lines, entity=each.entity, name=each.name,
        column=name or snake_case(each.name), type=type,
        nullable=not primary and is_true(options.get("nullable")), primary=primary,
        unique=is_true(options.get("unique")) or "Unique" in each.decorators,
        indexed=is_true(options.get("index")) or "Index" in each.decorators, identity=counted,
        default=_default(options),
    )  # fmt: skip


def _type(each: Property, kind: str, options: dict[str, Node]) -> str:
    """By the options, else by the declared type or by what the property starts with."""
    sizes = {name: node_text(plain(node)) for name, node in options.items()}
    named = string(options.get("columnType")) or string(options.get("type")) or ""
    name = dotted(options.get("type")).rpartition(".")[2]
    word = named or name.removesuffix("Type").removesuffix("Array").lower()
    if word == "string":
        return column_type("varchar", length=sizes.get("length", "255"))
    if word in _DECLARED:
        return _DECLARED[word]
    if word:
        return column_type(word, length=sizes.get("length", ""),
                           precision=sizes.get("precision", ""),
                           scale=sizes.get("scale", ""))  # fmt: skip
    if kind == "Enum":
        return "text"
    found = _declared(each)
    sized = "length" in sizes and found.startswith("character varying")
    return f"character varying({sizes['length']})" if sized else found


def _declared(each: Property) -> str:
    words = [word.strip() for word in target_type(each).split("|")]
    known = [word for word in words if word not in ("null", "undefined", "")]
    if known:
        word = _WRAPPED.sub(r"\1", known[0]).partition("&")[0].strip()
        return (
            f"{_DECLARED.get(word[:-2], 'text')}[]"
            if word.endswith("[]")
            else (_DECLARED.get(word, ""))
        )
    value = field(each.node, "value")
    held = plain(value) if value is not None else None
    if held is not None and held.type == "new_expression":
        return _DECLARED.get(dotted(field(held, "constructor")), "")
    return _DECLARED.get(_VALUES.get(held.type if held is not None else "", ""), "")


def target_type(each: Property) -> str:
    """The property's declared type as written."""
    return declared_type(each.node)


def _default(options: dict[str, Node]) -> str:
    raw = string(options.get("defaultRaw"))
    if raw:
        return raw
    node = options.get("default")
    if node is None:
        return ""
    text = string(node)
    if text is not None:
        return text if text.endswith("()") else "'" + text.replace("'", "''") + "'"
    return node_text(node) if plain(node).type in ("number", "true", "false") else ""


# ---------------------------------------------------------------- relations


def _target(each: Property, decorator: str) -> str:
    """The entity of a relation: by the function given, the options, or the declared type."""
    given = each.first(decorator)
    options = each.options(decorator)
    written = options.get("entity", given)
    if written is not None and plain(written).type != "object":
        name = string(written) or dotted(returned(plain(written))) or dotted(written)
        if name:
            return name
    known = [word.strip() for word in target_type(each).split("|")]
    return _WRAPPED.sub(r"\1", known[0]) if known else ""


def _reference(each: Property, decorator: str) -> Iterator[Fact]:
    options, target = each.options(decorator), _target(each, decorator)
    own = (string(options.get("fieldName")) or string(options.get("joinColumn"))
           or string(options.get("name")))  # fmt: skip
    primary = is_true(options.get("primary")) or "PrimaryKey" in each.decorators
    rule = string(options.get("deleteRule")) or string(options.get("onDelete"))
    if not target:
        return
    yield Field(
        lines=each.lines, entity=each.entity, name=each.name,
        column=own or f"{snake_case(each.name)}_id", type=column_type(
            string(options.get("columnType")) or ""),
        nullable=not primary and is_true(options.get("nullable")), primary=primary,
        unique=decorator == "OneToOne" or is_true(options.get("unique")), references=target,
        on_delete=on_delete(rule),
    )  # fmt: skip


def _between(each: Property) -> Iterator[Fact]:
    """The table between: the owner's name and the property's, unless it is named."""
    options, target = each.options("ManyToMany"), _target(each, "ManyToMany")
    target = re.sub(r"^Collection<(.*)>$", r"\1", target)
    table = string(options.get("pivotTable")) or f"{each.table}_{snake_case(each.name)}"
    own = string(options.get("joinColumn")) or f"{each.table}_id"
    other = string(options.get("inverseJoinColumn")) or "{target}_id"
    if target:
        yield Link(lines=each.lines, entity=each.entity, name=each.name, target=target,
                   table=table, columns=(own, other), key="primary")  # fmt: skip


def groups(
    entity: str, decorator: str, call: Node | None, lines: tuple[int, int]
) -> Grouped | None:
    """`@Index({ properties: [...] })` and `@Unique` of a class."""
    given = arguments(call)
    options = pairs(given[0]) if given else {}
    listed = options.get("properties")
    columns = tuple(text for each in elements(listed) if (text := string(each)))
    single = string(listed)
    columns = columns or ((single,) if single else ())
    if not columns:
        return None
    return Grouped(lines=lines, entity=entity, kind="unique" if decorator == "Unique" else "index",
                   columns=columns, name=string(options.get("name")) or "")  # fmt: skip
