"""Passwords or codes can be tried out as fast as the line allows.

Why it matters
    Login, registration, token and recovery endpoints are where accounts are guessed, tested from
    leaked lists, or made by the thousand (OWASP API2:2023 and API4:2023).
How it is found
    A POST that gives access to callers who are not known yet, by the words of its path, has no rate
    limit of its own; neither its guards nor the service's middleware limit rates, and no library
    is named for it (then the limit may stand where the survey did not see it).
False alarm when
    A gateway or proxy in front of the service limits rates.
What to do
    A limit for each account and each address, answered 429 with Retry-After.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.verify.endpoints import gives_access, limits_rate, named_limit
from backend_architect.verify.rule import Trouble, rule


@rule(severity="warning")
def missing_rate_limit(model: Model) -> Iterator[Trouble]:
    """Ways in that nothing slows down."""
    for api in model.apis:
        chain = model.middleware_of(api.service)
        libraries = (each.name for each in model.technologies if each.service == api.service)
        if any(link.role == "rate-limit" for link in chain) or any(map(named_limit, libraries)):
            continue
        for operation in model.operations_of(api):
            if gives_access(operation) and not operation.security and not limits_rate(operation):
                yield Trouble(operation.id, f"Nothing limits how often {operation.name} is tried.")
