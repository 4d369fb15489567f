"""Stored data: mapped classes and replayed migrations become tables; then what refers to what."""

from __future__ import annotations

import msgspec

from backend_architect.model.data import Column, Table
from backend_architect.survey.assemble.contexts import links_of_lists
from backend_architect.survey.assemble.entities import Mapped, mapped
from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.assemble.replay import Built, replay
from backend_architect.survey.assemble.tables import Data, Place, Reference
from backend_architect.survey.facts import Connection, Field, Grouped, Link
from backend_architect.survey.resolution import Symbol


def assemble_data(ground: Ground) -> Data:
    """All stores and tables with their parts.

    A mapped class is the truth about its table's columns; migrations add the keys and indexes that
    the class does not say, and the tables that no class maps.
    """
    data = Data(ground)
    for seen, fact in ground.facts(Connection):
        data.put_store(seen, fact)
    entities = mapped(ground)
    for symbol, each in sorted(entities.items(), key=lambda pair: pair[1].shares):
        if not each.entity.abstract:
            _table_of_entity(data, symbol, each)
    built = [table for _, table in sorted(replay(ground).items())]
    for table in [each for each in built if not _is_known(data, each.name)]:
        _table_of_migrations(data, table)
    _entities_of_built_tables(data, entities)
    _references_of_entities(data, entities)
    for table in built:
        _parts_of_migrations(data, table)
    _links(data, links_of_lists(ground, entities))
    return data


# ---------------------------------------------------------------- mapped classes


def _table_of_entity(data: Data, symbol: Symbol, each: Mapped) -> None:
    entity, ground = each.entity, data.ground
    written = ground.symbols.text(symbol.path, entity.table, entity.scope)
    if entity.table is not None and written is None:
        reason = "The table's name is computed when the program runs."
        ground.gap(each.seen, entity.lines[0], f"table of {entity.name}", reason)
    name = written or entity.derived
    if not name or not (each.fields or each.shares):
        return
    at = Place(each.seen, entity, entity.evidence)
    table = data.put_table(name, at, schema=entity.schema, entity=entity.name)
    data.entities[symbol] = table.id
    parts = [(part, Place(seen, part, entity.evidence)) for seen, part in each.fields.values()]
    for part, place in parts:  # of two classes that map one table, each may know some columns
        data.add_column(table, part, place)
    has_key = bool(data.primary_of(table.id))
    data.put_keys(table, [(part, at) for part, at in parts if not (has_key and part.primary)])
    for seen, group in each.groups:
        data.put_group(table, group, Place(seen, group, entity.evidence))


def _entities_of_built_tables(data: Data, entities: dict[Symbol, Mapped]) -> None:
    """A class that says no columns (Eloquent, ActiveRecord) maps the table migrations make."""
    for symbol, each in entities.items():
        name = data.ground.symbols.text(symbol.path, each.entity.table, each.entity.scope)
        if symbol in data.entities or each.entity.abstract or not (name or each.entity.derived):
            continue
        names = (name,) if name else (*each.entity.others, each.entity.derived)
        id = next((found for n in names if (found := data.named(n)) is not None), None)
        if id is not None:
            data.entities[symbol] = id
            known = data.tables[id]
            if not known.entity:
                data.tables[id] = msgspec.structs.replace(known, entity=each.entity.name)


def _references_of_entities(data: Data, entities: dict[Symbol, Mapped]) -> None:
    tables = [(s, each, data.entities[s]) for s, each in entities.items() if s in data.entities]
    for _ in range(3):  # a key's type may come from a key that itself is a reference
        for symbol, each, table in tables:
            for seen, part in each.fields.values():
                at = Place(seen, part, each.entity.evidence)
                _refer(data, data.tables[table], part, at, symbol)
    for symbol, each, table in tables:
        for seen, group in each.groups:
            if group.kind == "foreign":
                at = Place(seen, group, each.entity.evidence)
                _refer_together(data, data.tables[table], group, at, symbol)


# ---------------------------------------------------------------- migrations


def _is_known(data: Data, name: str) -> bool:
    return any(table.name.lower() == name.lower() for table in data.tables.values())


def _table_of_migrations(data: Data, each: Built) -> None:
    table = data.put_table(each.name, Place(*each.made, "migration"))
    for position, (seen, where, part) in enumerate(each.columns.values(), 1):
        data.put_column(table, position, part, Place(seen, where, "migration"))


