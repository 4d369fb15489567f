"""The accounts that logins are about: the repository's own table, or a new one."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from backend_architect.design.draft import Draft
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Column, Table
from backend_architect.model.decision import Source


def account_table(draft: Draft, decision: str, *, addressed: bool = False) -> Table:
    """The table of accounts; a new one where the repository has none. `addressed` accounts cannot
    be without an address."""
    known = draft.site.concept("user")
    if known is not None:
        return known
    table = draft.table(
        "user", decision, feature="account", rows=draft.site.rows("user"), doc="An account."
    )
    table.identity()
    email = table.column(
        "email", "text", nullable=not addressed, classification="personal",
        doc="In lower case." if addressed else "In lower case; empty where none was verified.",
    )  # fmt: skip
    table.column("name", "text", nullable=True, classification="personal")
    table.column(
        "email verified at", draft.site.timestamp_type, nullable=True,
        doc="When the account proved its address; empty: it did not.",
    )  # fmt: skip
    table.timestamps()
    table.key("unique", email)
    return table.table


def column_for(draft: Draft, user: Table, concept: str) -> Column | None:
    """The account's column for a concept, on the site or on this sheet."""
    columns = draft.model().columns_of(user)
    return next((c for c in columns if draft.site.stands_for(c, concept)), None)


def password_columns(draft: Draft, user: Table) -> tuple[Column, ...]:
    """What the account keeps of a password, as the repository has it today."""
    columns = draft.site.model.columns_of(user)
    return tuple(c for c in columns if draft.site.stands_for(c, "password"))


def required_columns(draft: Draft, user: Table) -> tuple[Column, ...]:
    """Columns that must be given a value when an account is made, as the repository has it."""
    key, times = draft.key_of(user), draft.site.timestamps()
    return tuple(
        c
        for c in draft.site.model.columns_of(user)
        if not (c.nullable or c.default or c.identity or c.is_new or c == key or c.name in times)
    )


def unfilled_columns(draft: Draft, user: Table) -> tuple[Column, ...]:
    """Required columns that neither a form for logging in nor a provider fills."""
    known = ("password", "email", "title")
    return tuple(
        c
        for c in required_columns(draft, user)
        if not any(draft.site.stands_for(c, each) for each in known)
    )


def allow_no_password(draft: Draft, user: Table, decision: str) -> tuple[Column, ...]:
    """Take NOT NULL from the password's columns; gives those that had it."""
    required = set(required_columns(draft, user))
    changed = tuple(c for c in password_columns(draft, user) if c in required)
    for column in changed:
        origin = draft.change(column, decision)
        draft.add(msgspec.structs.replace(column, nullable=True, origin=origin))
    return changed


def serve_addresses(draft: Draft, user: Table, decision: str) -> None:
    """Accounts are looked for by their address; an index serves it where none does yet."""
    email = column_for(draft, user, "email")
    if email is None:
        return
    draft.query(user, "find the account by address", decision, filters=[email], single=True)
    if all(lead[:1] != (email.id,) for lead in draft.model().leading_columns_of(user)):
        draft.index(user, email, decision=decision)


def seen_at(table: Table) -> list[Source]:
    """Where a table was seen, as a source of decisions; empty for a new one."""
    return [
        Source(title=f"{code(table.name)} at {e.place}", evidence=e) for e in table.evidence[:1]
    ]


def listed(parts: Iterable[str]) -> str:
    """ "a, b and c"."""
    names = list(parts)
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def named(columns: Iterable[Column]) -> str:
    """The columns' names in code spelling, as a list in a sentence."""
    return listed(code(column.name) for column in columns)
