"""Mapped classes of mappers that are told elsewhere which classes they map (EF Core's contexts)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.facts import (
    Collected,
    Field,
    Link,
    Literally,
    Mapping,
    Naming,
    SchemaStep,
)
from backend_architect.survey.resolution import Symbol

if TYPE_CHECKING:
    from backend_architect.survey.assemble.entities import Mapped

_MAPPER = "ef-core"


def settle_contexts(ground: Ground, own: dict[Symbol, Mapped]) -> None:
    """Name the tables of the classes that contexts map; the others only hand down their fields.

    Where the schema that migrations leave has the table, its columns are taken from there.
    """
    classes = {s: each for s, each in own.items() if each.entity.mapper == _MAPPER}
    if not classes:
        return
    names = _names(ground, classes)
    built = {step.table.lower() for _, step in ground.facts(SchemaStep) if step.tool == _MAPPER}
    if built:
        _find_built(ground, classes, names, built)
    else:
        _add_reached(ground, classes, names)
    for symbol, each in classes.items():
        if symbol not in names:
            each.entity = msgspec.structs.replace(each.entity, abstract=True, table=None)
            continue
        each.entity = msgspec.structs.replace(each.entity, derived=names[symbol])
        if each.entity.table is None and _above(ground, names, symbol):
            each.entity = msgspec.structs.replace(each.entity, derived="")
    for symbol in names:
        if names[symbol].lower() in built:
            classes[symbol].built = True
            classes[symbol].fields.clear()
            classes[symbol].groups.clear()
        else:
            _settle_key(classes[symbol])
            _add_library_columns(ground, names[symbol], classes[symbol])
    for each in classes.values():
        _settle_references(ground, classes, names, each)


def _names(ground: Ground, classes: dict[Symbol, Mapped]) -> dict[Symbol, str]:
    """The table of each class that is mapped: as configured, else of its set, else its own name."""
    best: dict[Symbol, tuple[int, str]] = {}
    for seen, fact in ground.facts(Mapping):
        symbol = ground.resolve(seen.path, fact.entity)
        if symbol in classes and symbol is not None and best.get(symbol, (-1, ""))[0] < fact.weight:
            best[symbol] = (fact.weight, fact.table)
    for symbol, each in classes.items():
        if isinstance(each.entity.table, Literally):
            best[symbol] = (4, each.entity.table.text)
    snake = any(fact.mapper == _MAPPER for _, fact in ground.facts(Naming))
    return {s: _snake(name) if snake and weight < 2 else name for s, (weight, name) in best.items()}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _above(ground: Ground, names: dict[Symbol, str], symbol: Symbol) -> bool:
    return any(parent in names for parent in ground.symbols.ancestors(symbol))


def _find_built(
    ground: Ground, classes: dict[Symbol, Mapped], names: dict[Symbol, str], built: set[str]
) -> None:
    """Where migrations leave tables, a class without a key of its own maps one of them or none."""
    for symbol, table in sorted(names.items()):
        own = symbol.name.rpartition(".")[2]
        if table.lower() in built:
            continue
        if own.lower() in built:
            names[symbol] = own
        elif not _key(ground, classes, symbol):
            del names[symbol]


def _add_reached(ground: Ground, classes: dict[Symbol, Mapped], names: dict[Symbol, str]) -> None:
    """Classes with a key that a mapped one refers to, or lists, are mapped too."""
    listed: dict[Symbol, list[tuple[Seen, str]]] = {}
    for seen, fact in ground.facts(Collected):
        listed.setdefault(Symbol(seen.path, fact.entity), []).append((seen, fact.target))
    waiting = sorted(names)
    while waiting:
        symbol = waiting.pop()
        ways = [(seen, part.references) for seen, part in classes[symbol].fields.values()]
        for seen, target in (*ways, *listed.get(symbol, ())):
            found = ground.resolve(seen.path, target) if target else None
            if found is None or found not in classes or found in names:
                continue
            if _key(ground, classes, found):
                names[found] = found.name.rpartition(".")[2]
                waiting.append(found)


def _settle_key(each: Mapped) -> None:
    """A key that is configured stands instead of the one by convention."""
    said = [group.columns for _, group in each.groups if group.kind == "primary"]
    if said:
        for name, (seen, part) in each.fields.items():
            primary = name in said[0]
            identity = part.identity and len(said[0]) == 1 and primary
            each.fields[name] = (
                seen, msgspec.structs.replace(part, primary=primary, identity=identity),
            )  # fmt: skip
        each.groups = [(seen, group) for seen, group in each.groups if group.kind != "primary"]


def _add_library_columns(ground: Ground, table: str, each: Mapped) -> None:
    """The columns that a class of a library has, before those of the project's class below it."""
    for seen, step in ground.facts(SchemaStep):
        if step.tool == "ef-identity" and step.table == table:
            given = {
                part.name: (seen, msgspec.structs.replace(part, lines=step.lines))
                for part in step.columns
            }
            each.fields = {**given, **each.fields}
            return


