"""Sign-in with providers of identity: OpenID Connect, or plain OAuth 2.0 where there is no more.

When
    The words ask for login with Google, GitHub or another provider, or for OAuth or single sign-on.
When not
    An identity broker is in use already (it is configured, not built); service-to-service tokens.
Alternatives
    Tokens in the browser; an identity broker in front; see the decisions.
Costs
    Two tables (three without sessions of its own), four to six endpoints, a client registration
    per provider and environment.
Sources
    RFC 7636, RFC 9700, RFC 9207, OpenID Connect Core, Google and GitHub manuals, OWASP.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from backend_architect.catalog.providers import Provider, provider, sign_in_libraries
from backend_architect.design.accounts import account_table
from backend_architect.design.blueprint import blueprint
from backend_architect.design.draft import Draft
from backend_architect.design.sign_in.whole import design_sign_in
from backend_architect.design.site import Site
from backend_architect.languages.markdown.write import code
from backend_architect.model.service import Technology

#: Who is asked where the words name no provider.
USUAL = ("google", "github")


@blueprint(offers="oauth-login")
def oauth_login(site: Site, draft: Draft) -> None:
    """Identities, attempts, their endpoints, and the decisions they rest on."""
    refusal = _refusal(site)
    if refusal:
        draft.unanswered.append(refusal)
        return
    providers = _providers(site, draft)
    user = account_table(draft, f"{draft.slug}/identities")
    if draft.key_of(user) is None:
        draft.unanswered.append(
            f"The key of {code(user.name)} is unknown or has several columns: identities cannot "
            "refer to it, and the login was not designed."
        )
        return
    design_sign_in(site, draft, user, providers)
    library = _library(site)
    if library:
        draft.unanswered.append(
            f"The repository asks for {code(library.name)} already "
            f"({library.evidence[0].place}): people may sign in with a provider today, by ways the "
            "survey did not see. Read that first: this plan is for a repository without."
        )


def _library(site: Site) -> Technology | None:
    """A library for signing in with providers that a manifest asks for, or None."""
    known = sign_in_libraries()
    found = (t for t in site.model.technologies if t.evidence and not t.development_only)
    return next((t for t in found if any(fnmatchcase(t.name, name) for name in known)), None)


def _refusal(site: Site) -> str:
    existing = site.concept("identity")
    if existing is None:
        return ""
    if not existing.evidence:
        return (
            "The identity provider of this plan signs people in: further providers are configured "
            "there, and nothing is designed for them here."
        )
    return (
        f"Identities at providers are kept already ({code(existing.name)}, "
        f"{existing.evidence[0].place}): nothing new was designed. `review` judges them."
    )


def _providers(site: Site, draft: Draft) -> tuple[Provider, ...]:
    wishes = [wish for wish in site.brief.capabilities if wish.name == "oauth-login"]
    rules = [rule for wish in wishes for rule in wish.rules if rule.startswith("provider: ")]
    names = list(dict.fromkeys(rule.removeprefix("provider: ") for rule in rules))
    if not names:
        names = list(USUAL)
        draft.unanswered.append("No provider was named: Google and GitHub are taken.")
    found = tuple(provider(name) for name in names)
    draft.unanswered.extend(
        f"'{each.title}' is no provider of our catalogue: its manual must be read before building."
        for each in found
        if not each.source
    )
    return found