def _parts_of_migrations(data: Data, each: Built) -> None:
    """Keys and indexes that migrations make, also for tables whose columns come from a class."""
    id = data.named(each.name)
    if id is None:
        return
    table, known = data.tables[id], data.columns.get(id, {})
    parts = [
        (part, Place(seen, where, "migration"))
        for seen, where, part in each.columns.values()
        if part.column in known
    ]
    has_key = bool(data.primary_of(id))
    data.put_keys(table, [(p, at) for p, at in parts if not (has_key and p.primary)])
    for seen, where, group in each.groups:
        at = Place(seen, where, "migration")
        if group.kind == "foreign":
            _refer_together(data, table, group, at, None)
        elif all(column.removeprefix("-") in known for column in group.columns):
            data.put_group(table, group, at)
    for part, at in parts:
        _refer(data, table, part, at, None)


# ---------------------------------------------------------------- references


def _target(data: Data, name: str, seen: Seen, symbol: Symbol | None) -> str | None:
    """The table an entity's name means: by what the name refers to, else by the name alone."""
    if symbol is not None:
        found = data.ground.resolve_class(seen.path, name, symbol.name)
        if found is not None and found in data.entities:
            return data.entities[found]
    return data.named(name)


def _refer(data: Data, table: Table, part: Field, at: Place, symbol: Symbol | None) -> None:
    if not part.references:
        return
    ref_columns: tuple[str, ...] = ()
    if part.references_table:
        name, _, column = part.references.rpartition(".")
        target, ref_columns = data.named(name or column), (column,) if name else ()
    else:
        target = _target(data, part.references, at.seen, symbol)
    written = Reference((part.column,), part.references, target, ref_columns, part.on_delete)
    data.put_reference(table, written, at)


def _refer_together(
    data: Data, table: Table, group: Grouped, at: Place, symbol: Symbol | None
) -> None:
    target = _target(data, group.references, at.seen, symbol)
    written = Reference(
        group.columns, group.references, target, group.ref_columns, group.on_delete, group.name
    )
    data.put_reference(table, written, at)


# ---------------------------------------------------------------- many to many


def _links(data: Data, further: list[tuple[Seen, Link]]) -> None:
    for seen, link in (*data.ground.facts(Link), *further):
        symbol = Symbol(seen.path, link.entity)
        source = data.entities.get(symbol)
        target = _target(data, link.target, seen, symbol)
        if source is None or target is None:
            what = f"{link.entity}.{link.name} links to {link.target}"
            reason = "One of the two tables was not found."
            data.ground.gap(seen, link.lines[0], what, reason)
            continue
        whole = _with_target(link, data.tables[target].name)
        if whole.table and data.named(whole.table) is None:
            _link_table(data, Place(seen, link), whole, (source, target))


def _with_target(link: Link, target: str) -> Link:
    """The link with the other table's name where its own names are made of it."""
    return msgspec.structs.replace(
        link,
        table=link.table.replace("{target}", target),
        columns=tuple(each.replace("{target}", target) for each in link.columns),
    )


def _link_table(data: Data, at: Place, link: Link, ends: tuple[str, str]) -> None:
    """The table a mapper makes of a many-to-many relation: one column for each end."""
    table = data.put_table(link.table, at)
    names = link.columns or _derived_columns(data, ends)
    for position, (end, name) in enumerate(zip(ends, names, strict=True), 1):
        column = Field(
            lines=link.lines,
            entity=link.table,
            name=name,
            column=name,
            type=_type_of_key(data, end),
        )
        data.put_column(table, position, column, at)
        data.put_reference(table, Reference((name,), end, end, (), "cascade"), at)
    together = Grouped(lines=link.lines, entity=link.table, kind=link.key, columns=tuple(names))
    data.put_group(table, together, at)


def _derived_columns(data: Data, ends: tuple[str, str]) -> tuple[str, ...]:
    source, target = (data.tables[end].entity.rpartition(".")[2].lower() for end in ends)
    return f"{source}_id", f"{target}_id" if source != target else f"{target}_other_id"


def _type_of_key(data: Data, table: str) -> str:
    key = data.primary_of(table)
    column = data.parts.get(key[0]) if len(key) == 1 else None
    return column.type if isinstance(column, Column) else ""