def _key(ground: Ground, classes: dict[Symbol, Mapped], symbol: Symbol) -> str:
    """The one key property of a class or of one above it, "" where there is none."""
    for each in (symbol, *ground.symbols.ancestors(symbol)):
        if each in classes:
            parts = (part.name for _, part in classes[each].fields.values() if part.primary)
            found = next(parts, "")
            if found:
                return found
    return ""


def _settle_references(
    ground: Ground,
    classes: dict[Symbol, Mapped],
    names: dict[Symbol, str],
    each: Mapped,
) -> None:
    """What refers to a mapped class is a key; anything else is a value, or owned."""
    for name, (seen, part) in list(each.fields.items()):
        if not part.references:
            continue
        found = ground.resolve(seen.path, part.references)
        if found is not None and found in names:
            each.fields[name] = (seen, _key_column(part, _key(ground, classes, found)))
        elif part.type:
            each.fields[name] = (seen, msgspec.structs.replace(part, references=""))
        elif found is not None and found in classes:
            del each.fields[name]
            _own(each, name, classes[found])
        else:
            value = msgspec.structs.replace(part, references="", type="integer", derived=True)
            each.fields[name] = (seen, value)


def _own(each: Mapped, name: str, owned: Mapped) -> None:
    """The columns of an owned type stand in its owner's table, with the property's name before."""
    for inner, (seen, part) in list(owned.fields.items()):
        if part.type and not part.primary:
            column = f"{name}_{part.column}"
            said = msgspec.structs.replace(
                part, entity=each.entity.name, name=f"{name}.{inner}", column=column
            )
            each.fields[f"{name}.{inner}"] = (seen, said)


def _key_column(part: Field, key: str) -> Field:
    """The key EF makes up for a reference without one: the property's name and the key's."""
    if part.type or not key:
        return part
    column = key if key.lower().startswith(part.name.lower()) else f"{part.name}{key}"
    return msgspec.structs.replace(part, column=column, derived=True)


def links_of_lists(ground: Ground, own: dict[Symbol, Mapped]) -> list[tuple[Seen, Link]]:
    """Two mapped classes that list each other are linked by a table EF makes up.

    Its name is that of both in alphabetical order, its columns are those of the lists.
    """
    listed: dict[tuple[Symbol, Symbol], tuple[Seen, Collected]] = {}
    for seen, fact in ground.facts(Collected):
        source, target = Symbol(seen.path, fact.entity), ground.resolve(seen.path, fact.target)
        if target is not None and _is_mapped(own, source) and _is_mapped(own, target):
            listed.setdefault((source, target), (seen, fact))
    found: list[tuple[Seen, Link]] = []
    for (source, target), (seen, fact) in sorted(listed.items(), key=lambda pair: pair[0]):
        back = listed.get((target, source))
        ends = [source.name.rpartition(".")[2], target.name.rpartition(".")[2]]
        if back is None or source == target or ends != sorted(ends) or _refers(own, source, target):
            continue
        keys = (_own_key(own, source), _own_key(own, target))
        columns = (f"{back[1].name}{keys[0]}", f"{fact.name}{keys[1]}")
        link = Link(lines=fact.lines, entity=source.name, name=fact.name, target=fact.target,
                    table="".join(ends), columns=columns)  # fmt: skip
        found.append((seen, link))
    return found


def _is_mapped(own: dict[Symbol, Mapped], symbol: Symbol) -> bool:
    each = own.get(symbol)
    return (
        each is not None
        and each.entity.mapper == _MAPPER
        and not each.entity.abstract
        and bool(each.fields)
    )


def _refers(own: dict[Symbol, Mapped], source: Symbol, target: Symbol) -> bool:
    """Whether one of two classes has a key of the other: then each list is of one row's many."""
    pairs = ((source, target), (target, source))
    return any(
        part.references == other.name.rpartition(".")[2]
        for each, other in pairs
        for _, part in own[each].fields.values()
    )


def _own_key(own: dict[Symbol, Mapped], symbol: Symbol) -> str:
    return next((part.name for _, part in own[symbol].fields.values() if part.primary), "Id")
