"""What is known of sharing before anything is drawn: what is shared, by whom, and the answers."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from backend_architect.design.draft import Draft
from backend_architect.design.limits import limit_said
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.measures.naming import singular
from backend_architect.model.api import Parameter, RateLimit
from backend_architect.model.data import Column, Table

#: Links one account may make where nobody gave a number.
USUAL = RateLimit(requests=20, seconds=60, key="account")

#: Requests for shared things that one address may make.
READING = RateLimit(requests=120, seconds=60, key="ip")

#: Links of one account to plan for. An assumption, said as such in the plan.
LINKS_PER_ACCOUNT = 3

#: Times a link is opened, on average. An assumption, said as such in the plan.
OPENS_PER_LINK = 10

#: What a stranger may see of a shared thing, by concept; nothing else is shown.
_SHOWN = ("title", "summary", "picture", "price")


@dataclass
class Ground:
    """What the parts of the blueprint share. `thing` is shared by rows of `user`; `path` and
    `named` are the address of one thing in today's contract."""

    site: Site
    draft: Draft
    thing: Table
    user: Table
    members: bool
    networks: tuple[str, ...]
    limit: RateLimit
    path: str
    named: tuple[Parameter, ...]

    def id(self, decision: str) -> str:
        """The id of one of the blueprint's decisions."""
        return f"{self.draft.slug}/{decision}"

    @property
    def noun(self) -> str:
        """The thing's noun, for sentences."""
        return self.site.noun_of(self.thing).replace("_", " ")

    @property
    def key(self) -> Column | None:
        """The thing's key."""
        return self.draft.key_of(self.thing)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns a shared thing shows."""
        found = [self.site.column_of(self.thing, each) for each in _SHOWN]
        return tuple(c for c in found if c is not None and not c.classification)


def ground_of(site: Site, draft: Draft) -> Ground | None:
    """The ground of sharing; None, with the reason on the sheet, where there is none."""
    thing, user = site.mentioned("shareable"), site.concept("user")
    refusal = _refusal(site, thing, user)
    if refusal or thing is None or user is None:
        draft.unanswered.append(refusal)
        return None
    answer = site.brief.answer("sharing-targets")
    path, named = site.item_path(thing)
    ground = Ground(
        site, draft, thing, user,
        members=answer == "members only"
        or site.says("private link", "friends only", "followers", "members only"),
        networks=_networks(site),
        limit=limit_said(site.brief.answer("sharing-rate-limit"), key="account")
        or limit_said(site.brief.words, key="account") or USUAL,
        path=path, named=tuple(_bound(site, thing, each) for each in named),
    )  # fmt: skip
    if not ground.shown:
        draft.unanswered.append(
            f"No column of {code(thing.name)} was recognised as its title, text, picture or "
            "price: say what a shared page may show."
        )
    return ground


def _bound(site: Site, thing: Table, parameter: Parameter) -> Parameter:
    """The parameter bound to the column it names (`slug`), else to the key."""
    if parameter.columns:
        return parameter
    columns = {singular(c.name): c for c in site.model.columns_of(thing)}
    column = columns.get(singular(parameter.name)) or site.key_of(thing)
    return msgspec.structs.replace(parameter, columns=(column.id,) if column else ())


def _networks(site: Site) -> tuple[str, ...]:
    rules = [rule for wish in site.brief.capabilities for rule in wish.rules
             if wish.name == "social-sharing" and rule.startswith("provider: ")]  # fmt: skip
    named = dict.fromkeys(rule.removeprefix("provider: ") for rule in rules)
    if not named and site.brief.answer("sharing-targets") == "social networks":
        return ("facebook", "x", "linkedin", "whatsapp")
    return tuple(named)


def _refusal(site: Site, thing: Table | None, user: Table | None) -> str:
    existing = site.concept("share")
    if existing is not None:
        place = f", {existing.evidence[0].place}" if existing.evidence else ""
        return (
            f"Shares are kept already ({code(existing.name)}{place}): nothing new was designed. "
            "`review` judges what is there."
        )
    missing = [
        name for name, table in (("a thing to share", thing), ("accounts", user)) if not table
    ]
    if missing:
        return (
            f"Sharing needs tables for things and for accounts; the survey recognised none for "
            f"{' and '.join(missing)}. Name the thing in the request ('share posts'), or see what "
            "could not be read."
        )
    keyless = [code(t.name) for t in (thing, user) if t is not None and not site.key_of(t)]
    if keyless:
        return (
            f"The key of {' and '.join(keyless)} is unknown or has several columns: a link cannot "
            "refer to it by one column, and none was designed."
        )
    return ""
