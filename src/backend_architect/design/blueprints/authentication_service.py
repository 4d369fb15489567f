"""Accounts, logins and sessions: by an identity provider, or kept by the service itself.

When
    The words ask for authentication, login and registration, or an authentication service.
When not
    Rights of people who are logged in (roles); login with Google or GitHub alone (`oauth-login`).
Alternatives
    An identity provider, accounts of one's own with opaque tokens, tokens one signs oneself.
Costs
    With a provider two tables and a contract; with own accounts up to eight tables, up to fourteen
    endpoints, mail to send and a security task for ever.
Sources
    OWASP cheat sheets on authentication, passwords, sessions and resets; RFC 9700; RFC 6238.
"""

from __future__ import annotations

from backend_architect.catalog.providers import Provider, provider
from backend_architect.catalog.sources import source
from backend_architect.design.accounts import (
    account_table,
    column_for,
    listed,
    seen_at,
    unfilled_columns,
)
from backend_architect.design.authentication.contract import LOGIN, MAIL, Endpoints
from backend_architect.design.authentication.data import Tables, tables_of
from backend_architect.design.authentication.ground import (
    ACCESS_MINUTES,
    ARGON2,
    RESET_MINUTES,
    VERIFY_HOURS,
    Ground,
)
from backend_architect.design.blueprint import blueprint
from backend_architect.design.credential import IDLE_DAYS, LONGEST_DAYS, in_cookie, open_sessions
from backend_architect.design.draft import Draft
from backend_architect.design.limits import settle_counters
from backend_architect.design.sign_in.whole import design_sign_in
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.api import Operation
from backend_architect.model.data import Table
from backend_architect.model.security import Stride

#: The provider taken where the answer asks for one and nobody named it.
USUAL = "zitadel"

#: Requests to the endpoints of authentication that one address may make.
_BY_ADDRESS = (60, 60)

_OUTSIDE = "an identity provider"
_OWN = "own accounts with opaque tokens"


@blueprint(offers="authentication-service")
def authentication_service(site: Site, draft: Draft) -> None:
    """Who keeps the accounts, and what follows from it."""
    outside = _outside(site)
    user = account_table(draft, f"{draft.slug}/accounts", addressed=not outside)
    if draft.key_of(user) is None:
        draft.unanswered.append(
            f"The key of {code(user.name)} is unknown or has several columns: sessions cannot "
            "refer to it, and the service was not designed."
        )
        return
    _settle_keeper(draft, user, outside)
    _settle_place(site, draft)
    if outside:
        design_sign_in(site, draft, user, outside)
        return
    _own_accounts(site, draft, user)


def _outside(site: Site) -> tuple[Provider, ...]:
    """The identity provider that was asked for or is in use; () for accounts of one's own."""
    wishes = [wish for wish in site.brief.capabilities if wish.name == "authentication-service"]
    rules = [rule for wish in wishes for rule in wish.rules if rule.startswith("provider: ")]
    if rules:
        return tuple(provider(rule.removeprefix("provider: ")) for rule in rules)
    used = site.uses("zitadel", "auth0", "okta", "keycloak", "cognito")
    if used:
        return (provider(used),)
    asked = site.brief.answer("password-storage") == "identity provider"
    return (provider(USUAL),) if asked else ()


def _own_accounts(site: Site, draft: Draft, user: Table) -> None:
    cookie = in_cookie(site)
    sessions = open_sessions(
        draft, user, f"{draft.slug}/sessions", cookie=None if site.scheme else cookie
    )
    factor = site.brief.answer("second-factor") or "optional"
    ground = Ground(site, draft, user, cookie, factor, sessions)
    tables = tables_of(ground)
    drawn = Endpoints(ground, tables).draw()
    _settle(ground)
    _surroundings(ground, tables)
    _tell(ground, tables, drawn)


# ---------------------------------------------------------------- decisions


def _settle_keeper(draft: Draft, user: Table, outside: tuple[Provider, ...]) -> None:
    titles = listed(each.title for each in outside) or "ZITADEL, Auth0, Okta, Keycloak"
    place = f" ({user.evidence[0].place})" if user.evidence else ""
    seen = seen_at(user)
    draft.settle(
        "keeper", chosen=_OUTSIDE if outside else _OWN, user=user.name, titles=titles,
        keeper_title=titles if outside else "the service itself",
        seen=[*(source(each.source) for each in outside if each.source), *seen],
        accounts=f"Accounts are rows of {code(user.name)}{place} today." if seen
        else "There are no accounts yet.",
        more="" if outside else " No token is signed by this service: what proves a caller is "
        "random, looked up and revocable.",
    )  # fmt: skip


