"""A foreign key whose columns no index begins with.

Why it matters
    Deleting or re-keying a referenced row reads the whole referring table to find the rows that
    refer to it, and joins along the key do the same. It is quick on a small table and gets slower
    with every row.
How it is found
    No primary key, unique key or unconditional index of the table begins with the key's columns
    (in any order).
False alarm when
    The referring table stays small, or the referenced rows are never deleted and never joined.
What to do
    Create an index on the columns; on a live table with CREATE INDEX CONCURRENTLY.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.verify.rule import Trouble, rule


@rule(severity="warning")
def unindexed_foreign_key(model: Model) -> Iterator[Trouble]:
    """Foreign keys that cannot be looked up by their own columns."""
    for key in model.foreign_keys:
        wanted = set(key.columns)
        leads = model.leading_columns_of(key.table)
        if not any(set(lead[: len(wanted)]) == wanted for lead in leads):
            table, target = model.find(key.table), model.find(key.ref_table)
            names = ", ".join(column.rpartition("/")[2] for column in key.columns)
            yield Trouble(
                key.id,
                f"{table.name if table else key.table} ({names}) refers to "
                f"{target.name if target else key.ref_table}, and no index begins with it.",
                {"rows": getattr(table, "rows", None)},
            )
