"""What is known or written about the system, and no act by itself.

When
    A schema, query, flow, person, threat or convention changes: these come and go with the code
    that uses them. A column, check or foreign key of a store without SQL. Anything that differs
    only in where it comes from, or stored data that says the same in SQL (rows to plan for, a
    classification).
How
    No step.
Way back
    None is needed.
"""

from __future__ import annotations

from backend_architect.migrate.belonging import changes_sql, element_of, in_sql, says_the_same
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.api import Schema
from backend_architect.model.convention import Convention
from backend_architect.model.data import Check, Column, ForeignKey, Query
from backend_architect.model.flow import Flow, Person
from backend_architect.model.security import Threat

_DESCRIBES = (Schema, Query, Flow, Person, Threat, Convention)


def _takes(crossing: Crossing) -> bool:
    element = element_of(crossing)
    if isinstance(element, _DESCRIBES):
        return True
    if in_sql(crossing):
        return crossing.altered is not None and not changes_sql(crossing)
    if isinstance(element, Column | Check | ForeignKey):
        return True
    return crossing.altered is not None and says_the_same(*crossing.altered)


@move(takes=_takes)
def description(crossing: Crossing) -> Steps:  # noqa: ARG001 - the shape of all moves
    """Nothing is done."""
    yield from ()
