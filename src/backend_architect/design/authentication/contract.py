"""The endpoints of an authentication service."""

from __future__ import annotations

from typing import Any

import msgspec

from backend_architect.design.authentication.data import Tables
from backend_architect.design.authentication.ground import ACCESS_MINUTES, Ground
from backend_architect.model.api import Operation, Parameter, RateLimit, Response, Schema
from backend_architect.model.element import Json

_STRANGER = (401, "The caller is not authenticated.")
_WRONG = (401, "The login failed. Whether the account exists is not told.")
_INVALID = (422, "A member is missing or out of its range.")
_TOKEN = (400, "The token is unknown, used or too old.")
_USED_TWICE = (401, "The token is unknown, expired or used; a second use ends the session.")

#: Attempts on one account; addresses have a limit of their own before it.
LOGIN = RateLimit(requests=10, seconds=900, key="account")
MAIL = RateLimit(requests=5, seconds=3600, key="account")
REGISTER = RateLimit(requests=10, seconds=3600, key="ip")

_EMAIL: dict[str, Json] = {"type": "string", "format": "email", "maxLength": 254}
_OPAQUE: dict[str, Json] = {"type": "string", "minLength": 16, "maxLength": 128}
_ANY_PASSWORD: dict[str, Json] = {"type": "string", "maxLength": 128}
_DIGITS: dict[str, Json] = {"type": "string", "pattern": "^[0-9]{6}$|^[a-z0-9]{10}$"}
_ADDRESS = "ada@example.org"
_PASSWORD = "correct horse battery staple"  # noqa: S105  # an example of the contract
_SECRET = "Yk2Q0sV7bN4xLw8tPz1c"  # noqa: S105  # an example of the contract


