"""Fluent: what migrations do to the tables.

Recognises: chains on `database.schema("x")` (or of a model, `Todo.schema`, with the text in the
same file) with `id`, `field`, `deleteField`, `updateField`, `unique`, `foreignKey`,
`compositeIdentifier`, `references`, ending in `create`, `update` or `delete`, in `prepare`.
They are played in the order of the files' names.
Versions seen: 4.
Not recognised: the order of `app.migrations.add`; SQL by hand; enums.
Documentation: https://docs.vapor.codes/fluent/schema/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Field, Grouped, Habit, SchemaStep
from backend_architect.survey.grammars.swift.text import call_arguments, qualified
from backend_architect.survey.idioms.swift.flow import Step, steps_of
from backend_architect.survey.idioms.swift.fluent import data_type, key_of
from backend_architect.survey.idioms.swift.sources import is_test

_NUMBER = re.compile(r"\d+")
_Act = Literal["create-table", "drop-table", "add-column", "drop-column", "add-group"]


@detector(language="swift", anchors=("schema(",), query="(call_expression) @chain")
def fluent_migrations(match: Match) -> Iterator[Fact]:
    """The steps of one chain."""
    whole = match.nodes("chain")[0]
    _, steps = steps_of(whole)
    names = [step.name for step in steps]
    if names[-1:] not in (["create"], ["update"], ["delete"]) or "schema" not in names:
        return
    at = names.index("schema")
    given = steps[at].arguments
    table = _table(match, given[0].value) if given else ""
    prepares = qualified(whole).rpartition(".")[2] == "prepare"
    if not table or not prepares or is_test(match.source.path):
        return
    yield from _steps(match, whole, table, steps[at + 1 :])
    yield Habit(lines=node_lines(whole), kind="migration-tool", value="fluent")


def _table(match: Match, node: Node) -> str:
    """The name of a table: a text, or that of a model of the same file."""
    found = key_of(node)
    if found or not node_text(node).endswith(".schema"):
        return found
    written = re.search(r"static\s+let\s+schema[^=]*=\s*\"([^\"]+)\"", match.source.text)
    return written[1] if written else ""


def _steps(match: Match, whole: Node, table: str, steps: list[Step]) -> Iterator[Fact]:
    columns = [column for step in steps if (column := _column(table, step)) is not None]
    groups = [group for step in steps for group in _groups(table, step)]
    act = steps[-1].name
    if act == "create":
        yield _step(match, whole, "create-table", table, columns=columns, groups=groups)
    elif act == "delete":
        yield _step(match, whole, "drop-table", table)
    else:
        for column in columns:
            yield _step(match, whole, "add-column", table, column=column)
        for group in groups:
            yield _step(match, whole, "add-group", table, group=group)
        for step in steps:
            if step.name == "deleteField" and step.arguments:
                name = key_of(step.arguments[0].value)
                yield _step(match, whole, "drop-column", table, name=name)


def _step(match: Match, whole: Node, act: _Act, table: str, **rest: object) -> SchemaStep:
    padded = _NUMBER.sub(lambda n: n[0].lstrip("0").rjust(20, "0"), match.source.path)
    made: SchemaStep = SchemaStep(
        lines=node_lines(whole),
        sequence=f"1 {padded} {whole.start_point.row:06}",
        tool="fluent",
        act=act,
        table=table,
        **{k: tuple(v) if isinstance(v, list) else v for k, v in rest.items()},  # type: ignore[arg-type]  # each caller gives fields of the fact
    )
    return made


def _column(table: str, step: Step) -> Field | None:
    given = step.arguments
    if step.name == "id":
        return _field(table, step, "id", "uuid", primary=True)
    if step.name != "field" or not given:
        return None
    name = key_of(given[0].value)
    kind = data_type(given[1].value) if len(given) > 1 else "text"
    constraints = [each.value for each in given[2:]]
    return _field(table, step, name, kind, constraints) if name else None


def _field(
    table: str,
    step: Step,
    name: str,
    kind: str,
    constraints: list[Node] | None = None,
    *,
    primary: bool = False,
) -> Field:
    written = [node_text(each) for each in constraints or ()]
    target = next((c for c in constraints or () if node_text(c).startswith(".references")), None)
    refers = call_arguments(target) if target is not None else []
    keyed = primary or any(each.startswith(".identifier") for each in written)
    line = step.call.end_point.row + 1
    return Field(
        lines=(line, line),
        entity=table,
        name=name,
        column=name,
        type=kind,
        nullable=not keyed and ".required" not in written,
        primary=keyed,
        references=".".join(key_of(each.value) for each in refers[:2]) if refers else "",
        references_table=bool(refers),
        on_delete="cascade"
        if any("onDelete: .cascade" in each for each in written)
        else "no action",
    )


def _groups(table: str, step: Step) -> Iterator[Grouped]:
    names = tuple(
        key_of(each.value)
        for each in step.arguments
        if each.label in ("on", "") and key_of(each.value)
    )
    kind: Literal["unique", "primary", "foreign"] | None = None
    if step.name == "unique":
        kind = "unique"
    elif step.name == "compositeIdentifier":
        kind = "primary"
    elif step.name == "foreignKey":
        kind = "foreign"
    if kind is None or not names:
        return
    line = step.call.end_point.row + 1
    if kind != "foreign":
        yield Grouped(lines=(line, line), entity=table, kind=kind, columns=names)
        return
    values = [each.value for each in step.arguments]
    target = next((i for i, each in enumerate(step.arguments) if each.label == "references"), None)
    if target is not None:
        yield Grouped(
            lines=(line, line),
            entity=table,
            kind=kind,
            columns=names[:1],
            references=key_of(values[target]),
            ref_columns=tuple(key_of(each) for each in values[target + 1 : target + 2]),
        )
