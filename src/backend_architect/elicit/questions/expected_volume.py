"""How many rows will the large tables hold?

Why it is asked
    Every access path is explained at this volume: below a few thousand rows a full scan is
    right, above it an index is, and above a hundred million partitions are.

When it is silent
    The words, an option or the survey give rows for a table.

Default
    1 million rows in each table: enough that a missing index shows.
"""

from __future__ import annotations

from backend_architect.elicit.question import Wording, question
from backend_architect.model.architecture import Model
from backend_architect.model.brief import Brief


@question("scale", rank=2, measured=True)
def expected_volume(brief: Brief, as_is: Model) -> Wording | None:
    """How many rows will the large tables hold?"""
    if brief.volumes or any(table.rows for table in as_is.tables):
        return None
    return Wording(
        text="How many rows will the large tables hold in two years?",
        why=(
            "Every access path is explained at this volume; it decides indexes, pagination "
            "and partitions."
        ),
        options=(
            "10,000 rows in each table",
            "1 million rows in each table",
            "100 million rows in each table",
        ),
        default="1 million rows in each table",
        free=True,
    )
