"""The migrations lead to the schema that was designed, and to no other.

Claim
    Applying the migrations to the schema of today gives exactly the schema of the design.
Method
    On PostgreSQL 18, one database takes the as-is tables and then every step of the route; another
    takes the to-be tables directly from the design's DDL. Their normalised catalogs are compared:
    columns, constraints, indexes, sequences, triggers and functions.
What a pass does not show
    What the steps do to rows; see `migrations-go-up-and-down`.
"""

from __future__ import annotations

from backend_architect.model.element import Json
from backend_architect.ports.lab import Catalog, Lab
from backend_architect.verify.ground import (
    Ground,
    NewRefused,
    lay_as_is,
    lay_to_be,
    touched_tables,
)
from backend_architect.verify.likeness import catalogs_differ
from backend_architect.verify.mutants import with_steps
from backend_architect.verify.passage import StepRefused, go_up, refusal, up_steps
from backend_architect.verify.trial import Design, Tried, trial


def _without_last(design: Design) -> Design:
    """The last step is left out."""
    last = up_steps(design.route)[-1]
    return with_steps(design, lambda step: None if step == last else step)


@trial(mutant=_without_last)
def to_be_equals_as_is_plus_route(design: Design, lab: Lab) -> Tried | None:
    """Two ways, one catalog."""
    if not touched_tables(design):
        return None
    with lab.cluster() as cluster:
        with cluster.database() as database:
            ground = lay_as_is(database, design)
            try:
                go_up(database, design.route)
            except StepRefused as refused:
                return refusal(refused, design, ground)
            there = database.catalog()
        with cluster.database() as database:
            try:
                lay_to_be(database, design)
            except NewRefused as refused:
                return refused.tried
            wanted = database.catalog()
    return _judged(design, ground, there, wanted)


def _judged(design: Design, ground: Ground, there: Catalog, wanted: Catalog) -> Tried:
    apart = catalogs_differ(wanted, there)
    figures: dict[str, Json] = {
        "steps": len(up_steps(design.route)),
        "columns": len(there.columns),
        "constraints": len(there.constraints),
        "indexes": len(there.indexes),
        "differences": len(apart),
    }
    details = (*apart, *ground.sentences)
    if apart:
        reason = f"{len(apart)} catalog entries differ (before: the design, after: the route)."
        return Tried("refuted", reason, figures, details)
    return Tried("proven", figures=figures, details=details)