class Endpoints:
    """Draws the endpoints one after the other; they share the ground and the tables."""

    def __init__(self, ground: Ground, tables: Tables) -> None:
        self.ground, self.tables = ground, tables
        self.draft = ground.draft
        self.drawn: list[Operation] = []

    def draw(self) -> list[Operation]:
        """All endpoints that the answers ask for and the repository does not have."""
        self._registration()
        self._proof()
        self._login()
        if self.ground.refreshes:
            self._refresh()
        self._logout()
        self._passwords()
        self._sessions()
        if self.ground.second:
            self._factor()
        return self.drawn

    # -- parts

    def _put(self, method: str, *path: str, decision: str, **rest: Any) -> None:
        where = self.ground.site.path("auth", *path)
        self.drawn.append(self.draft.operation(method, where, self.ground.id(decision), **rest))

    def _body(self, name: str, doc: str, **members: tuple[dict[str, Json], Json]) -> Schema:
        """A closed request: each member with its schema and example, all required."""
        return self.draft.schema(
            name, self.ground.id("accounts"), closed=True, required=list(members), doc=doc,
            members={key: schema for key, (schema, _) in members.items()},
            example={key: example for key, (_, example) in members.items()},
        )  # fmt: skip

    @property
    def _new_password(self) -> tuple[dict[str, Json], Json]:
        shortest = self.ground.shortest
        return {"type": "string", "minLength": shortest, "maxLength": 128}, _PASSWORD

    def _caller(self) -> Parameter:
        return self.draft.parameter("user", "token", [self.ground.sessions.owner])

    def _limited(self, operation: Operation, limit: RateLimit, decision: str) -> None:
        """Today's endpoint gets a limit; everything else of it stays."""
        if operation.rate_limit is not None or any(r.status == 429 for r in operation.responses):
            return
        refusal = Response(status=429, doc=f"More than {limit.requests} in {limit.seconds} s.",
                           headers=("Retry-After",))  # fmt: skip
        answers = tuple(sorted((*operation.responses, refusal), key=lambda each: each.status))
        self.draft.add(
            msgspec.structs.replace(
                operation, rate_limit=limit, responses=answers,
                origin=self.draft.change(operation, self.ground.id(decision)),
            )
        )  # fmt: skip

    # -- accounts

    def _registration(self) -> None:
        there = self.ground.registration
        if there is not None:
            self._limited(there, REGISTER, "counters")
            return
        body = self._body("Registration", "A new account.", email=(_EMAIL, _ADDRESS),
                          password=self._new_password)  # fmt: skip
        written = [self.ground.user, self.tables.hashes, self.tables.mailed, self.tables.audit]
        self._put(
            "POST", "registrations", decision="accounts", request=body, authenticated=False,
            summary="Register. The answer is the same whether the address has an account or not.",
            table=self.ground.user, writes=[t for t in written if t], rate_limit=REGISTER,
            success=Response(status=202, doc="A message was sent to the address."),
            errors=((422, "The password is too short, or known from a leak."),),
        )  # fmt: skip

    def _proof(self) -> None:
        body = self._body("EmailProof", "The token of the message.", token=(_OPAQUE, _SECRET))
        self._put(
            "POST", "email-verifications", decision="accounts", request=body, authenticated=False,
            summary="Prove the address by the token that was sent to it.", table=self.tables.mailed,
            writes=(self.ground.user, self.tables.mailed, self.tables.audit),
            rate_limit=REGISTER, success=Response(status=204, doc="Proven."), errors=(_TOKEN,),
        )  # fmt: skip

    # -- login

    def _login(self) -> None:
        there = self.ground.login
        if there is not None:
            self._limited(there, LOGIN, "counters")
        else:
            body = self._body("Credentials", "Address and password.", email=(_EMAIL, _ADDRESS),
                              password=(_ANY_PASSWORD, _PASSWORD))  # fmt: skip
            self._put(
                "POST", "login", decision="sessions", request=body, authenticated=False,
                summary="Log in.", table=self.ground.user, writes=self._session_tables(),
                rate_limit=LOGIN, success=self._credential(), also=self._challenge(),
                errors=(_WRONG, _INVALID),
            )  # fmt: skip
        if self.ground.second:
            self._second_step()

    def _session_tables(self) -> list[Any]:
        found = [self.ground.sessions.table, self.tables.refresh, self.tables.audit]
        return [table for table in found if table is not None]

    def _credential(self) -> Response:
        """What a login ends in."""
        if self.ground.cookie:
            return Response(status=204, doc="Logged in: the session is in the cookie.",
                            headers=("Set-Cookie",))  # fmt: skip
        schema = self.draft.schema(
            "TokenPair", self.ground.id("sessions"),
            members={"access_token": {"type": "string"}, "expires_in": {"type": "integer"},
                     "refresh_token": {"type": "string"}},
            required=("access_token", "expires_in", "refresh_token"),
            example={"access_token": "c2VjcmV0LWV4YW1wbGU", "expires_in": ACCESS_MINUTES * 60,
                     "refresh_token": "cmVmcmVzaC1leGFtcGxl"},
            doc="A short-lived token for requests, and the one that renews it, good once.",
        )  # fmt: skip
        return Response(status=200, doc="Logged in.", schema=schema.id, example=schema.example,
                        headers=("Cache-Control",))  # fmt: skip

    def _challenge(self) -> tuple[Response, ...]:
        if not self.ground.second:
            return ()
        schema = self.draft.schema(
            "SecondFactorChallenge", self.ground.id("factor"),
            members={"challenge": _OPAQUE}, required=("challenge",), example={"challenge": _SECRET},
            doc="The password was right; the code of the second factor is asked for next.",
        )  # fmt: skip
        return (Response(status=202, doc="The second factor is asked for.", schema=schema.id,
                         example=schema.example),)  # fmt: skip

    def _second_step(self) -> None:
        body = self._body("SecondFactorAnswer", "The challenge with its code.",
                          challenge=(_OPAQUE, _SECRET), code=(_DIGITS, "492039"))  # fmt: skip
        writes = [*self._session_tables(), self.tables.mailed]
        self._put(
            "POST", "login", "second-factor", decision="factor", request=body, authenticated=False,
            summary="Finish the login with a code of the generator or a recovery code.",
            table=self.tables.mailed, writes=writes, rate_limit=LOGIN, success=self._credential(),
            errors=(_WRONG, _INVALID),
        )  # fmt: skip

    def _refresh(self) -> None:
        body = self._body("Refresh", "The token of the last answer.",
                          refresh_token=(_OPAQUE, "cmVmcmVzaC1leGFtcGxl"))  # fmt: skip
        self._put(
            "POST", "refresh", decision="sessions", request=body, authenticated=False,
            summary="Renew the access token; the refresh token is replaced with it.",
            table=self.tables.refresh, writes=self._session_tables(),
            rate_limit=RateLimit(requests=60, seconds=60, key="ip"), success=self._credential(),
            errors=(_USED_TWICE,),
        )  # fmt: skip

    def _logout(self) -> None:
        if self.ground.logout is not None:
            return
        sessions = self.ground.sessions
        bound = [sessions.token] if sessions.token is not None else [sessions.id]
        token = self.draft.parameter("session", "token", bound)
        self._put(
            "POST", "logout", decision="sessions", summary="End this session.",
            table=sessions.table, parameters=(token,), writes=self._session_tables(),
            success=Response(status=204, doc="Ended.",
                             headers=("Set-Cookie",) if self.ground.cookie else ()),
            errors=(_STRANGER,),
        )  # fmt: skip

    # -- passwords

    def _passwords(self) -> None:
        asked = self._body("PasswordResetRequest", "Whose password.", email=(_EMAIL, _ADDRESS))
        self._put(
            "POST", "password-resets", decision="passwords", request=asked, authenticated=False,
            summary="Ask for a new password. The answer is the same for every address.",
            table=self.ground.user, writes=(self.tables.mailed, self.tables.audit), rate_limit=MAIL,
            success=Response(status=202, doc="If the address has an account, a message was sent."),
            errors=(_INVALID,),
        )  # fmt: skip
        reset = self._body("PasswordReset", "The token of the message, and the new password.",
                           token=(_OPAQUE, _SECRET), new_password=self._new_password)  # fmt: skip
        changed = [self.tables.hashes or self.ground.user, *self._session_tables()]
        self._put(
            "POST", "password-resets", "confirmation", decision="passwords", request=reset,
            authenticated=False, table=self.tables.mailed, rate_limit=REGISTER,
            summary="Set a new password by the token; ends all sessions of the account.",
            writes=[*changed, self.tables.mailed],
            success=Response(status=204, doc="Set; a message tells the account's owner."),
            errors=(_TOKEN, (422, "The password is too short, or known from a leak.")),
        )  # fmt: skip
        change = self._body(
            "PasswordChange", "Both passwords.", new_password=self._new_password,
            current_password=(_ANY_PASSWORD, "the one before this one"),
        )  # fmt: skip
        self._put(
            "PUT", "password", decision="passwords", request=change,
            summary="Change the password; ends all other sessions of the account.",
            table=self.ground.sessions.table, parameters=(self._caller(),), writes=changed,
            rate_limit=LOGIN, success=Response(status=204, doc="Changed."),
            errors=((401, "The caller is not authenticated, or the current password is wrong."),
                    (422, "The password is too short, or known from a leak.")),
        )  # fmt: skip

    # -- sessions

    def _sessions(self) -> None:
        sessions = self.ground.sessions
        item = self.draft.row_schema("Session", self.ground.id("sessions"), sessions.shown,
                                     doc="One login on one device.")  # fmt: skip
        page = self.draft.list_schema(item, self.ground.id("sessions"))
        cursor = self.draft.parameter(
            "cursor", "query", json_schema={"type": "string", "maxLength": 200}, required=False,
            example="b2Zmc2V0LTQy", doc="Where the page before ended.",
        )  # fmt: skip
        self._put(
            "GET", "sessions", decision="sessions", summary="The caller's sessions, newest first.",
            table=sessions.table, parameters=(self._caller(), cursor), pagination="cursor",
            sorts=(f"-{sessions.created.id}", f"-{sessions.id.id}"), errors=(_STRANGER,),
            success=Response(status=200, doc="At most 50.", schema=page.id, example=page.example),
        )  # fmt: skip
        one = self.draft.parameter("session_id", "path", [sessions.id], doc="The session.")
        self._put(
            "DELETE", "sessions", "{session_id}", decision="sessions", table=sessions.table,
            summary="End a session, on whatever device.", parameters=(one, self._caller()),
            writes=self._session_tables(), success=Response(status=204, doc="Ended."),
            errors=(_STRANGER, (404, "No such session, or it is not the caller's.")),
        )  # fmt: skip

    # -- second factor

    def _factor(self) -> None:
        factors, owner = self.tables.factors, self.tables.factor_owner
        if factors is None or owner is None:
            return
        caller = self.draft.parameter("user", "token", [owner])
        enrolled = self.draft.schema(
            "SecondFactorEnrolment", self.ground.id("factor"),
            members={"otpauth_uri": {"type": "string", "format": "uri"}}, required=("otpauth_uri",),
            example={"otpauth_uri": "otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP"},
            doc="What a generator of one-time passwords reads; shown once.",
        )  # fmt: skip
        self._put(
            "POST", "second-factor", decision="factor", table=factors, parameters=(caller,),
            summary="Begin to use a second factor; counts once it is confirmed.", writes=(factors,),
            success=Response(status=201, doc="To be confirmed with a code.", schema=enrolled.id,
                             example=enrolled.example, headers=("Location", "Cache-Control")),
            errors=((401, "The caller did not authenticate within the last ten minutes."),
                    (409, "A second factor is in use.")),
        )  # fmt: skip
        self._confirmation(caller)

    def _confirmation(self, caller: Parameter) -> None:
        code = self._body("SecondFactorCode", "A code of the generator.", code=(_DIGITS, "492039"))
        codes = self.draft.schema(
            "RecoveryCodes", self.ground.id("factor"),
            members={"codes": {"type": "array", "items": {"type": "string"}, "maxItems": 10}},
            required=("codes",), example={"codes": ["k3v9x0q7mz", "p2w8n4c6ta"]},
            doc="Each opens the account once without the generator; shown once.",
        )  # fmt: skip
        factors = self.tables.factors
        self._put(
            "POST", "second-factor", "confirmation", decision="factor", request=code, table=factors,
            parameters=(caller,), writes=(factors, self.tables.audit), rate_limit=LOGIN,
            summary="Confirm the second factor; gives the recovery codes.",
            success=Response(status=200, doc="In use from now on.", schema=codes.id,
                             example=codes.example, headers=("Cache-Control",)),
            errors=(_STRANGER, (409, "Nothing waits to be confirmed."), (422, "A wrong code.")),
        )  # fmt: skip
        self._put(
            "DELETE", "second-factor", decision="factor", table=factors, parameters=(caller,),
            summary="Stop using the second factor.", writes=(factors, self.tables.audit),
            success=Response(status=204, doc="No longer in use; a message tells the owner."),
            errors=((401, "The caller did not authenticate within the last ten minutes."),
                    (404, "None is in use.")) + (
                ((409, "The second factor is required."),)
                if self.ground.factor == "required for all" else ()),
        )  # fmt: skip
