"""An endpoint that behaves otherwise.

When
    An operation is altered: its contract, its guards, what it reads and writes.
How
    Released in the switch phase. Whether its callers can bear it is judged where contracts are.
Way back
    The release before.
"""

from __future__ import annotations

from backend_architect.migrate.belonging import says_the_same
from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.api import Operation
from backend_architect.model.route import Step


def _takes(crossing: Crossing) -> bool:
    if crossing.altered is None or says_the_same(*crossing.altered):
        return False
    return isinstance(crossing.altered[1], Operation)


@move(takes=_takes)
def endpoint_changed(crossing: Crossing) -> Steps:
    """One step of code."""
    assert crossing.altered is not None  # noqa: S101  # narrows: `takes` said so
    operation = crossing.altered[1]
    assert isinstance(operation, Operation)  # noqa: S101  # narrows
    doc = f"Release the changed {operation.method} {operation.path}."
    yield "switch", Step(move="endpoint-changed", element=operation.id, doc=doc)
