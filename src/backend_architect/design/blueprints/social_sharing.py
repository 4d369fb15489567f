"""Links by which people share one of the repository's things, limited, counted and revocable.

When
    The words ask for sharing, share links or share buttons, and there is something to share.
When not
    Granting rights inside the application (that is access control); publishing a feed.
Alternatives
    Public ids; signed addresses; posting through the networks' APIs; see the decisions.
Costs
    Two tables, four endpoints, an hourly job that sums up, one limiter.
Sources
    OWASP API Security Top 10 2023, RFC 6585, IETF draft RateLimit header fields, RFC 9110.
"""

from __future__ import annotations

from backend_architect.design.accounts import listed, named, seen_at
from backend_architect.design.blueprint import blueprint
from backend_architect.design.draft import Draft
from backend_architect.design.limits import settle_counters
from backend_architect.design.sharing.contract import endpoints
from backend_architect.design.sharing.data import Tables, tables_of
from backend_architect.design.sharing.ground import (
    LINKS_PER_ACCOUNT,
    OPENS_PER_LINK,
    READING,
    Ground,
    ground_of,
)
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code


@blueprint(offers="social-sharing")
def social_sharing(site: Site, draft: Draft) -> None:
    """Links, their events and endpoints, the limits, and the decisions they rest on."""
    ground = ground_of(site, draft)
    if ground is None:
        return
    tables = tables_of(ground)
    count = endpoints(ground, tables)
    counters = settle_counters(draft)
    shared = site.path("shared")
    draft.limit_by_address(
        counters, f"{shared.rstrip('/')}/*", requests=READING.requests, seconds=READING.seconds
    )
    _settle(ground, tables, count)
    _surroundings(ground, tables)
    _tell(ground, tables)


def _settle(ground: Ground, tables: Tables, count: int) -> None:
    draft, thing = ground.draft, ground.thing
    seen = [*seen_at(thing), *seen_at(ground.user)]
    draft.settle(
        "link", seen=seen, thing=thing.name, user=ground.user.name, endpoints=count,
        noun=ground.noun, limit=_limit(ground),
    )  # fmt: skip
    draft.settle(
        "visibility", chosen="members only" if ground.members else "everybody who has the link",
        seen=seen_at(thing), thing=thing.name, noun=ground.noun,
        guards=listed(code(each) for each in ground.site.guards) or "the guard to be named",
        shown=f"Shown are {named(ground.shown)}, and nothing else of {code(thing.name)}."
        if ground.shown else f"Nothing of {code(thing.name)} is shown until its columns are named.",
    )  # fmt: skip
    draft.settle("counts", links=tables.links.name, events=tables.events.name)
    if ground.networks:
        draft.settle("networks", networks=listed(ground.networks))


def _limit(ground: Ground) -> str:
    units = {1: "second", 60: "minute", 3600: "hour", 86400: "day"}
    limit = ground.limit
    return f"{limit.requests} per {units.get(limit.seconds, f'{limit.seconds} s')}"


def _surroundings(ground: Ground, tables: Tables) -> None:
    draft, decision = ground.draft, ground.id("link")
    service = draft.service(decision)
    sharer = draft.person("user", decision, doc=f"A row of {code(ground.user.name)}.")
    draft.flow(sharer, service, decision, carries=("links",), protocol="HTTPS")
    reader = draft.person("reader", ground.id("visibility"), doc="Whoever was given a link.")
    draft.flow(reader, service, ground.id("visibility"), carries=("token",), protocol="HTTPS")
    names = (tables.links.name, tables.events.name)
    draft.flow(service, draft.store(decision), decision, carries=names, protocol="SQL")
    draft.setting("SHARE_BASE_URL", decision, doc="What the addresses of links begin with.")
    for sibling in ground.site.siblings("share link", ground.thing, "share"):
        draft.note("folders", sibling.text, decision)
    _threats(ground, tables)


def _threats(ground: Ground, tables: Tables) -> None:
    draft, links = ground.draft, tables.links
    draft.threat(
        links, ground.id("link"), "information-disclosure", "OWASP API1:2023",
        "Tokens have 128 random bits and are stored hashed; ended and unknown links look the same.",
    )  # fmt: skip
    draft.threat(
        links, ground.id("visibility"), "information-disclosure", "OWASP API3:2023",
        "A shared page shows a list of allowed columns only.",
    )  # fmt: skip
    draft.threat(
        links, ground.id("counters"), "denial-of-service", "OWASP API4:2023",
        f"Making links is limited by account ({_limit(ground)}), opening them by address "
        f"({READING.requests} per minute).",
    )  # fmt: skip
    draft.threat(
        tables.events, ground.id("counts"), "information-disclosure", "GDPR Art. 5 (1) c",
        "Events keep neither address nor account of the reader.",
    )  # fmt: skip


def _tell(ground: Ground, tables: Tables) -> None:
    redis = bool(ground.site.uses("redis", "valkey", "ioredis"))
    ground.draft.tell(
        thing=ground.thing.name, noun=ground.noun, user=ground.user.name, links=tables.links.name,
        events=tables.events.name, limit=_limit(ground), reading=READING.requests,
        link_rows=f"{tables.links.rows:,}", event_rows=f"{tables.events.rows:,}",
        per_account=LINKS_PER_ACCOUNT, per_link=OPENS_PER_LINK,
        guards=listed(code(each) for each in ground.site.guards)
        or "the guard that is to be named first",
        reader="signs in like for any other endpoint" if ground.members
        else "needs no account: the token is the permission",
        member_test=" and without a login 401" if ground.members else "",
        networks="The answer also holds one address for each network "
        f"({listed(ground.networks)}): its share dialog with the link filled in."
        if ground.networks else "",
        shared_limit="All instances count in Redis, so adding instances does not weaken the limit."
        if redis else "Each instance counts for itself: with the second one the counters move to "
        "a shared store.",
    )  # fmt: skip
