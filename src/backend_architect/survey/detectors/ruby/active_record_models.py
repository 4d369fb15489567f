"""Active Record: models and the tables they map.

Recognises: classes that extend `ApplicationRecord`, `ActiveRecord::Base`, a class whose name ends
in Record or, below app/models, one called Base; `self.table_name`, else the plural of the class's
name, with its modules' before it where such a table is made; columns are those of the schema.
Versions seen: Rails 4 to 8.
Not recognised: classes below other models, whose rows lie in the same table; computed names.
Documentation: https://guides.rubyonrails.org/active_record_basics.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Expression, Fact
from backend_architect.survey.grammars.ruby.text import (
    class_of,
    dotted,
    expression,
    field_of,
    own_name,
    superclass_of,
)
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.words import table_of, tables_in

_BASES = re.compile(r"(?:^|\.)(?:ActiveRecord\.Base|\w*Record)\Z")


@detector(
    language="ruby",
    anchors=("Record", "Base"),
    query="(class superclass: (superclass)) @class",
)
def active_record_models(match: Match) -> Iterator[Fact]:
    """One entity for each model."""
    node = match.nodes("class")[0]
    above = dotted(superclass_of(node))
    path = match.source.path
    own = above.rpartition(".")[2] == "Base" and "app/models/" in path and "Action" not in above
    if is_aside(path) or not (own or _BASES.search(above)):
        return
    around, last = class_of(node), own_name(node)
    name = f"{around}.{last}" if around else last
    abstract = "abstract_class = true" in node_text(node) or "primary_abstract_class" in node_text(
        node
    )
    yield Entity(
        lines=(node_lines(node)[0],) * 2, name=name, mapper="active-record", table=_table(node),
        derived=table_of(name), others=tables_in(name), abstract=abstract,
    )  # fmt: skip


def _table(node: Node) -> Expression | None:
    """What `self.table_name` is set to."""
    body = field_of(node, "body")
    for statement in body.named_children if body is not None else ():
        left = field_of(statement, "left") if statement.type == "assignment" else None
        right = field_of(statement, "right")
        if left is not None and right is not None and node_text(left) == "self.table_name":
            return expression(right)
    return None
