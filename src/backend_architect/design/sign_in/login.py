"""What is known before anything is drawn: the account, the providers, the answers."""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.catalog.providers import Provider
from backend_architect.design.accounts import column_for
from backend_architect.design.credential import Sessions
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.model.data import Column, Table

#: Minutes between start and callback.
ATTEMPT_MINUTES = 10

#: The cookie that binds an attempt to a browser.
COOKIE = "__Host-sign-in"


@dataclass
class Login:
    """What the parts of the blueprint share. `cookie` tells that the credential travels in one,
    `changed` are the password's columns that may be empty from now on."""

    site: Site
    draft: Draft
    user: Table
    providers: tuple[Provider, ...]
    linking: str
    cookie: bool
    sessions: Sessions | None = None
    changed: tuple[Column, ...] = ()

    @property
    def oidc(self) -> bool:
        """True if some provider gives ID tokens."""
        return any(each.kind == "oidc" for each in self.providers)

    @property
    def joins(self) -> bool:
        """True where a sign-in may be joined to an account that is there."""
        return self.linking != "never" and self.email is not None

    @property
    def hands_over(self) -> bool:
        """True where the callback gives a code for a step after it."""
        return self.joins or not self.cookie

    @property
    def email(self) -> Column | None:
        """The account's address."""
        return column_for(self.draft, self.user, "email")

    @property
    def proof(self) -> Column | None:
        """The column that tells whether the account proved its address."""
        return column_for(self.draft, self.user, "verified")

    def id(self, decision: str) -> str:
        """The id of one of the blueprint's decisions."""
        return f"{self.draft.slug}/{decision}"
