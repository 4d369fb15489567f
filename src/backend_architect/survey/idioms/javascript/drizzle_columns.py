"""Drizzle's columns and keys: what the chains in a table's definition say.

Types: https://orm.drizzle.team/docs/column-types/pg
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Field, Grouped
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    dotted,
    elements,
    field,
    is_true,
    pairs,
    plain,
    returned,
    string,
)
from backend_architect.survey.idioms.javascript.chains import Chain, Step, chain_of
from backend_architect.survey.idioms.javascript.migrations import on_delete
from backend_architect.survey.idioms.javascript.typeorm_names import column_type

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = {
    "serial": "integer", "smallserial": "smallint", "bigserial": "bigint", "integer": "integer",
    "int": "integer", "bigint": "bigint", "smallint": "smallint", "tinyint": "smallint",
    "mediumint": "integer", "text": "text", "tinytext": "text", "mediumtext": "text",
    "longtext": "text", "boolean": "boolean", "date": "date", "interval": "interval",
    "real": "real", "float": "real", "doublePrecision": "double precision",
    "double": "double precision", "json": "json", "jsonb": "jsonb", "uuid": "uuid",
    "inet": "inet", "cidr": "cidr", "macaddr": "macaddr", "point": "point", "line": "line",
    "geometry": "geometry", "bytea": "bytea", "blob": "bytea", "binary": "bytea",
    "varbinary": "bytea", "year": "smallint", "mysqlEnum": "text", "citext": "citext",
    "singlestoreEnum": "text",
}  # fmt: skip
_SERIAL = ("serial", "smallserial", "bigserial")
_DEFAULTS = {"defaultNow": "now()", "defaultRandom": "gen_random_uuid()"}
_IDENTITY = ("autoincrement", "generatedAlwaysAsIdentity", "generatedByDefaultAsIdentity")
_MODIFIERS = frozenset(
    ("primaryKey", "notNull", "unique", "default", "references", "array", "$type", "$default",
     "$defaultFn", "$onUpdate", "$onUpdateFn", *_DEFAULTS, *_IDENTITY)
)  # fmt: skip


def is_column(node: Node, known: tuple[str, ...] = ()) -> bool:
    """Whether a value is a column's chain: its maker is a type's, or something a column has
    follows. `known` are further makers, such as enums."""
    node = plain(node)
    if node.type != "call_expression":
        return False
    steps = chain_of(node).steps
    return bool(steps) and (
        _known_type(steps[0].name, known) or any(step.name in _MODIFIERS for step in steps[1:])
    )


def _known_type(name: str, known: tuple[str, ...]) -> bool:
    timed = name in ("timestamp", "datetime", "time", "varchar", "char", "numeric", "decimal")
    return name in _TYPES or timed or name in ("vector", *known)


def column(entity: str, key: str, node: Node) -> Field:
    """The column of a property."""
    chain = chain_of(plain(node))
    first = chain.steps[0]
    own = string(first.given[0]) if first.given else None
    names = {step.name for step in chain.steps}
    primary = "primaryKey" in names
    serial = first.name in _SERIAL
    return Field(
        lines=node_lines(node), entity=entity, name=key, column=own or key,
        type=_type(first) + ("[]" if "array" in names and _type(first) else ""),
        nullable=not (primary or serial or "notNull" in names), primary=primary,
        unique="unique" in names, identity=serial or _counts(chain),
        default=_default(chain), derived=not own,
    )  # fmt: skip


def _counts(chain: Chain) -> bool:
    key = chain.step("primaryKey")
    options = pairs(key.given[0]) if key is not None and key.given else {}
    return chain.step(*_IDENTITY) is not None or is_true(options.get("autoIncrement"))


def _type(first: Step) -> str:
    options = next((pairs(each) for each in first.given if plain(each).type == "object"), {})
    sizes = {name: node_text(plain(each)) for name, each in options.items()}
    if first.name in ("varchar", "char"):
        return column_type(first.name, length=sizes.get("length", ""))
    if first.name in ("numeric", "decimal"):
        return column_type("numeric", precision=sizes.get("precision", ""),
                           scale=sizes.get("scale", ""))  # fmt: skip
    if first.name in ("timestamp", "datetime", "time"):
        zone = "tz" if is_true(options.get("withTimezone")) else ""
        kind = "timestamp" if first.name == "datetime" else first.name
        return column_type(f"{kind}{zone}", precision=sizes.get("precision", ""))
    if first.name == "vector":
        return f"vector({sizes['dimensions']})" if "dimensions" in sizes else "vector"
    return _TYPES.get(first.name, "text" if first.name.endswith("Enum") else "")


def _default(chain: Chain) -> str:
    made = chain.step(*_DEFAULTS)
    if made is not None:
        return _DEFAULTS[made.name]
    step = chain.step("default")
    if step is None or not step.given:
        return ""
    node = plain(step.given[0])
    text = string(node)
    if text is not None:
        return "'" + text.replace("'", "''") + "'"
    if node.type in ("number", "true", "false"):
        return node_text(node)
    return _sql(node)


def _sql(node: Node) -> str:
    """The text of an `sql` template without substitutions."""
    if node.type == "call_expression" and dotted(field(node, "function")) == "sql":
        given = field(node, "arguments")
        return string(given) or "" if given is not None else ""
    return ""


def reference(entity: str, key: str, node: Node) -> Grouped | None:
    """What a column's `references(() => users.id, {...})` says."""
    step = chain_of(plain(node)).step("references")
    if step is None or not step.given:
        return None
    target = dotted(returned(plain(step.given[0])))
    table, _, other = target.rpartition(".")
    options = pairs(step.given[1]) if len(step.given) > 1 else {}
    if not table:
        return None
    return Grouped(lines=node_lines(step.given[0]), entity=entity, kind="foreign", columns=(key,),
                   references=table, ref_columns=(other,),
                   on_delete=on_delete(string(options.get("onDelete"))))  # fmt: skip


