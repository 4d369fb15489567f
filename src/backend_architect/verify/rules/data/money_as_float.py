"""An amount of money is stored as a binary floating-point number.

Why it matters
    0.1 has no exact binary form: sums of many amounts drift by cents, and comparing them fails.
How it is found
    A column of type real or double precision whose name ends with a word for money (price, cost,
    fee, balance, salary, subtotal ...).
False alarm when
    The number is an estimate or a statistic that nobody adds up or pays.
What to do
    numeric with the currency's digits, or whole cents in a bigint.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.measures.naming import singular, words
from backend_architect.model.architecture import Model
from backend_architect.verify.rule import Trouble, rule
from backend_architect.verify.stored import sql_tables

_FLOATS = ("real", "double precision")
_MONEY = frozenset(
    {"price", "cost", "fee", "balance", "salary", "wage", "subtotal", "payment", "payout",
     "refund", "revenue", "amount", "cents", "charge"}
)  # fmt: skip


@rule(severity="warning")
def money_as_float(model: Model) -> Iterator[Trouble]:
    """Columns that are named for money and count in binary fractions."""
    for table in sql_tables(model):
        for column in model.columns_of(table):
            last = words(singular(column.name))[-1:]
            if column.type in _FLOATS and _MONEY & set(last):
                yield Trouble(
                    column.id,
                    f"{table.name}.{column.name} is money by its name and of type {column.type}.",
                )
