"""The endpoints of sharing."""

from __future__ import annotations

from backend_architect.design.sharing.data import Tables
from backend_architect.design.sharing.ground import READING, Ground
from backend_architect.design.values import example_of_column, json_schema_of
from backend_architect.model.api import Parameter, Response, Schema
from backend_architect.model.element import Json

_STRANGER = (401, "The caller is not authenticated.")
_GONE = (404, "No such link: never made, ended or expired. Which of these is not told.")
_INVALID = (422, "A member is out of its range.")

#: What a page of a shared thing sends along.
PRIVACY_HEADERS = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")


def endpoints(ground: Ground, tables: Tables) -> int:
    """Draw all endpoints; gives their number."""
    link = ground.draft.row_schema(
        "ShareLink", ground.id("link"), tables.shown, doc="A link, without its token."
    )
    _make(ground, tables, link)
    _list(ground, tables, link)
    _end(ground, tables)
    _open(ground, tables)
    return 4


def _caller(ground: Ground, tables: Tables) -> Parameter:
    return ground.draft.parameter("user", "token", [tables.sharer])


def _place(ground: Ground) -> tuple[str, tuple[Parameter, ...]]:
    """The address of one thing: today's where the contract has one."""
    if ground.path:
        tail = "/" if ground.site.convention("url").endswith("/") else ""
        return f"{ground.path}/shares{tail}", ground.named
    noun = ground.noun.replace(" ", "_")
    key = [ground.key] if ground.key else []
    name = f"{noun}_id"
    path = ground.site.path(ground.site.plural_of(ground.thing), f"{{{name}}}", "shares")
    return path, (ground.draft.parameter(name, "path", key, doc=f"The {ground.noun}."),)


def _make(ground: Ground, tables: Tables, link: Schema) -> None:
    draft, decision = ground.draft, ground.id("link")
    path, named = _place(ground)
    days: dict[str, Json] = {"type": "integer", "minimum": 1, "maximum": 365}
    wish = draft.schema(
        "NewShareLink", decision, members={"expires_in_days": days}, closed=True,
        example={"expires_in_days": 30}, doc="How long the link lives; for ever if not told.",
    )  # fmt: skip
    made = draft.schema(
        "MadeShareLink", decision,
        members={"link": {"$ref": link.name}, "url": {"type": "string", "format": "uri"},
                 **_targets(ground)},
        required=("link", "url"),
        example={"link": link.example, "url": "https://app.example.org/s/kD3xT0pV9sQmWzB1cN7yLg",
                 **_target_examples(ground)},
        doc="The new link with its address, which is shown this once.",
    )  # fmt: skip
    draft.operation(
        "POST", path, decision, summary=f"Make a link to the {ground.noun}.",
        table=ground.thing, parameters=named, request=wish,
        writes=(tables.links, tables.events), rate_limit=ground.limit,
        success=Response(status=201, doc="The link.", schema=made.id, example=made.example,
                         headers=("Location", "Cache-Control")),
        errors=(_STRANGER, (404, f"No such {ground.noun}, or the caller may not read it."),
                _INVALID),
        peak_rate=ground.site.brief.rates.get("writes", 0.0),
    )  # fmt: skip


def _targets(ground: Ground) -> dict[str, dict[str, Json]]:
    if not ground.networks:
        return {}
    uri: dict[str, Json] = {"type": "string", "format": "uri"}
    return {"targets": {"type": "object", "additionalProperties": uri}}


def _target_examples(ground: Ground) -> dict[str, Json]:
    if not ground.networks:
        return {}
    first = ground.networks[0]
    return {"targets": {first: f"https://{first}.example/share?url=https%3A%2F%2Fapp.example.org"}}


def _list(ground: Ground, tables: Tables, link: Schema) -> None:
    draft = ground.draft
    page = draft.list_schema(link, ground.id("link"))
    cursor: dict[str, Json] = {"type": "string", "maxLength": 200}
    draft.operation(
        "GET", ground.site.path("shares"), ground.id("link"),
        summary="The caller's links, newest first.", table=tables.links,
        parameters=(_caller(ground, tables), draft.parameter(
            "cursor", "query", json_schema=cursor, required=False, example="b2Zmc2V0LTQy",
            doc="Where the page before ended.")),
        sorts=(f"-{tables.created.id}", f"-{tables.link.id}"), pagination="cursor",
        success=Response(status=200, doc="At most 50 links.", schema=page.id, example=page.example),
        errors=(_STRANGER,),
    )  # fmt: skip


def _end(ground: Ground, tables: Tables) -> None:
    draft = ground.draft
    draft.operation(
        "DELETE", ground.site.path("shares", "{share_id}"), ground.id("link"),
        summary="End a link: whoever opens it from now on finds nothing.", table=tables.links,
        parameters=(draft.parameter("share_id", "path", [tables.link], doc="The link."),
                    _caller(ground, tables)),
        writes=(tables.links, tables.events), success=Response(status=204, doc="Ended."),
        errors=(_STRANGER, (404, "No such link, or it is not the caller's.")),
    )  # fmt: skip


def _open(ground: Ground, tables: Tables) -> None:
    """The one endpoint that strangers reach; in members' mode callers are asked who they are."""
    draft, decision = ground.draft, ground.id("visibility")
    schema: dict[str, Json] = {"type": "string", "minLength": 22, "maxLength": 22,
                               "pattern": "^[A-Za-z0-9_-]{22}$"}  # fmt: skip
    token = draft.parameter(
        "token", "path", [tables.token], json_schema=schema, example="kD3xT0pV9sQmWzB1cN7yLg",
        doc="The token of the link; its hash is looked up.",
    )  # fmt: skip
    seen = _shared(ground)
    draft.operation(
        "GET", ground.site.path("shared", "{token}"), decision,
        summary=f"The shared {ground.noun}, as far as it may be seen.",
        table=tables.links, parameters=(token,), writes=(tables.events,),
        authenticated=ground.members, rate_limit=READING,
        success=Response(status=200, doc=f"What the link shows of the {ground.noun}.",
                         schema=seen.id, example=seen.example, headers=PRIVACY_HEADERS),
        errors=((_STRANGER,) if ground.members else ()) + (_GONE,),
        peak_rate=ground.site.brief.rates.get("reads", 0.0),
    )  # fmt: skip
    if ground.key is not None:
        draft.query(ground.thing, "the shared row", decision, filters=[ground.key], single=True)


def _shared(ground: Ground) -> Schema:
    shown = ground.shown
    name = "Shared" + "".join(word.capitalize() for word in ground.noun.split())
    return ground.draft.schema(
        name, ground.id("visibility"),
        members={c.name: json_schema_of(c.type, nullable=c.nullable) for c in shown},
        required=[c.name for c in shown], example={c.name: example_of_column(c) for c in shown},
        doc="A list of allowed columns; a new column is not shown until somebody adds it here.",
    )  # fmt: skip