def _settle_place(site: Site, draft: Draft) -> None:
    service = site.service
    language = site.preferences.get("language", "")
    new = f"a new service {code(site.model.head.system or 'service')}"
    draft.settle(
        "place", chosen="a module of the service" if service else "a service of its own",
        seen=[*seen_at(site.model.tables[0])] if service and site.model.tables else (),
        where=f"a module of {code(service.name)}" if service else new,
        there=f"{code(service.name)} ({service.language or 'language not recognised'}) holds the "
        "accounts and the endpoints that ask who calls." if service
        else "There is no program yet.",
        language=f" It is written in {language.capitalize()}, the profile's preference, as nothing "
        "that was surveyed speaks for another language." if language and not service else "",
    )  # fmt: skip


def _settle(ground: Ground) -> None:
    draft, site, user = ground.draft, ground.site, ground.user
    settle_counters(draft)
    verified = column_for(draft, user, "verified")
    draft.settle(
        "accounts", user=user.name, seen=seen_at(user),
        proof=f"{code(f'{user.name}.{verified.name}')}" if verified else code(user.name),
        verify=VERIFY_HOURS, registration=_there(ground.registration, "Registration"),
    )  # fmt: skip
    hasher = site.uses("argon2", "bcrypt", "bcryptjs", "scrypt", "passlib")
    draft.settle(
        "passwords", user=user.name, memory=ARGON2[0], passes=ARGON2[1], lanes=ARGON2[2],
        shortest=ground.shortest, reset=RESET_MINUTES,
        hasher=f"The repository uses {hasher} today." if hasher else "No password hash was seen.",
        place=f"The hash stays in {code(user.name)}, where it is." if ground.keeps_hash
        else "The hash stands apart from the account, so that no query of accounts reads it.",
    )  # fmt: skip
    scheme = site.scheme
    draft.settle(
        "sessions", chosen="a session in a cookie" if ground.cookie
        else "a short-lived token with a refresh token that is used once",
        session_title="a session in a cookie" if ground.cookie
        else "a short-lived token and one that renews it",
        access=ACCESS_MINUTES, longest=LONGEST_DAYS, idle=IDLE_DAYS,
        scheme=f"Callers prove themselves by {code(scheme.name)} today; that stays, and "
        "sessions and their end come to it." if scheme else "There is no way of proving who calls "
        "yet.",
    )  # fmt: skip
    factor = {"no": "none"}.get(ground.factor, ground.factor)
    draft.settle("factor", chosen=factor, factor_title=factor)
    draft.settle("audit")
    missing = unfilled_columns(draft, user)
    if missing and ground.registration is None:
        names = listed(code(each.name) for each in missing)
        draft.unanswered.append(
            f"{code(user.name)} cannot be without {names}; no default was seen, and a registration "
            "asks for address and password only: say what a new account gets there."
        )


def _there(operation: Operation | None, what: str) -> str:
    if operation is None:
        return f"{what} is new."
    return (
        f"{what} is there ({code(f'{operation.method} {operation.path}')}, "
        f"{operation.evidence[0].place}) "
        "and stays; it gets a limit."
    )


# ---------------------------------------------------------------- around


def _surroundings(ground: Ground, tables: Tables) -> None:
    draft, decision = ground.draft, ground.id("accounts")
    service = draft.service(decision)
    person = draft.person("user", decision, doc=f"A row of {code(ground.user.name)}.")
    draft.flow(person, service, decision, carries=("credentials",), protocol="HTTPS")
    mail = draft.outsider("mail", decision, doc="Sends the messages with tokens.")
    draft.flow(
        service, mail, decision, carries=("one-time tokens",), protocol="SMTP or HTTPS",
        mode="async", timeout_ms=10_000, fallback="The message is tried again for an hour.",
    )  # fmt: skip
    names = (ground.sessions.table.name, tables.mailed.name, tables.audit.name)
    draft.flow(service, draft.store(decision), decision, carries=names, protocol="SQL")
    requests, seconds = _BY_ADDRESS
    draft.limit_by_address(
        ground.id("counters"), f"{ground.site.path('auth').rstrip('/')}/*",
        requests=requests, seconds=seconds,
    )  # fmt: skip
    draft.setting("MAIL_FROM", decision, doc="The sender of messages.")
    draft.setting("PUBLIC_BASE_URL", decision, doc="What addresses in messages begin with.")
    if ground.second:
        draft.setting("SECOND_FACTOR_KEY", ground.id("factor"), secret=True,
                      doc="Encrypts the generators' secrets; each row names it.")  # fmt: skip
    for sibling in ground.site.siblings("session", ground.user, "account"):
        draft.note("folders", sibling.text, ground.id("sessions"))
    _threats(ground, tables)


