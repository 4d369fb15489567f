"""The schema that is written down is the schema that was designed.

Claim
    PostgreSQL makes of the written schema exactly the tables of the design.
Method
    The as-is tables the design stands on and all new or changed tables are created on PostgreSQL 18
    from the design's own DDL; then its catalog is compared with the design element by element:
    tables, columns (type, nullability, default, identity), keys, foreign keys with their action on
    delete, indexes (columns, order, method, uniqueness, condition) and checks.
What a pass does not show
    That the as-is tables are in production as the survey read them. Of checks and conditions the
    columns and constants are compared, of defaults that there is one.
"""

from __future__ import annotations

import msgspec

from backend_architect.model.data import Column
from backend_architect.model.element import Element, Json
from backend_architect.ports.lab import Lab
from backend_architect.verify.ground import NewRefused, lay_to_be, new_tables, touched_tables
from backend_architect.verify.likeness import count_parts, differences
from backend_architect.verify.mutants import with_model
from backend_architect.verify.trial import Design, Tried, trial


def _serial(design: Design) -> Design:
    """A whole number of a new table becomes `serial`: no type, but three things in one word."""
    new = {table.id for table in new_tables(design)}
    first = min(
        c.id for c in design.to_be.columns if c.table in new and c.type in ("integer", "bigint")
    )

    def alters(element: Element) -> Element:
        if not isinstance(element, Column) or element.id != first:
            return element
        return msgspec.structs.replace(element, type="serial", default="", identity=False)

    return with_model(design, alters)


@trial(mutant=_serial)
def schema_is_the_model(design: Design, lab: Lab) -> Tried | None:
    """Create, read the catalog, compare."""
    if not touched_tables(design):
        return None
    with lab.cluster() as cluster, cluster.database() as database:
        try:
            ground = lay_to_be(database, design)
        except NewRefused as refused:
            return refused.tried
        catalog = database.catalog()
        apart = differences(ground.model, ground.tables, catalog, database, ground.absent)
    parts = count_parts(ground.model, ground.tables, ground.absent)
    figures: dict[str, Json] = {
        "tables": len(ground.tables),
        "elements compared": parts,
        "differences": len(apart),
    }
    details = (*apart, *ground.sentences)
    if apart:
        return Tried("refuted", f"{len(apart)} elements are not as designed.", figures, details)
    return Tried("proven", figures=figures, details=details)
