"""Eloquent: models and the tables they map.

Recognises: classes that extend `Model`, `Authenticatable`, `Pivot` or `MorphPivot` where Laravel is
named, and those that extend anything in a folder `Models`; `$table`, else the plural of the class's
name in snake case. Columns are those of the migrations.
Versions seen: Laravel 5 to 12.
Not recognised: `getTable()` that computes; pivot tables that no migration makes.
Documentation: https://laravel.com/docs/eloquent#table-names
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Expression, Fact
from backend_architect.survey.grammars.php.text import (
    class_name,
    expression,
    field_of,
    qualified,
)
from backend_architect.survey.idioms.php.words import plural, snake

_BASES = ("Model", "BaseModel", "Eloquent", "Authenticatable", "Pivot", "MorphPivot", "User")


@detector(
    language="php",
    anchors=("extends \\", *(f"extends {name}" for name in _BASES)),
    paths=("*/Models/*.php",),
    query="(class_declaration (base_clause)) @class",
)
def eloquent_models(match: Match) -> Iterator[Fact]:
    """One entity for each model."""
    node = match.nodes("class")[0]
    clause = next(child for child in node.named_children if child.type == "base_clause")
    base = class_name(clause.named_children[0]) if clause.named_children else ""
    eloquent = b"Eloquent" in match.source.data or b"Illuminate\\" in match.source.data
    if (
        not (base.rpartition("\\")[2] in _BASES and eloquent)
        and "/Models/" not in f"/{match.source.path}"
    ):
        return
    name = qualified(node)
    yield Entity(
        lines=(node_lines(node)[0], node_lines(node)[0]), scope=name, name=name, mapper="eloquent",
        table=_table(match), derived=plural(snake(name.rpartition(".")[2])),
        abstract=any(child.type == "abstract_modifier" for child in node.named_children),
    )  # fmt: skip


def _table(match: Match) -> Expression | None:
    """What `$table` holds."""
    body = field_of(match.nodes("class")[0], "body")
    for member in body.named_children if body is not None else ():
        for element in member.named_children if member.type == "property_declaration" else ():
            named = field_of(element, "name")
            value = field_of(element, "default_value")
            if named is not None and node_text(named) == "$table" and value is not None:
                return expression(value)
    return None
