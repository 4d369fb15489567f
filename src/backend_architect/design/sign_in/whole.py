"""A sign-in as a whole: decisions, tables, endpoints and surroundings, for any providers.

Its pages stand beside the blueprint `oauth-login`, whoever asks for it.
"""

from __future__ import annotations

from backend_architect.catalog.providers import Provider
from backend_architect.catalog.sources import source
from backend_architect.design.accounts import (
    allow_no_password,
    listed,
    named,
    seen_at,
    unfilled_columns,
)
from backend_architect.design.credential import in_cookie, open_sessions
from backend_architect.design.draft import Draft
from backend_architect.design.limits import settle_counters
from backend_architect.design.sign_in.contract import endpoints
from backend_architect.design.sign_in.data import Tables, tables_of
from backend_architect.design.sign_in.login import COOKIE, Login
from backend_architect.design.sign_in.words import (
    handover,
    joining,
    login_seen,
    origins,
    password_words,
    proof_words,
)
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.data import Table
from backend_architect.model.decision import Source
from backend_architect.model.security import Stride

#: Seconds the provider has for an answer.
TIMEOUT = 5

_PAGE = "oauth-login"


def _linking(site: Site) -> str:
    """How sign-ins are joined to accounts: by the answer, else by the words."""
    asks = site.says("ask the user", "ask before", "confirm before linking")
    usual = "ask the user first" if asks else "verified email only"
    return site.brief.answer("account-linking") or usual


def design_sign_in(site: Site, draft: Draft, user: Table, providers: tuple[Provider, ...]) -> Login:
    """Put a sign-in with these providers on the sheet."""
    login = Login(
        site, draft, user, providers,
        linking=_linking(site),
        cookie=in_cookie(site),
    )  # fmt: skip
    login.changed = allow_no_password(draft, user, login.id("identities"))
    if site.scheme is None:
        login.sessions = open_sessions(draft, user, login.id("ending"), cookie=login.cookie)
    _settle(login)
    tables = tables_of(login)
    endpoints(login, tables)
    _surroundings(login, tables)
    _tell(login, tables)
    return login


# ---------------------------------------------------------------- decisions


def _settle(login: Login) -> None:
    draft, site = login.draft, login.site
    settle_counters(draft)
    many = len(login.providers) > 1
    draft.settle(
        "flow", page=_PAGE, seen=_manuals(login), user=login.user.name, there=login_seen(login),
        origins=origins(login), providers=listed(each.title for each in login.providers),
        count=f"The {len(login.providers)} providers differ" if many else "Providers differ",
        profile_calls="up to two more"
        if any(each.kind == "oauth2" for each in login.providers) else "none",
    )  # fmt: skip
    redis = site.uses("redis", "valkey", "ioredis")
    draft.settle(
        "attempts", page=_PAGE,
        redis=f"{redis} may evict it, and it is not in the transaction that makes the account"
        if redis else "no Redis was seen in the repository: one more system to run",
    )  # fmt: skip
    _settle_identities(login)
    draft.settle(
        "linking", page=_PAGE, chosen=login.linking, seen=seen_at(login.user), user=login.user.name,
        proof=proof_words(login), joining=joining(login),
    )  # fmt: skip
    _settle_ending(login)
    draft.settle("tokens", page=_PAGE)


def _manuals(login: Login) -> list[Source]:
    manuals = [source(each.source) for each in login.providers if each.source]
    if any(each.name == "github" for each in login.providers):
        manuals += [source("github-pkce"), source("github-emails")]
    return manuals


def _settle_identities(login: Login) -> None:
    user, missing = login.user, unfilled_columns(login.draft, login.user)
    required = f"Every column that {code(user.name)} asks for can be filled at the first sign-in."
    if missing:
        required = (
            f"{code(user.name)} asks for {named(missing)}; no default of them was seen: the first "
            "sign-in must ask the person, or a default be chosen."
        )
        login.draft.unanswered.append(
            f"{code(user.name)} cannot be without {named(missing)}; no default was seen and no "
            "provider gives a value: say what a new account gets there."
        )
    login.draft.settle(
        "identities", page=_PAGE, seen=seen_at(user), user=user.name, required=required,
        user_place=f"({user.evidence[0].place})" if user.evidence else "(new)",
        **password_words(login),
    )  # fmt: skip


