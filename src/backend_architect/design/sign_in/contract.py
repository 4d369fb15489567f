"""The endpoints of a sign-in."""

from __future__ import annotations

from backend_architect.design.credential import Sessions
from backend_architect.design.sign_in.data import Tables
from backend_architect.design.sign_in.login import COOKIE, Login
from backend_architect.design.sign_in.words import handover
from backend_architect.model.api import Parameter, RateLimit, Response, Schema
from backend_architect.model.data import Column
from backend_architect.model.element import Json

_BY_ADDRESS = RateLimit(requests=20, seconds=60, key="ip")
_BY_ACCOUNT = RateLimit(requests=10, seconds=60, key="account")
_SEGMENT = "auth"
_STRANGER = (401, "The caller is not authenticated.")
_NO_PROVIDER = (404, "No such provider.")
_OUT_OF_REACH = (503, "The provider is out of reach; try another way.")
_USED = (400, "The code is unknown, used or too old.")


def endpoints(login: Login, tables: Tables) -> None:
    """Draw all endpoints that the answers ask for."""
    _start(login, tables)
    _callback(login, tables)
    if not login.cookie:
        _exchange(login, tables)
    identity = _identity(login, tables)
    _list(login, tables, identity)
    _unlink(login, tables)
    if login.joins:
        _join(login, tables, identity)
    if login.sessions is not None and login.sessions.token is not None:
        _logout(login, login.sessions, login.sessions.token)


def _which(login: Login) -> Parameter:
    names: list[Json] = [each.name for each in login.providers]
    schema: dict[str, Json] = {"type": "string", "enum": names}
    return login.draft.parameter(
        "provider", "path", json_schema=schema, example=names[0], doc="Whom to sign in with."
    )


def _asked(name: str, example: str, doc: str) -> Parameter:
    """An optional text in the query, bound to no column."""
    schema: dict[str, Json] = {"type": "string", "minLength": 1, "maxLength": 2048}
    return Parameter(name=name, location="query", json_schema=schema, required=False, doc=doc,
                     example=example)  # fmt: skip


def _start(login: Login, tables: Tables) -> None:
    back = _asked(login.site.json_name("return_to"), "https://app.example.org/home",
                  "Where to go afterwards; of the allow-list.")  # fmt: skip
    login.draft.operation(
        "GET", login.site.path(_SEGMENT, "{provider}", "start"), login.id("flow"),
        summary="Begin a sign-in: sends the browser to the provider.",
        parameters=(_which(login), back), writes=(tables.attempts,), authenticated=False,
        rate_limit=_BY_ADDRESS,
        success=Response(status=302, doc="To the provider, with state, challenge and scopes.",
                         headers=("Location", "Set-Cookie")),
        errors=((400, "The address to return to is not allowed."), _NO_PROVIDER, _OUT_OF_REACH),
    )  # fmt: skip


def _callback(login: Login, tables: Tables) -> None:
    email = login.email
    refused = [(403, "The provider gave no verified address, and an account cannot be without.")]
    login.draft.operation(
        "GET", login.site.path(_SEGMENT, "{provider}", "callback"), login.id("flow"),
        summary="The provider's answer: checks it, finds or makes the account, ends the attempt.",
        table=tables.attempts, parameters=_answer(login, tables), authenticated=False,
        writes=(tables.attempts, tables.identities, login.user), rate_limit=_BY_ADDRESS,
        success=Response(status=302, doc=handover(login),
                         headers=("Location", "Set-Cookie") if login.cookie else ("Location",)),
        errors=((400, "The attempt is unknown, over, or not of this browser and provider."),
                *(refused if email is not None and not email.nullable else ()), _NO_PROVIDER,
                (502, "The provider's answer did not pass the checks."), _OUT_OF_REACH),
    )  # fmt: skip


def _answer(login: Login, tables: Tables) -> tuple[Parameter, ...]:
    state = login.draft.parameter(
        "state", "query", [tables.state], json_schema={"type": "string", "maxLength": 128},
        example="0J2dWmVq3t8nXcYy", doc="As it was sent; its hash finds the attempt, once.",
    )  # fmt: skip
    browser = Parameter(
        name=COOKIE, location="cookie", json_schema={"type": "string", "maxLength": 128},
        example="pV4m0a7Q", doc="Binds the attempt to this browser.",
    )  # fmt: skip
    return (
        _which(login), state, browser,
        _asked("code", "4/0AeanS0a", "The authorization code."),
        _asked("error", "access_denied", "Why there is no code."),
        _asked("iss", "https://accounts.google.com",
               "The issuer (RFC 9207), where the provider sends it; must be the attempt's."),
    )  # fmt: skip


