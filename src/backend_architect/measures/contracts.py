"""Documents of contracts against what is routed: what one of them has and the other lacks."""

from __future__ import annotations

from backend_architect.model.api import Documented, Operation
from backend_architect.model.architecture import Model


def unrouted(model: Model) -> tuple[Documented, ...]:
    """What a document about the program describes and no code routes, by id."""
    return tuple(each for each in model.documented if each.state == "unrouted")


def undocumented(model: Model) -> tuple[Operation, ...]:
    """What code routes and no document describes, in apis of which a document tells something."""
    described = (each for each in model.documented if each.kind not in ("collection", "gateway"))
    told = {each.operation for each in described if each.state == "routed"}
    apis = {each.api for each in model.operations if each.id in told}
    return tuple(
        each
        for each in model.operations
        if each.api in apis and each.id not in told and "documented" not in each.tags
    )
