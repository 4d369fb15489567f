"""Eloquent: models and the tables they map.

Recognises: classes that extend `Model`, `Authenticatable`, `Pivot`, `MorphPivot` or a class of
theirs, in a file that names Eloquent or a folder `Models`; `$table`, else the plural of the class's
name in snake case. Columns are those of the migrations.
Versions seen: Laravel 5 to 12.
Not recognised: `getTable()` that computes; pivot tables that no migration makes.
Documentation: https://laravel.com/docs/eloquent#table-names
"""

from __future__ import annotations

import re
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

_BASES = re.compile(r"(?:^|\\)(?:Eloquent|Model|\w*Model|Authenticatable|Pivot|MorphPivot|User)\Z")


@detector(
    language="php",
    anchors=("Model", "Authenticatable", "Pivot", "Eloquent"),
    paths=("*/Models/*.php",),
    query="(class_declaration (base_clause)) @class",
)
def eloquent_models(match: Match) -> Iterator[Fact]:
    """One entity for each model."""
    node = match.nodes("class")[0]
    clause = next(child for child in node.named_children if child.type == "base_clause")
    base = class_name(clause.named_children[0]) if clause.named_children else ""
    eloquent = b"Eloquent" in match.source.data or b"Illuminate\\" in match.source.data
    if not (_BASES.search(base) and eloquent) and "/Models/" not in f"/{match.source.path}":
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