def _threats(ground: Ground, tables: Tables) -> None:
    sessions = ground.sessions.table
    limits = (
        f"At most {LOGIN.requests} attempts on an account in {LOGIN.seconds // 60} minutes and "
        f"{_BY_ADDRESS[0]} requests of an address a minute; leaked passwords are refused."
    )
    told: list[tuple[Table, str, Stride, str, str]] = [
        (ground.user, "counters", "spoofing", "OWASP API2:2023 (guessing, credential stuffing)",
         limits),
        (ground.user, "accounts", "information-disclosure", "OWASP Authentication (enumeration)",
         "Login, registration and reset answer alike, and as slowly, with and without an account."),
        (sessions, "sessions", "elevation-of-privilege", "OWASP Session Management (fixation)",
         "A login makes a new session; a new password ends all others."),
        (tables.mailed, "passwords", "spoofing", "OWASP Forgot Password",
         f"Tokens are random, hashed, good once and for {RESET_MINUTES} minutes."),
        (tables.audit, "audit", "repudiation", "OWASP ASVS (logging)",
         "Events are rows that the service may add and read, but neither change nor delete."),
    ]  # fmt: skip
    if tables.refresh is not None:
        told.append((tables.refresh, "sessions", "spoofing", "RFC 9700 4.14 (stolen refresh token)",
                     "Each token is used once; a second use ends the whole session."))  # fmt: skip
    if tables.factors is not None:
        told.append((tables.factors, "factor", "spoofing", "RFC 6238 5.2 (replayed code)",
                     "The last accepted time step is kept: a code is good once."))  # fmt: skip
    for table, decision, stride, reference, answer in told:
        ground.draft.threat(table, ground.id(decision), stride, reference, answer)


def _tell(ground: Ground, tables: Tables, drawn: list[Operation]) -> None:
    ground.draft.tell(
        user=ground.user.name, sessions=ground.sessions.table.name, mailed=tables.mailed.name,
        audit=tables.audit.name, count=len(drawn), login=_there(ground.login, "The login"),
        registration=_there(ground.registration, "Registration"), attempts=LOGIN.requests,
        window=LOGIN.seconds // 60, mails=MAIL.requests, shortest=ground.shortest,
        memory=ARGON2[0] // 1024, reset=RESET_MINUTES,
        session_rows=f"{ground.sessions.table.rows:,}",
        **_session_words(tables), **_factor_words(ground, tables),
    )  # fmt: skip


def _session_words(tables: Tables) -> dict[str, str]:
    if tables.refresh is None:
        return {
            "renewal": "The session's cookie (`__Host-session`: HttpOnly, Secure, SameSite=Lax) "
            "holds a random token; each request looks up its hash and, at most once a minute, "
            "notes when it was seen.",
            "session_watch": "",
            "session_tests": "- The session's token changes at login; the old one opens nothing.",
            "csrf": "Requests that change something ask for a JSON body, which a foreign form "
            "cannot send, and the cookie is not sent along by foreign pages.",
        }
    return {
        "renewal": f"The access token lives {ACCESS_MINUTES} minutes. Renewing marks the refresh "
        f"token in {code(tables.refresh.name)} as used and makes a new pair in one transaction, "
        "by one update that only an unused row passes. A used token that comes again was stolen "
        "from one of two: the session and all its tokens end.",
        "session_watch": " Alarm on the first refresh token of a day that is used twice.",
        "session_tests": "- Refresh: a token used twice ends the session, also when both requests "
        "come at the same time; a token of an ended session renews nothing.",
        "csrf": "Tokens travel in a header, so foreign pages cannot send them.",
    }


def _factor_words(ground: Ground, tables: Tables) -> dict[str, str]:
    if tables.factors is None:
        return {"factor_flow": "", "factor_tests": ""}
    whom = "Everybody" if ground.factor == "required for all" else "Who has a second factor"
    return {
        "factor_flow": f"{whom} gets a challenge instead of a session after the right password; "
        "the code of the generator (TOTP, 30 seconds, one step of tolerance) or a recovery code "
        "finishes the login.",
        "factor_tests": "- Second factor: a code twice, an old code, another account's challenge, "
        "a recovery code twice: refused; a challenge alone opens no endpoint.",
    }
