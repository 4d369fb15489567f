"""A new endpoint.

When
    An operation is added.
How
    Released in the switch phase, when the data it needs is there.
Way back
    The release before does not have it; what was entered through it stays stored.
"""

from __future__ import annotations

from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.api import Operation
from backend_architect.model.route import Step


@move(takes=lambda crossing: isinstance(crossing.added, Operation))
def endpoint_added(crossing: Crossing) -> Steps:
    """One step of code."""
    operation = crossing.added
    assert isinstance(operation, Operation)  # noqa: S101  # narrows: `takes` said so
    doc = f"Release {operation.method} {operation.path}."
    yield "switch", Step(move="endpoint-added", element=operation.id, doc=doc)