def _exchange(login: Login, tables: Tables) -> None:
    draft, decision = login.draft, login.id("ending")
    like = ", in the form today's login gives it" if login.site.scheme else ""
    credential = draft.schema(
        "SignInCredential", decision,
        members={"access_token": {"type": "string"}, "token_type": {"type": "string"}},
        required=("access_token", "token_type"),
        example={"access_token": "c2VjcmV0LWV4YW1wbGU", "token_type": "Bearer"},
        doc=f"What proves the caller from now on{like}.",
    )  # fmt: skip
    sessions = (login.sessions.table,) if login.sessions else ()
    draft.operation(
        "POST", login.site.path(_SEGMENT, "exchange"), decision,
        summary="Exchange the callback's code for the credential; works once, within a minute.",
        table=tables.attempts, request=_code(login, "SignInExchange", "The callback's code."),
        writes=(tables.attempts, *sessions), authenticated=False, rate_limit=_BY_ADDRESS,
        success=Response(status=200, doc="Signed in.", schema=credential.id,
                         example=credential.example, headers=("Cache-Control",)),
        errors=(_USED,),
    )  # fmt: skip


def _code(login: Login, name: str, doc: str) -> Schema:
    text: dict[str, Json] = {"type": "string", "minLength": 16, "maxLength": 128}
    return login.draft.schema(
        name, login.id("ending"), members={"code": text}, required=("code",), closed=True,
        example={"code": "Yk2Q0sV7bN4xLw8tPz1c"}, doc=doc,
    )  # fmt: skip


def _caller(login: Login, tables: Tables) -> Parameter:
    return login.draft.parameter("user", "token", [tables.owner])


def _identity(login: Login, tables: Tables) -> Schema:
    return login.draft.row_schema(
        "ExternalIdentity", login.id("identities"), tables.shown,
        doc="A way to sign in to the caller's account.",
    )  # fmt: skip


def _list(login: Login, tables: Tables, item: Schema) -> None:
    several: dict[str, Json] = {"type": "array", "maxItems": 50, "items": {"$ref": item.name}}
    page = login.draft.schema(
        "ExternalIdentities", login.id("identities"), members={"items": several},
        required=("items",), example={"items": [item.example]},
        doc="At most a few: people have one account at a provider, seldom two.",
    )  # fmt: skip
    login.draft.operation(
        "GET", login.site.path(_SEGMENT, "identities"), login.id("identities"),
        summary="The caller's ways to sign in.", table=tables.identities,
        parameters=(_caller(login, tables),), pagination="none", errors=(_STRANGER,),
        success=Response(status=200, doc="All of them.", schema=page.id, example=page.example),
    )  # fmt: skip


def _unlink(login: Login, tables: Tables) -> None:
    path = login.draft.parameter("identity_id", "path", [tables.identity], doc="The identity.")
    login.draft.operation(
        "DELETE", login.site.path(_SEGMENT, "identities", "{identity_id}"), login.id("identities"),
        summary="Take away a way to sign in.", table=tables.identities,
        parameters=(path, _caller(login, tables)), writes=(tables.identities,),
        rate_limit=_BY_ACCOUNT, success=Response(status=204, doc="It is gone."),
        errors=(_STRANGER, (404, "No such identity, or it is not the caller's."),
                (409, "It is the last way to sign in to the account.")),
    )  # fmt: skip


def _join(login: Login, tables: Tables, identity: Schema) -> None:
    body = _code(login, "PendingSignIn", "The code that came with the hint to sign in first.")
    login.draft.operation(
        "POST", login.site.path(_SEGMENT, "identities"), login.id("linking"),
        summary="Join a sign-in that waits for it to the caller's account.",
        table=tables.identities, parameters=(_caller(login, tables),), request=body,
        writes=(tables.identities, tables.attempts), rate_limit=_BY_ACCOUNT,
        success=Response(status=201, doc="Joined.", schema=identity.id, example=identity.example,
                         headers=("Location",)),
        errors=(_USED, (401, "The caller did not authenticate within the last ten minutes."),
                (409, "The identity belongs to another account, or waits for another one.")),
    )  # fmt: skip


def _logout(login: Login, sessions: Sessions, hash: Column) -> None:
    token = login.draft.parameter("session", "token", [hash])
    login.draft.operation(
        "POST", login.site.path(_SEGMENT, "logout"), login.id("ending"),
        summary="End this session; the one at the provider goes on.", table=sessions.table,
        parameters=(token,), writes=(sessions.table,), errors=(_STRANGER,),
        success=Response(status=204, doc="Ended.",
                         headers=("Set-Cookie",) if login.cookie else ()),
    )  # fmt: skip
