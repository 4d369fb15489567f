"""The tables of a sign-in: identities at providers, and attempts."""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.design.accounts import serve_addresses
from backend_architect.design.sign_in.login import ATTEMPT_MINUTES, COOKIE, Login
from backend_architect.design.tables import TableDraft
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Column, Table


@dataclass
class Tables:
    """The new tables with the columns that endpoints bind to."""

    identities: Table
    identity: Column
    owner: Column
    shown: tuple[Column, ...]
    attempts: Table
    state: Column


def tables_of(login: Login) -> Tables:
    """Draw both tables."""
    identities, id, owner, shown = _identities(login)
    attempts, state = _attempts(login)
    serve_addresses(login.draft, login.user, login.id("linking"))
    return Tables(identities, id, owner, shown, attempts, state)


def _identities(login: Login) -> tuple[Table, Column, Column, tuple[Column, ...]]:
    draft, decision = login.draft, login.id("identities")
    table = draft.table(
        "external identity", decision, feature="account", rows=login.site.rows("user"),
        doc="Who an account is at a provider.",
    )  # fmt: skip
    id = table.identity()
    owner = table.owner(login.user, "user")
    names = ", ".join(code(each.name) for each in login.providers)
    provider = table.column("provider", "text", doc=f"A name of the configuration: {names}.")
    subject = table.column("subject", "text", doc="The provider's own, lasting id of the person.")
    email = table.column(
        "email", "text", nullable=True, classification="personal",
        doc="As the provider last gave it; for people to recognise, it proves nothing.",
    )  # fmt: skip
    last = table.column("last used at", login.site.timestamp_type, nullable=True)
    created, _ = table.timestamps()
    table.key("unique", provider, subject)
    table.index(owner)
    draft.query(
        table.table, "find the identity", decision, filters=[provider, subject], single=True
    )
    return table.table, id, owner, (id, provider, email, last, created)


def _attempts(login: Login) -> tuple[Table, Column]:
    draft, site, decision = login.draft, login.site, login.id("attempts")
    table = draft.table(
        "sign in attempt", decision, feature="account", rows=max(site.rows("user") // 100, 1000),
        doc=f"A sign-in that has begun; it is used once and over after {ATTEMPT_MINUTES} minutes.",
    )  # fmt: skip
    table.identity()
    state = table.column("state hash", "text", classification="secret", doc="SHA-256 of `state`.")
    _secrets(login, table)
    table.column("return to", "text", doc="Where the browser goes afterwards; of the allow-list.")
    table.column(
        "used at", site.timestamp_type, nullable=True,
        doc="Set by the one callback that took the attempt; it clears verifier and nonce.",
    )  # fmt: skip
    if login.hands_over:
        _second_step(login, table)
    expires = table.column("expires at", site.timestamp_type)
    table.timestamps()
    table.key("unique", state)
    table.index(expires)
    draft.query(table.table, "clean-up of expired attempts", decision, sorts=[expires])
    return table.table, state


def _secrets(login: Login, table: TableDraft) -> None:
    table.column(
        "browser hash", "text", classification="secret",
        doc=f"SHA-256 of the cookie {code(COOKIE)} that binds the attempt to a browser.",
    )  # fmt: skip
    table.column("provider", "text")
    table.column(
        "code verifier", "text", nullable=True, classification="secret",
        doc="Sent to the provider with the code; worthless once the attempt is over.",
    )  # fmt: skip
    if login.oidc:
        table.column(
            "nonce", "text", nullable=True, classification="secret",
            doc="Compared with the ID token's; empty for providers without one.",
        )  # fmt: skip


def _second_step(login: Login, table: TableDraft) -> None:
    """What is kept between the callback and the step after it."""
    code = table.column(
        "code hash", "text", nullable=True, classification="secret",
        doc="SHA-256 of the code that the callback handed out; good once and for one minute.",
    )  # fmt: skip
    owner = table.owner(login.user, "user", nullable=True, doc="The account that was found.")
    table.column("subject", "text", nullable=True, doc="Whom the provider named, until joined.")
    table.key("unique", code)
    table.index(owner)
    login.draft.query(
        table.table, "take the attempt by its code", login.id("attempts"), verb="delete",
        filters=[code], single=True,
    )  # fmt: skip
