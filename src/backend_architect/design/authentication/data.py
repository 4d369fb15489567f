"""The tables of an authentication service beside the accounts and their sessions."""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.design.accounts import column_for, serve_addresses
from backend_architect.design.authentication.ground import Ground
from backend_architect.model.data import Column, Table
from backend_architect.model.element import Decided


@dataclass
class Tables:
    """The new tables; those the answers do not ask for are None."""

    mailed: Table
    audit: Table
    hashes: Table | None
    refresh: Table | None
    factors: Table | None
    factor_owner: Column | None


def tables_of(ground: Ground) -> Tables:
    """Draw all tables, and what the accounts lack."""
    serve_addresses(ground.draft, ground.user, ground.id("accounts"))
    _proof(ground)
    factors, owner = _factors(ground) if ground.second else (None, None)
    return Tables(
        mailed=_mailed(ground), audit=_audit(ground),
        hashes=None if ground.keeps_hash else _hashes(ground),
        refresh=_refresh(ground) if ground.refreshes else None,
        factors=factors, factor_owner=owner,
    )  # fmt: skip


def _proof(ground: Ground) -> None:
    """Accounts must tell whether their address was proven."""
    draft, user = ground.draft, ground.user
    if column_for(draft, user, "verified") is not None:
        return
    columns = draft.model().columns_of(user)
    name = draft.site.column_name("email verified at")
    draft.add(
        Column(
            id=f"{user.id}/{name}",
            name=name,
            origin=Decided(decision=ground.id("accounts")),
            table=user.id,
            position=max((c.position for c in columns), default=0) + 1,
            type=draft.site.timestamp_type,
            nullable=True,
            doc="When the account proved its address; empty: it did not.",
        )
    )


def _hashes(ground: Ground) -> Table:
    table = ground.draft.table(
        "password credential", ground.id("passwords"), feature="account",
        rows=ground.site.rows("user"), doc="The password of an account that has one.",
    )  # fmt: skip
    table.identity()
    owner = table.owner(ground.user, "user")
    table.column(
        "password hash", "text", classification="secret",
        doc="Argon2id with its parameters and salt in the PHC string format.",
    )  # fmt: skip
    table.column("changed at", ground.site.timestamp_type, default="now()")
    table.timestamps()
    table.key("unique", owner)
    ground.draft.query(
        table.table, "find the password of an account", ground.id("passwords"), filters=[owner],
        single=True,
    )  # fmt: skip
    return table.table


def _refresh(ground: Ground) -> Table:
    draft, decision = ground.draft, ground.id("sessions")
    table = draft.table(
        "refresh token", decision, feature="account", rows=ground.site.rows("user") * 4,
        doc="Each is used once; used ones are kept until the session ends, to notice a second use.",
    )  # fmt: skip
    table.identity()
    session = table.owner(ground.sessions.table, "session")
    hash = table.column("token hash", "text", classification="secret", doc="SHA-256 of the token.")
    table.column("used at", ground.site.timestamp_type, nullable=True)
    expires = table.column("expires at", ground.site.timestamp_type)
    table.timestamps()
    table.key("unique", hash)
    table.index(session)
    table.index(expires)
    draft.query(table.table, "find a refresh token", decision, filters=[hash], single=True)
    draft.query(table.table, "clean-up of expired refresh tokens", decision, sorts=[expires])
    return table.table


def _mailed(ground: Ground) -> Table:
    draft, decision = ground.draft, ground.id("accounts")
    table = draft.table(
        "one time token", decision, feature="account",
        rows=max(ground.site.rows("user") // 20, 1000),
        doc="A token that was mailed, or stands between two steps of a login; deleted by its use.",
    )  # fmt: skip
    table.identity()
    owner = table.owner(ground.user, "user")
    purpose = table.column("purpose", "text")
    purposes = ["verify-email", "reset-password", *(["second-factor"] if ground.second else [])]
    quoted = ", ".join(f"'{each}'" for each in purposes)
    table.check(f"{purpose.name} in ({quoted})")
    hash = table.column("token hash", "text", classification="secret", doc="SHA-256 of the token.")
    expires = table.column("expires at", ground.site.timestamp_type)
    table.timestamps()
    table.key("unique", hash)
    table.index(owner)
    table.index(expires)
    draft.query(table.table, "take a token", decision, verb="delete", filters=[hash], single=True)
    draft.query(table.table, "clean-up of expired tokens", decision, sorts=[expires])
    return table.table


def _factors(ground: Ground) -> tuple[Table, Column]:
    draft, decision = ground.draft, ground.id("factor")
    table = draft.table(
        "second factor", decision, feature="account", rows=ground.site.rows("user"),
        doc="The generator of one-time passwords of an account.",
    )  # fmt: skip
    table.identity()
    owner = table.owner(ground.user, "user")
    table.column("secret ciphertext", "bytea", classification="secret",
                 doc="Encrypted (AES-256-GCM) by the application.")  # fmt: skip
    table.column("key name", "text", doc="Which key encrypts the secret, for rotation.")
    table.column("last step", "bigint", nullable=True,
                 doc="The last time step accepted: a code is good once.")  # fmt: skip
    table.column("confirmed at", ground.site.timestamp_type, nullable=True,
                 doc="Empty until the first code was right.")  # fmt: skip
    table.timestamps()
    table.key("unique", owner)
    _recovery(ground)
    return table.table, owner


def _recovery(ground: Ground) -> None:
    table = ground.draft.table(
        "recovery code", ground.id("factor"), feature="account",
        rows=ground.site.rows("user") * 10, doc="Ten for each second factor; deleted by their use.",
    )  # fmt: skip
    table.identity()
    owner = table.owner(ground.user, "user")
    table.column("code hash", "text", classification="secret", doc="Like a password's.")
    table.timestamps()
    table.index(owner)
    ground.draft.query(
        table.table, "recovery codes of an account", ground.id("factor"), filters=[owner]
    )


def _audit(ground: Ground) -> Table:
    draft, decision = ground.draft, ground.id("audit")
    table = draft.table(
        "authentication event", decision, feature="account", rows=ground.site.rows("user") * 50,
        doc="What happened to an account's access. Rows are added, never changed.",
    )  # fmt: skip
    table.identity()
    owner = table.reference(ground.user, "user", on_delete="set null", nullable=True)
    table.column("kind", "text", doc="login, login-failed, logout, password-changed, ...")
    table.column("client address", "text", nullable=True, classification="personal",
                 doc="Cut to the network after 90 days.")  # fmt: skip
    at = table.column("occurred at", ground.site.timestamp_type, default="now()")
    if owner is not None:
        table.index(owner, at, descending=True)
    table.index(at)
    draft.query(table.table, "events past their time", decision, sorts=[at])
    return table.table
