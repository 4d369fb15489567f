"""What a successful login ends in: the repository's own credential, or a new session."""

from __future__ import annotations

from typing import NamedTuple

from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.design.tables import TableDraft
from backend_architect.model.data import Column, Table
from backend_architect.model.security import SecurityScheme

#: Days a session lives at most, and days it lives without use.
LONGEST_DAYS = 30
IDLE_DAYS = 14


class Sessions(NamedTuple):
    """The new table of sessions with the columns that are asked for, and its scheme."""

    draft: TableDraft
    id: Column
    owner: Column
    token: Column | None
    scheme: SecurityScheme | None
    created: Column
    shown: tuple[Column, ...]

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.draft.table


def in_cookie(site: Site) -> bool:
    """True where the credential travels in a cookie: as it does today, else as was answered or
    said; a cookie where nobody said anything."""
    scheme = site.scheme
    if scheme is not None:
        return scheme.kind == "session" or scheme.location == "cookie"
    answer = site.brief.answer("session-kind")
    if answer:
        return answer != "bearer token"
    tokens = site.says("bearer", "jwt", "access token", "refresh token")
    return not tokens or site.says("cookie", "server session")


def open_sessions(draft: Draft, user: Table, decision: str, *, cookie: bool | None) -> Sessions:
    """A table of revocable sessions. Unless `cookie` is None (the repository's credential stays) a
    session has a token of its own, of which the hash is kept, and a scheme that carries it."""
    site = draft.site
    table = draft.table(
        "session", decision, feature="account", rows=site.rows("user"),
        doc="One login on one device, until it is ended or expires.",
    )  # fmt: skip
    id = table.identity()
    owner = table.owner(user, "user")
    token = None if cookie is None else _token(table)
    table.column("user agent", "text", nullable=True, doc="So that people recognise the device.")
    seen = table.column("last seen at", site.timestamp_type, default="now()")
    expires = table.column(
        "expires at", site.timestamp_type,
        doc=f"At most {LONGEST_DAYS} days after the login; unused sessions end after {IDLE_DAYS}.",
    )  # fmt: skip
    created, _ = table.timestamps()
    table.index(owner, created, id)
    table.index(expires)
    draft.query(table.table, "clean-up of expired sessions", decision, sorts=[expires])
    scheme = None if cookie is None else _scheme(draft, decision, cookie=cookie)
    shown = tuple(
        c for c in draft.model().columns_of(table.table) if c in (id, seen, expires, created)
    )
    return Sessions(table, id, owner, token, scheme, created, shown)


def _token(table: TableDraft) -> Column:
    token = table.column(
        "token hash", "text", classification="secret",
        doc="SHA-256 of the session's random token (256 bits); the token itself is never stored.",
    )  # fmt: skip
    table.key("unique", token)
    return token


def _scheme(draft: Draft, decision: str, *, cookie: bool) -> SecurityScheme:
    place, parameter = ("cookie", "__Host-session") if cookie else ("header", "Authorization")
    draft.credential = draft.scheme(
        "session", decision, "session" if cookie else "api-key", place, parameter,
        "An opaque random token that is looked up on every request and can be revoked at once.",
    )  # fmt: skip
    return draft.credential
