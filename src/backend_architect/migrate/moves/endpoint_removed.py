"""An endpoint that goes.

When
    An operation is removed.
How
    In contract, when nobody calls it any longer: announce it by the headers Deprecation and Sunset
    from the switch on, and look at the access log.
Way back
    The release before.
Sources
    https://www.rfc-editor.org/rfc/rfc9745
    https://www.rfc-editor.org/rfc/rfc8594
"""

from __future__ import annotations

from backend_architect.migrate.move import Crossing, Steps, move
from backend_architect.model.api import Operation
from backend_architect.model.route import Step

_MOVE = "endpoint-removed"


@move(takes=lambda crossing: isinstance(crossing.removed, Operation))
def endpoint_removed(crossing: Crossing) -> Steps:
    """Announce it, then take it away."""
    operation = crossing.removed
    assert isinstance(operation, Operation)  # noqa: S101  # narrows: `takes` said so
    name = f"{operation.method} {operation.path}"
    doc = f"Announce the end of {name} by the headers Deprecation and Sunset."
    yield "switch", Step(move=_MOVE, element=operation.id, doc=doc)
    yield (
        "contract",
        Step(
            move=_MOVE,
            element=operation.id,
            doc=f"Release without {name}.",
            risk=f"Callers of {name} that nobody knows of: the access log of a whole business"
            " cycle must show none.",
        ),
    )