# ---------------------------------------------------------------- keys and indexes


def groups(entity: str, extra: Node) -> Iterator[Grouped]:
    """The indexes and keys that a table's last argument gives: an array or an object."""
    function = plain(extra)
    given = _result(function) if function.type in FUNCTIONS else function
    if given is None:
        return
    given = plain(given)
    for each in elements(given) or list(pairs(given).values()):
        found = _group(entity, each)
        if found is not None:
            yield found


def _result(function: Node) -> Node | None:
    """What a function gives back, its last statement where it has several."""
    found = returned(function)
    body = field(function, "body")
    if found is None and body is not None and body.named_children:
        last = body.named_children[-1]
        found = last.named_children[0] if last.type == "return_statement" else None
    return found


def _group(entity: str, node: Node) -> Grouped | None:
    chain = chain_of(plain(node))
    first = chain.steps[0] if chain.steps else None
    if first is None:
        return None
    lines = node_lines(node)
    if first.name in ("primaryKey", "foreignKey"):
        return _composite(entity, first, chain, lines)
    on = chain.step("on", "using", "onOnly")
    columns = tuple(_columns(on.given)) if on is not None else ()
    if first.name not in ("index", "uniqueIndex", "unique") or not columns:
        return None
    method = string(on.given[0]) if on is not None and on.name == "using" else None
    return Grouped(
        lines=lines, entity=entity, columns=columns, name=_name(first),
        kind="unique" if first.name == "unique" else "index", unique=first.name == "uniqueIndex",
        method=method or "btree",
    )  # fmt: skip


def _name(first: Step) -> str:
    return (string(first.given[0]) or "") if first.given else ""


def _composite(entity: str, first: Step, chain: Chain, lines: tuple[int, int]) -> Grouped | None:
    """`primaryKey({ columns: [t.a, t.b] })`, `primaryKey(t.a, t.b)` and `foreignKey({...})`."""
    options = pairs(first.given[0]) if first.given else {}
    columns = tuple(_columns(elements(options.get("columns")) or first.given))
    name = string(options.get("name")) or ""
    if not columns:
        return None
    if first.name == "primaryKey":
        return Grouped(lines=lines, entity=entity, kind="primary", columns=columns, name=name)
    others = [dotted(each) for each in elements(options.get("foreignColumns"))]
    action = chain.step("onDelete")
    if not others or not all(others):
        return None
    return Grouped(
        lines=lines, entity=entity, kind="foreign", columns=columns, name=name,
        references=others[0].rpartition(".")[0],
        ref_columns=tuple(each.rpartition(".")[2] for each in others),
        on_delete=on_delete(string(action.given[0]) if action and action.given else None),
    )  # fmt: skip


def _columns(given: list[Node]) -> Iterator[str]:
    """`t.userId` and `t.createdAt.desc()`; anything else is no column."""
    for each in given:
        node = plain(each)
        chain = chain_of(node) if node.type == "call_expression" else None
        name = chain.root if chain is not None else dotted(node)
        if "." in name:
            descending = chain is not None and chain.step("desc") is not None
            yield f"{'-' if descending else ''}{name.rpartition('.')[2]}"
