"""Mapped classes with their fields, and with what they inherit from mapped ancestors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from backend_architect.survey.assemble.contexts import settle_contexts
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.facts import Entity, Field, Grouped, Naming, Said
from backend_architect.survey.resolution import Symbol


@dataclass
class Mapped:
    """An entity with the fields and groups of itself and its ancestors. `shares` is True for a
    class whose rows lie in the table of a class above it, `built` for one whose columns are those
    that migrations leave."""

    seen: Seen
    entity: Entity
    fields: dict[str, tuple[Seen, Field]] = field(default_factory=dict)
    groups: list[tuple[Seen, Grouped]] = field(default_factory=list)
    shares: bool = False
    built: bool = False


def mapped(ground: Ground) -> dict[Symbol, Mapped]:
    """Every mapped class by its symbol, in order, with what it inherits."""
    own: dict[Symbol, Mapped] = {}
    for seen, entity in ground.facts(Entity):
        own.setdefault(Symbol(seen.path, entity.name), Mapped(seen, entity))
    for seen, part in ground.facts(Field):
        each = _owner(ground, own, seen, part.entity, part)
        if each is not None:
            each.fields.setdefault(part.name, (seen, _named(ground, each.entity, part)))
    for seen, group in ground.facts(Grouped):
        each = _owner(ground, own, seen, group.entity, group)
        if each is not None:
            each.groups.append((seen, group))
    _hand_down_what_is_embedded(ground, own)
    settle_contexts(ground, own)
    _tables_as_told(ground, own)
    return {symbol: _with_inherited(ground, own, symbol) for symbol in sorted(own)}


def _named(ground: Ground, entity: Entity, part: Field) -> Field:
    """The field with the column's name as the program tells the mapper to derive it."""
    told = (f for _, f in ground.facts(Naming) if f.mapper == entity.mapper and f.columns)
    if not part.derived or next(told, None) is None:
        return part
    return msgspec.structs.replace(part, column=_snake(part.column))


def _tables_as_told(ground: Ground, own: dict[Symbol, Mapped]) -> None:
    """Tables named as the program tells the mapper to derive their names."""
    rules = [fact for _, fact in ground.facts(Naming) if fact.tables or fact.prefix]
    for each in own.values() if rules else ():
        entity = each.entity
        rule = next((fact for fact in rules if fact.mapper == entity.mapper), None)
        if rule is not None and entity.table is None and entity.derived:
            name = _snake(entity.name) if rule.tables == "singular" else entity.derived
            each.entity = msgspec.structs.replace(entity, derived=f"{rule.prefix}{name}")


def _snake(name: str) -> str:
    """`createdAt` is "created_at", `userID` is "user_id"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _owner(
    ground: Ground, own: dict[Symbol, Mapped], seen: Seen, entity: str, fact: Said
) -> Mapped | None:
    """The entity a column is said of: of the same file, or one that a relation leads to."""
    here = own.get(Symbol(seen.path, entity))
    if here is not None or not entity:
        return here
    found = ground.resolve(seen.path, entity, fact.scope)
    return own.get(found) if found is not None else None


def _hand_down_what_is_embedded(ground: Ground, own: dict[Symbol, Mapped]) -> None:
    """A struct that others embed is no table of its own, unless it names one (GORM)."""
    for symbol, each in own.items():
        for base in each.entity.bases if each.entity.mapper == "gorm" else ():
            parent = ground.resolve(symbol.path, base)
            held = own.get(parent) if parent is not None else None
            if held is not None and held.entity.table is None:
                held.entity = msgspec.structs.replace(held.entity, abstract=True)


def _with_inherited(ground: Ground, own: dict[Symbol, Mapped], symbol: Symbol) -> Mapped:
    each = own[symbol]
    if each.built:
        return each
    whole = Mapped(each.seen, each.entity, dict(each.fields), list(each.groups))
    inherited: dict[str, tuple[Seen, Field]] = {}
    way = _way_of_storing(ground, own, symbol)
    for parent in _parents(ground, own, symbol):
        above = own[parent]
        if above.entity.abstract or way == "table-each":
            inherited |= {n: f for n, f in above.fields.items() if n not in inherited}
            whole.groups.extend(above.groups)
        elif way == "joined":
            inherited |= {n: _key_of(above, f) for n, f in above.fields.items() if f[1].primary}
    keys = {name: part for name, part in inherited.items() if part[1].primary}
    rest = {name: part for name, part in inherited.items() if name not in whole.fields}
    whole.fields = {**keys, **whole.fields, **rest}
    return _called_by_its_base(ground, own, symbol, whole)


def _called_by_its_base(
    ground: Ground, own: dict[Symbol, Mapped], symbol: Symbol, each: Mapped
) -> Mapped:
    """The entity with the table name that an abstract ancestor computes from the class's name, or
    with the table of the mapped class above it if it has none of its own."""
    if each.entity.table is not None or each.entity.abstract:
        return each
    if not each.entity.derived or _way_of_storing(ground, own, symbol) == "one-table":
        return _in_the_table_above(ground, own, symbol, each)
    rules = (own[parent].entity.derived for parent in _parents(ground, own, symbol))
    rule = next((rule for rule in rules if "{" in rule), "")
    if rule:
        name = each.entity.name.rpartition(".")[2]
        derived = rule.format(lower=name.lower(), snake=_snake(name))
        each.entity = msgspec.structs.replace(each.entity, derived=derived)
    return each


def _way_of_storing(ground: Ground, own: dict[Symbol, Mapped], symbol: Symbol) -> str:
    """How the topmost mapped class above says that those below it are stored, "" for a class with
    no table above it or a mapper without such rules."""
    if own[symbol].entity.abstract:
        return ""
    above = [own[p].entity for p in _parents(ground, own, symbol) if not own[p].entity.abstract]
    return next((entity.subclasses for entity in reversed(above) if entity.subclasses), "")


def _key_of(above: Mapped, part: tuple[Seen, Field]) -> tuple[Seen, Field]:
    """The key of a joined table: it refers to the same column of the table above."""
    seen, field = part
    key = msgspec.structs.replace(field, identity=False, references=above.entity.name)
    return seen, key


def _in_the_table_above(
    ground: Ground, own: dict[Symbol, Mapped], symbol: Symbol, each: Mapped
) -> Mapped:
    concrete = (p for p in _parents(ground, own, symbol) if not own[p].entity.abstract)
    above = next(
        (own[p].entity for p in concrete if own[p].entity.table or own[p].entity.derived), None
    )
    if above is not None:
        each.shares = True
        each.entity = msgspec.structs.replace(
            each.entity, table=above.table, derived=above.derived, schema=above.schema
        )
    return each


def _parents(
    ground: Ground, own: dict[Symbol, Mapped], symbol: Symbol, below: tuple[Symbol, ...] = ()
) -> list[Symbol]:
    """The mapped ancestors: by the code's inheritance, and by the names the entity gives. Of those
    `below` on the way here none is one, however names may lead in a circle."""
    found = [parent for parent in ground.symbols.ancestors(symbol) if parent in own]
    for base in own[symbol].entity.bases:
        parent = ground.resolve_class(symbol.path, base)
        if parent is not None and parent in own and parent not in (*found, *below, symbol):
            found.append(parent)
            further = _parents(ground, own, parent, (*below, symbol))
            found.extend(p for p in further if p not in found)
    return [parent for parent in found if parent != symbol]
