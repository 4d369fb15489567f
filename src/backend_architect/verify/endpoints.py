"""What rules ask of an endpoint: is it a write, about access, a collection, paged?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from backend_architect.measures.naming import is_plural, singular, words
from backend_architect.model.api import Operation
from backend_architect.model.architecture import Model
from backend_architect.model.data import Table

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
#: Words of a path or handler by which somebody gets in, or gets back in.
_ACCESS = frozenset(
    {"login", "signin", "logon", "authenticate", "auth", "oauth", "oauth2", "token", "tokens",
     "register", "registration", "signup", "otp", "2fa", "mfa", "password", "passwords", "session",
     "sessions", "saml", "sso", "oidc", "jwt"}
)  # fmt: skip
_ACCESS_PAIRS = frozenset({("sign", "in"), ("sign", "up"), ("log", "in"), ("log", "on")})
#: Words of endpoints that are open on purpose, because their callers have no account here.
_OPEN = frozenset(
    {"logout", "signout", "refresh", "verify", "verification", "confirm", "confirmation",
     "activate", "activation", "forgot", "reset", "webhook", "webhooks", "hook", "hooks",
     "callback", "callbacks", "health", "healthz", "ping", "contact", "newsletter", "subscribe",
     "unsubscribe", "graphql", "search", "track", "tracking", "invite", "invitation", "public",
     "guest", "setup", "install", "csrf", "notify", "notification", "ipn", "recover", "recovery"}
)  # fmt: skip
#: Words of endpoints for those who are in already.
_LATER = frozenset({"logout", "signout", "refresh", "revoke", "change", "test", "me", "verify"})
_RATE_WORDS = (
    "ratelimit", "throttl", "limiter", "slowdown", "bruteforce", "slowapi", "bucket4j",
)  # fmt: skip
#: Collections in which creating a row is how an account is made.
_ACCOUNTS = frozenset({"user", "account", "customer", "member", "registration"})
#: Inputs by which a caller says which part of a list it wants.
_PAGE_INPUTS = frozenset(
    {"limit", "offset", "page", "pages", "size", "cursor", "per", "pagination", "paging", "first",
     "last", "after", "before", "take", "skip", "top", "start", "count", "pageable", "paginate"}
)  # fmt: skip


def is_write(operation: Operation) -> bool:
    """True for the methods that change something."""
    return operation.method.upper() in _WRITES


def said_words(operation: Operation) -> frozenset[str]:
    """The words of the path's fixed segments and of the handler's name."""
    handler = operation.handler.rpartition(".")[2]
    fixed = handler if "/" not in handler and " " not in handler else ""
    return frozenset(word for part in (*segments(operation), fixed) for word in words(part))


def segments(operation: Operation) -> tuple[str, ...]:
    """The path's segments without parameters."""
    return tuple(part for part in operation.path.split("/") if part and not _is_parameter(part))


def _is_parameter(segment: str) -> bool:
    return segment[0] in "{:<*" or "{" in segment


def resource_of(model: Model, operation: Operation) -> str:
    """The first segment after the prefix all paths share: what the endpoint is about."""
    prefix = [part for part in model.convention("url-prefix").split("/") if part]
    parts = [part for part in operation.path.split("/") if part]
    own = parts[len(prefix) :] if parts[: len(prefix)] == prefix else parts
    return next((part for part in own if not _is_parameter(part)), "")


def is_named_after(operation: Operation, table: Table) -> bool:
    """True if the last fixed segment is the table's noun: `/users` of `auth_user`."""
    noun = singular(segments(operation)[-1]) if segments(operation) else ""
    names = (table.name, table.entity.rpartition(".")[2])
    return any(noun and f"_{singular(name)}".endswith(f"_{noun}") for name in names)


def gives_access(operation: Operation) -> bool:
    """True for an endpoint where passwords or codes can be tried out: login, registration, token,
    reset."""
    own = segments(operation)[-2:]
    later = _LATER & {word for part in own for word in words(part)}
    return operation.method.upper() == "POST" and _says_access(own) and not later


def limits_rate(operation: Operation) -> bool:
    """True if the endpoint has a rate limit, or a guard that is named for one."""
    return operation.rate_limit is not None or any(map(named_limit, operation.guards))


def named_limit(name: str) -> bool:
    """True for the name of a guard or library that limits rates."""
    plain = "".join(words(name))
    return any(word in plain for word in _RATE_WORDS)


def _says_access(parts: Sequence[str]) -> bool:
    own = [word for part in parts for word in words(part)]
    return bool(_ACCESS & set(own) or _ACCESS_PAIRS & set(pairwise(own)))


def is_open_on_purpose(operation: Operation) -> bool:
    """True where callers cannot have an account yet, or are machines that sign otherwise."""
    parts = segments(operation)
    makes_account = (
        operation.method.upper() == "POST"
        and bool(parts)
        and operation.path.rstrip("/").endswith(parts[-1])
        and singular(parts[-1]) in _ACCOUNTS
    )
    said = said_words(operation) & (_ACCESS | _OPEN)
    return makes_account or bool(said) or _says_access(parts)


def is_collection(operation: Operation) -> bool:
    """True for a reading whose path ends with a plural noun."""
    last = operation.path.rstrip("/").rpartition("/")[2]
    fixed = bool(last) and not _is_parameter(last)
    return operation.method.upper() == "GET" and fixed and is_plural(last)


def is_paged(model: Model, operation: Operation) -> bool:
    """True if a caller can ask for a part, or if the repository pages its lists as a habit."""
    if operation.pagination in ("cursor", "offset") or model.convention("pagination"):
        return True
    return any(set(words(each.name)) & _PAGE_INPUTS for each in operation.parameters)


def guarded_share(operations: Iterable[Operation]) -> float:
    """The part of the writes among them that ask who is calling, 0 to 1; 0 for none."""
    writes = [each for each in operations if is_write(each) and not is_open_on_purpose(each)]
    return sum(bool(each.security) for each in writes) / len(writes) if writes else 0.0
