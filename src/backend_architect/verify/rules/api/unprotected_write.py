"""A write asks nobody who is calling, while its neighbours do.

Why it matters
    Anyone who finds the path can change data (OWASP API2:2023 and API5:2023).
How it is found
    POST, PUT, PATCH or DELETE without authentication that leads to a query which changes rows,
    where the service asks for authentication in at least half of its writes and in another endpoint
    of the same resource. Endpoints that must be open
    (login, registration, recovery, webhooks ...) are told by the words of their path and handler;
    one with a guard that not all others have is left out: we may not know what it asks.
False alarm when
    The handler checks the caller itself, or a gateway does.
What to do
    Put the guard that the neighbours have before it, or waive the finding with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.verify.endpoints import (
    guarded_share,
    is_open_on_purpose,
    is_write,
    resource_of,
)
from backend_architect.verify.rule import Trouble, rule

#: From this share of guarded writes on, asking is the service's habit.
_HABIT = 0.5


@rule(severity="warning")
def unprotected_write(model: Model) -> Iterator[Trouble]:
    """Writes without authentication among writes with it."""
    changing = {query.operation for query in model.queries if query.verb != "select"}
    for api in model.apis:
        operations = model.operations_of(api)
        if guarded_share(operations) < _HABIT:
            continue
        guarded = {resource_of(model, each) for each in operations if each.security}
        shared = frozenset.intersection(*(frozenset(each.guards) for each in operations))
        for operation in (op for op in operations if is_write(op) and _changes(op, changing)):
            asks = operation.security or is_open_on_purpose(operation)
            own = set(operation.guards) - shared
            if not asks and not own and resource_of(model, operation) in guarded:
                yield Trouble(operation.id, f"{operation.name} asks nobody who is calling.")


def _changes(operation: Operation, changing: set[str]) -> bool:
    return operation.id in changing or operation.is_new
