"""The tables of sharing: links and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.design.sharing.ground import LINKS_PER_ACCOUNT, OPENS_PER_LINK, Ground
from backend_architect.design.tables import TableDraft
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Column, Table


@dataclass
class Tables:
    """The new tables with the columns that endpoints bind to."""

    links: Table
    link: Column
    thing: Column
    sharer: Column
    token: Column
    created: Column
    shown: tuple[Column, ...]
    events: Table


def tables_of(ground: Ground) -> Tables:
    """Draw both tables."""
    draft, site = ground.draft, ground.site
    rows = site.rows("user") * LINKS_PER_ACCOUNT
    table = draft.table(
        "share link", ground.id("link"), feature="share", rows=rows,
        doc=f"A link to one row of {code(ground.thing.name)}, made by one account.",
    )  # fmt: skip
    id = table.identity()
    thing = table.owner(ground.thing, ground.noun)
    sharer = table.owner(ground.user, "user", doc="Who made the link, and may end it.")
    token = table.column(
        "token hash", "text", classification="secret",
        doc="SHA-256 of the link's token (128 bits); the token itself is handed out once.",
    )  # fmt: skip
    opens = table.column(
        "opens", "bigint", default="0", doc="Summed up from the events every hour; shown as it is."
    )
    expires = table.column("expires at", site.timestamp_type, nullable=True)
    revoked = table.column(
        "revoked at", site.timestamp_type, nullable=True, doc="The link is dead from then on."
    )
    created, _ = table.timestamps()
    table.key("unique", token)
    table.index(thing)
    table.index(sharer, created, id)
    shown = (id, thing, opens, expires, revoked, created)
    events = _events(ground, table)
    return Tables(table.table, id, thing, sharer, token, created, shown, events)


def _events(ground: Ground, links: TableDraft) -> Table:
    draft, decision = ground.draft, ground.id("counts")
    table = draft.table(
        "share event", decision, feature="share", rows=(links.table.rows or 0) * OPENS_PER_LINK,
        doc="A link was made, opened or ended. It names no address and no account of a reader.",
    )  # fmt: skip
    table.identity()
    link = table.owner(links.table, "share link")
    kind = table.column("kind", "text")
    table.check(f"{kind.name} in ('made', 'opened', 'revoked')")
    table.column("target", "text", nullable=True, doc="The network a reader came from, if named.")
    at = table.column("occurred at", ground.site.timestamp_type, default="now()")
    table.index(link, at)
    table.index(at)
    draft.query(table.table, "sum up new events", decision, sorts=[at])
    return table.table
