"""Containers wait for one that cannot tell when it is ready.

Why it matters
    `depends_on` alone waits until the container was started, not until it answers: what depends on
    it fails at first, at every deployment and after every restart.
How it is found
    A container that others depend on has no health check.
False alarm when
    Its image brings one along, or those who depend on it try again by themselves.
What to do
    A health check that asks what the service is for, and `condition: service_healthy` where it is
    depended on.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import listed


@rule(severity="info")
def missing_health_check(model: Model) -> Iterator[Trouble]:
    """Containers that are depended on and cannot say they are ready."""
    for container in model.containers:
        folder = container.id.rpartition("/")[0]
        waiting = [
            other.name
            for other in model.containers
            if container.name in other.depends_on and other.id.rpartition("/")[0] == folder
        ]
        if waiting and not container.health_check:
            verb = "waits" if len(waiting) == 1 else "wait"
            message = f"{listed(waiting)} {verb} for {container.name}, which has no health check."
            yield Trouble(container.id, message)
