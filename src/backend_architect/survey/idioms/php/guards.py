"""What a middleware of PHP's frameworks is for, by the name the code gives it.

Laravel's own aliases are told apart as its documentation does (https://laravel.com/docs/middleware);
any other name is judged by its words.
"""

from __future__ import annotations

from tree_sitter import Node

from backend_architect.model.service import MiddlewareRole
from backend_architect.survey.facts import Guard
from backend_architect.survey.grammars.php.text import dotted, literal
from backend_architect.survey.idioms.guard_roles import role_of
from backend_architect.survey.idioms.php.chains import values_of

_KNOWN: dict[str, MiddlewareRole] = {
    "auth": "authentication", "auth.basic": "authentication", "auth.session": "authentication",
    "can": "authorization", "role": "authorization", "permission": "authorization",
    "ability": "authorization", "abilities": "authorization", "scope": "authorization",
    "scopes": "authorization", "verified": "authorization", "password.confirm": "authorization",
    "role_or_permission": "authorization", "throttle": "rate-limit", "signed": "validation",
    "guest": "other", "web": "other", "api": "other", "cache.headers": "caching",
}  # fmt: skip


def guard(name: str) -> Guard:
    """The guard of this name; what follows a colon are its arguments."""
    known = _KNOWN.get(name.partition(":")[0])
    return Guard(name=name, role=known or role_of(name.replace("\\", ".").partition(":")[0]))


def guards_in(node: Node | None) -> tuple[Guard, ...]:
    """The guards of an argument: a name, a class, or an array of them."""
    return tuple(guard(name) for name in map(_name, values_of(node)) if name)


def _name(node: Node) -> str:
    """The text, or the class as it is written, without its namespace."""
    written = literal(node)
    return written if written is not None else dotted(node).rpartition("\\")[2]
