"""A foreign key whose columns no index begins with.

Why it matters
    Deleting or re-keying a referenced row reads the whole referring table to find the rows that
    refer to it, and joins along the key do the same. It is quick on a small table and gets slower
    with every row.
How it is found
    No primary key, unique key or unconditional index of the table begins with the key's columns
    (in any order). Servers that index foreign keys by themselves (MySQL, MariaDB) are left out.
False alarm when
    The referring table stays small, or the referenced rows are never deleted and never joined.
What to do
    Create an index on the columns; on a live table with CREATE INDEX CONCURRENTLY.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.model.architecture import Model
from backend_architect.model.data import ForeignKey
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import column_names, server_of, sql_tables

#: InnoDB makes the index with the constraint ("FOREIGN KEY Constraints" of the MySQL manual).
_INDEXED_BY_SERVER = frozenset({"mysql", "mariadb"})


@rule(severity="warning")
def unindexed_foreign_key(model: Model) -> Iterator[Trouble]:
    """Foreign keys that cannot be looked up by their own columns."""
    for table in sql_tables(model):
        if server_of(model, table) in _INDEXED_BY_SERVER:
            continue
        leads = model.leading_columns_of(table)
        for key in model.foreign_keys_of(table):
            wanted = set(key.columns)
            if not any(set(lead[: len(wanted)]) == wanted for lead in leads):
                target = model.find(key.ref_table)
                yield Trouble(
                    key.id,
                    f"{table.name} ({', '.join(column_names(model, key.columns))}) refers to "
                    f"{target.name if target else key.ref_table}, and no index begins with it.",
                    {"rows": table.rows, "queries": _asked(model, key)},
                )


def _asked(model: Model, key: ForeignKey) -> int:
    """How many queries in the code compare the key's columns."""
    return sum(set(key.columns) <= set(query.filters) for query in model.queries_of(key.table))
