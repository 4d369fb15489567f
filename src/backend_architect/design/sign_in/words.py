"""What the decisions and notes of a sign-in say about this repository."""

from __future__ import annotations

from backend_architect.design.accounts import named, password_columns
from backend_architect.design.sign_in.login import Login
from backend_architect.languages.markdown.write import code


def login_seen(login: Login) -> str:
    """The login that is there, with its place."""
    op = login.site.operation_named("login", "signin", "sign-in", "authenticate", "token")
    if op is None:
        return "No other login was recognised."
    place = f" ({op.evidence[0].place})" if op.evidence else ""
    return f"{code(f'{op.method} {op.path}')}{place} signs people in as well and stays."


def origins(login: Login) -> str:
    """Where the browser may go after the login."""
    answer = login.site.brief.answer("redirect-origins")
    return "this service's own address" if answer in ("", "this service only") else answer


def password_words(login: Login) -> dict[str, str]:
    """Whether accounts can be without a password, before and after."""
    user, names = login.user.name, named(login.changed)
    if login.changed:
        return {
            "password": f" Today an account must have {names}, which somebody who signs in with a "
            "provider does not have.",
            "password_consequence": f"{names} of {code(user)} may be empty from now on; the "
            "login with a password refuses an account whose hash is empty, before it compares "
            "anything.",
        }
    if password_columns(login.draft, login.user):
        text = f"{code(user)} may be without a password already; no column of it changes."
    else:
        text = f"{code(user)} has no column for passwords; none of its columns changes."
    return {"password": "", "password_consequence": text}


def proof_words(login: Login) -> str:
    """Whether an account's address is known to be its owner's."""
    if login.proof is not None:
        proof = code(f"{login.user.name}.{login.proof.name}")
        return f"{proof} tells whether the account proved its address."
    return (
        f"Nothing in {code(login.user.name)} tells whether an account ever proved its address: a "
        "stranger may have made it beforehand with somebody else's."
    )


def joining(login: Login) -> str:
    """What happens to an unknown identity whose address an account has. A whole sentence."""
    if login.email is None:
        return "No address is kept, so nothing is joined: a new account is made."
    if login.linking == "never":
        return (
            "If an account has the address, the sign-in ends with the hint to sign in as before; "
            "nothing is joined."
        )
    if login.linking.startswith("verified") and login.proof is not None:
        return (
            "If the provider marks the address as verified and an account has proven the same one, "
            "the identity is joined to it. Where only the provider has proof, the owner signs in "
            "to the account first, and that joins the two."
        )
    return (
        "If the provider marks the address as verified and an account has the same one, its owner "
        "signs in to that account first, and that joins the two; nothing is joined without it."
    )


def handover(login: Login) -> str:
    """How the browser learns who it is."""
    if login.cookie:
        return "The callback sets the session cookie and redirects to the allowed address."
    return (
        "The callback redirects with a code that is good once and for one minute; the client "
        "exchanges it by POST for the credential, which never stands in an address."
    )
