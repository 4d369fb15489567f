"""What is known of an authentication service before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from backend_architect.design.accounts import password_columns
from backend_architect.design.credential import Sessions
from backend_architect.design.draft import Draft
from backend_architect.design.site import Site
from backend_architect.model.api import Operation
from backend_architect.model.data import Table

#: Minutes an access token lives; refresh tokens live as long as the session.
ACCESS_MINUTES = 15

#: Minutes a mailed token lives, by its purpose.
RESET_MINUTES = 30
VERIFY_HOURS = 24

#: Argon2id's parameters (OWASP Password Storage Cheat Sheet): KiB of memory, passes, lanes.
ARGON2 = (19456, 2, 1)


@dataclass
class Ground:
    """What the parts of the blueprint share. `cookie` tells that the credential travels in one,
    `kept` that the repository's own credential stays."""

    site: Site
    draft: Draft
    user: Table
    cookie: bool
    factor: str
    sessions: Sessions

    def id(self, decision: str) -> str:
        """The id of one of the blueprint's decisions."""
        return f"{self.draft.slug}/{decision}"

    @property
    def kept(self) -> bool:
        """True where the repository has a credential, which stays."""
        return self.site.scheme is not None

    @property
    def refreshes(self) -> bool:
        """True where a short-lived token is renewed by a long-lived one."""
        return not self.cookie

    @property
    def second(self) -> bool:
        """True where accounts can have a second factor."""
        return self.factor != "no"

    @property
    def keeps_hash(self) -> bool:
        """True where the account's own table has the password's hash."""
        return bool(password_columns(self.draft, self.user))

    @property
    def shortest(self) -> int:
        """The shortest password: shorter ones are weak without a second factor (OWASP)."""
        return 8 if self.factor == "required for all" else 15

    def there(self, *names: str) -> Operation | None:
        """The endpoint of today that does one of these things."""
        found = self.site.operation_named(*names)
        return found if found is not None and found.evidence else None

    @property
    def login(self) -> Operation | None:
        """Today's login."""
        return self.there("login", "signin", "sign-in", "log-in", "authenticate", "token")

    @property
    def registration(self) -> Operation | None:
        """Today's registration."""
        named = self.there("register", "registration", "signup", "sign-up", "registrations")
        if named is not None or self.login is None:
            return named
        noun = self.site.plural_of(self.user)
        return self.there(noun)

    @property
    def logout(self) -> Operation | None:
        """Today's logout."""
        return self.there("logout", "signout", "sign-out", "log-out")
