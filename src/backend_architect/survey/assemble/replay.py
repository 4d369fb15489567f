"""Migrations played in order: what tables they leave behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import basename, dirname

import msgspec

from backend_architect.survey.assemble.ground import Ground, Seen
from backend_architect.survey.facts import Field, Grouped, Revision, Said, SchemaStep, Snapshot


@dataclass
class Built:
    """A table as the migrations left it. Each part remembers the step that last said it."""

    name: str
    made: tuple[Seen, Said]
    columns: dict[str, tuple[Seen, Said, Field]] = field(default_factory=dict)
    groups: list[tuple[Seen, Said, Grouped]] = field(default_factory=list)


def replay(ground: Ground) -> dict[str, Built]:
    """The tables by name after all steps, in the order of their sequence, then of lines."""
    order = _positions(ground)
    steps = sorted(
        _played(ground),
        key=lambda said: (_position(order, said[1].sequence), said[1].sequence, said[0].path),
    )
    tables: dict[str, Built] = {}
    for seen, step in steps:
        _ACTS[step.act](tables, seen, step)
    return tables


def _position(order: dict[str, int], sequence: str) -> int:
    """The place of a step's revision, whose id may have the step's number behind it; 0 for one that
    hangs in no chain."""
    own = order.get(sequence)
    return order.get(sequence.rpartition(" ")[0], 0) if own is None else own


def _played(ground: Ground) -> Iterator[tuple[Seen, SchemaStep]]:
    """All steps but those that a file with the whole schema makes needless."""
    whole = {
        (snapshot.tool, seen.path): snapshot.version for seen, snapshot in ground.facts(Snapshot)
    }
    for seen, step in ground.facts(SchemaStep):
        above = {
            file: version
            for (tool, file), version in whole.items()
            if tool == step.tool and _beside(file, seen.path)
        }
        if seen.path in above or all(_is_later(seen.path, version) for version in above.values()):
            yield seen, step


def _is_later(path: str, version: str) -> bool:
    """Whether a migration's number is above the version that a dump was made at."""
    number = re.match(r"\d+", basename(path))
    return bool(version and number) and int(number[0] if number else 0) > int(version)


def _beside(file: str, path: str) -> bool:
    """Whether a path lies in the folder of a file, or below."""
    folder = dirname(file)
    return not folder or path.startswith(f"{folder}/")


def _positions(ground: Ground) -> dict[str, int]:
    """The place of each revision in the chain its file says it hangs in, from 1."""
    after: dict[str, tuple[str, ...]] = {}
    for _, revision in ground.facts(Revision):
        after[revision.id] = (*after.get(revision.id, ()), *revision.after)
    placed: dict[str, int] = {}
    for start in sorted(after):
        waiting = [start]
        while waiting:
            before = [b for b in after[waiting[-1]] if b in after and b not in placed]
            if not before or waiting[-1] in placed or before[0] in waiting:
                placed.setdefault(waiting.pop(), len(placed) + 1)
            else:
                waiting.append(before[0])
    return placed


Act = Callable[[dict[str, Built], Seen, SchemaStep], None]


def _create_table(tables: dict[str, Built], seen: Seen, step: SchemaStep) -> None:
    if step.table in tables:
        return
    built = tables[step.table] = Built(step.table, (seen, step))
    for column in step.columns:
        built.columns[column.column] = (seen, _where(column, step), column)
    built.groups.extend((seen, _where(group, step), group) for group in step.groups)


def _drop_table(tables: dict[str, Built], _: Seen, step: SchemaStep) -> None:
    tables.pop(step.table, None)


def _rename_table(tables: dict[str, Built], _: Seen, step: SchemaStep) -> None:
    built = tables.pop(step.table, None)
    if built is not None:
        built.name = step.new_name
        tables[step.new_name] = built
        for table in tables.values():
            table.groups = [(p, w, _refers(group, step)) for p, w, group in table.groups]


def _refers(group: Grouped, step: SchemaStep) -> Grouped:
    """A key that follows the table it refers to."""
    if group.references != step.table:
        return group
    return msgspec.structs.replace(group, references=step.new_name)


def _put_column(tables: dict[str, Built], seen: Seen, step: SchemaStep) -> None:
    built = tables.get(step.table)
    if built is not None and step.column is not None:
        built.columns[step.column.column] = (seen, _where(step.column, step), step.column)


def _alter_column(tables: dict[str, Built], seen: Seen, step: SchemaStep) -> None:
    """A column as a whole, or what changes of the one that is there."""
    built = tables.get(step.table)
    known = built.columns.get(step.name) if built is not None else None
    if step.column is not None:
        _put_column(tables, seen, step)
    elif built is not None and known is not None:
        old = known[2]
        new = msgspec.structs.replace(
            old,
            type=old.type if step.type is None else step.type,
            nullable=old.nullable if step.nullable is None else step.nullable,
            default=old.default if step.default is None else step.default,
        )
        built.columns[step.name] = (seen, step, new)


def _drop_column(tables: dict[str, Built], _: Seen, step: SchemaStep) -> None:
    built = tables.get(step.table)
    if built is not None:
        built.columns.pop(step.name, None)
        built.groups = [g for g in built.groups if step.name not in g[2].columns]


def _rename_column(tables: dict[str, Built], _: Seen, step: SchemaStep) -> None:
    built = tables.get(step.table)
    if built is None or step.name not in built.columns:
        return
    renamed: dict[str, tuple[Seen, Said, Field]] = {}
    for name, (place, where, column) in built.columns.items():
        now = step.new_name if name == step.name else name
        renamed[now] = (place, where, msgspec.structs.replace(column, column=now, name=now))
    built.columns = renamed
    built.groups = [
        (place, where, msgspec.structs.replace(group, columns=_renamed(group.columns, step)))
        for place, where, group in built.groups
    ]


def _renamed(columns: tuple[str, ...], step: SchemaStep) -> tuple[str, ...]:
    return tuple(step.new_name if column == step.name else column for column in columns)


def _add_group(tables: dict[str, Built], seen: Seen, step: SchemaStep) -> None:
    built = tables.get(step.table)
    if built is not None and step.group is not None:
        built.groups.append((seen, _where(step.group, step), step.group))


def _drop_group(tables: dict[str, Built], _: Seen, step: SchemaStep) -> None:
    """Drop an index or constraint by name; a bare DROP INDEX does not say its table."""
    for built in [tables[step.table]] if step.table in tables else list(tables.values()):
        built.groups = [g for g in built.groups if g[2].name != step.name]


_ACTS: dict[str, Act] = {
    "create-table": _create_table,
    "drop-table": _drop_table,
    "rename-table": _rename_table,
    "add-column": _put_column,
    "alter-column": _alter_column,
    "drop-column": _drop_column,
    "rename-column": _rename_column,
    "add-group": _add_group,
    "drop-group": _drop_group,
}


def _where(part: Said, step: SchemaStep) -> Said:
    """The narrowest lines that say it: a column's own where it has some, else the statement's."""
    return part if part.lines != (0, 0) else step