def _settle_ending(login: Login) -> None:
    scheme = login.site.scheme
    if scheme is None:
        chosen = "a server session in a cookie" if login.cookie else "an opaque bearer token"
        text = "No way of proving who calls was recognised in the repository."
    else:
        chosen = "the repository's own credential"
        kind = "its kind was not recognised" if scheme.kind == "unknown" else scheme.kind
        text = f"Callers prove themselves by {code(scheme.name)} ({kind})."
    places = scheme.evidence[:1] if scheme else ()
    login.draft.settle(
        "ending", page=_PAGE, chosen=chosen, user=login.user.name, scheme=text,
        handover=handover(login),
        seen=[Source(title=f"{code(login.site.scheme.name)} at {e.place}", evidence=e)
              for e in places if login.site.scheme],
        ending="the repository's own credential" if scheme else chosen,
        guards=f"every guard stays as it is ({', '.join(login.site.guards) or 'none was seen'})",
    )  # fmt: skip


# ---------------------------------------------------------------- around


def _surroundings(login: Login, tables: Tables) -> None:
    draft, flow = login.draft, login.id("flow")
    service = draft.service(flow)
    person = draft.person("user", flow, doc=f"A row of {code(login.user.name)}.")
    draft.flow(person, service, flow, carries=("sign-in requests",), protocol="HTTPS")
    for each in login.providers:
        outside = draft.outsider(each.name, flow, doc=each.facts)
        draft.flow(
            service, outside, flow, carries=("code and verifier", "profile"), protocol="HTTPS",
            timeout_ms=TIMEOUT * 1000,
            fallback=f"Sign-in with {each.title} is answered 503; the other ways stay.",
        )  # fmt: skip
        name = each.name.upper()
        draft.setting(f"{name}_CLIENT_ID", flow, doc=f"Of the client at {each.title}.")
        draft.setting(f"{name}_CLIENT_SECRET", flow, secret=True,
                      doc=f"Of the client at {each.title}; from the secret store.")  # fmt: skip
    draft.setting("PUBLIC_BASE_URL", flow, doc="What callback addresses begin with.")
    draft.setting("SIGN_IN_RETURN_ORIGINS", flow, doc="The allow-list of origins.")
    names = (tables.identities.name, tables.attempts.name)
    draft.flow(service, draft.store(flow), login.id("attempts"), carries=names, protocol="SQL")
    for sibling in login.site.siblings("external identity", login.user, "account"):
        draft.note("folders", sibling.text, login.id("identities"))
    _threats(login, tables)


def _tell(login: Login, tables: Tables) -> None:
    oidc, names = login.oidc, [each.name.upper() for each in login.providers]
    secrets = [f"`{name}_CLIENT_SECRET`" for name in names]
    ids = [f"`{name}_CLIENT_ID`" for name in names]
    login.draft.tell(
        page=_PAGE,
        user=login.user.name, identities=tables.identities.name, attempts=tables.attempts.name,
        cookie=COOKIE, timeout=TIMEOUT, identity_rows=f"{tables.identities.rows:,}",
        facts="\n".join(f"- {each.title}: {each.facts}" for each in login.providers),
        nonce=", the verifier and the nonce" if oidc else " and the verifier",
        nonce_ties=", the nonce to the ID token" if oidc else "",
        nonce_tests="\n- ID token: nonce missing or another attempt's, wrong `aud`, expired, "
        "signed with an unknown key, or with `alg: none`." if oidc else "",
        joining=joining(login), handover=handover(login), secrets=listed(secrets),
        settings=listed([*ids, *secrets, "`PUBLIC_BASE_URL`", "`SIGN_IN_RETURN_ORIGINS`"]),
        csrf="The session cookie is SameSite=Lax, and requests that change something ask for a "
        "JSON body, which a foreign form cannot send." if login.cookie else "",
    )  # fmt: skip


def _threats(login: Login, tables: Tables) -> None:
    attempts = tables.attempts
    told: tuple[tuple[Table, str, Stride, str, str], ...] = (
        (attempts, "attempts", "spoofing", "RFC 9700 4.7 (cross-site request forgery)",
         "`state` is bound to the browser by a cookie and is taken once."),
        (attempts, "flow", "tampering", "RFC 9700 4.5 (authorization code injection)",
         "PKCE: a code is redeemed only with the verifier of the same attempt."),
        (attempts, "flow", "spoofing", "RFC 9700 4.4 (mix-up)",
         "A callback path for each provider; `iss` is checked where it is sent."),
        (attempts, "flow", "information-disclosure", "RFC 9700 4.11 (open redirection)",
         "Return addresses are parsed and compared with an allow-list."),
        (tables.identities, "linking", "elevation-of-privilege", "account pre-hijacking",
         joining(login)),
        (attempts, "flow", "denial-of-service", "OWASP API4:2023",
         "Start and callback are limited by address; attempts are over after ten minutes."),
    )  # fmt: skip
    for table, decision, stride, reference, answer in told:
        login.draft.threat(table, login.id(decision), stride, reference, answer)
