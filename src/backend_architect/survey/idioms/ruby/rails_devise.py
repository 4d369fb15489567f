"""The routes of Devise, Devise Token Auth and Doorkeeper.

Source: the comments of `devise_for` in lib/devise/rails/routes.rb, `use_doorkeeper` in
https://doorkeeper.gitbook.io/guides/ruby-on-rails/routes,
https://devise-token-auth.gitbook.io/devise-token-auth/usage
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.grammars.ruby.text import Given, given_to, literal, texts
from backend_architect.survey.idioms.ruby.rails_scope import Scope, joined
from backend_architect.survey.idioms.ruby.words import classified


class Told(NamedTuple):
    """One route: its methods, path from the top, handler, and the feature it waits for."""

    methods: tuple[str, ...]
    path: str
    handler: str
    when: str = ""


#: Group of routes -> (methods, word of the path that may be renamed, what follows, action).
_GROUPS: dict[str, tuple[tuple[tuple[str, ...], str, str, str], ...]] = {
    "sessions": (
        (("GET",), "sign_in", "", "new"), (("POST",), "sign_in", "", "create"),
        (("DELETE",), "sign_out", "", "destroy"),
    ),
    "passwords": (
        (("GET",), "password", "new", "new"), (("GET",), "password", "edit", "edit"),
        (("PATCH", "PUT"), "password", "", "update"), (("POST",), "password", "", "create"),
    ),
    "registrations": (
        (("GET",), "registration", "cancel", "cancel"),
        (("GET",), "registration", "sign_up", "new"),
        (("GET",), "registration", "edit", "edit"),
        (("PATCH", "PUT"), "registration", "", "update"),
        (("DELETE",), "registration", "", "destroy"), (("POST",), "registration", "", "create"),
    ),
    "confirmations": (
        (("GET",), "confirmation", "new", "new"), (("GET",), "confirmation", "", "show"),
        (("POST",), "confirmation", "", "create"),
    ),
    "unlocks": (
        (("GET",), "unlock", "new", "new"), (("GET",), "unlock", "", "show"),
        (("POST",), "unlock", "", "create"),
    ),
    "omniauth_callbacks": (
        (("GET", "POST"), "auth", ":provider", "passthru"),
        (("GET", "POST"), "auth", ":provider/callback", "callback"),
    ),
    "invitations": (
        (("GET",), "invitation", "accept", "edit"), (("GET",), "invitation", "remove", "destroy"),
        (("PATCH", "PUT"), "invitation", "", "update"), (("POST",), "invitation", "", "create"),
        (("GET",), "invitation", "new", "new"),
    ),
}  # fmt: skip
#: Module of a model -> the group of routes it brings.
MODULES = {
    "recoverable": "passwords", "registerable": "registrations", "confirmable": "confirmations",
    "lockable": "unlocks", "omniauthable": "omniauth_callbacks", "invitable": "invitations",
}  # fmt: skip


def group_of(module: str) -> str:
    """The group of routes that a module of a model brings, "" for none."""
    return "sessions" if module.endswith("authenticatable") else MODULES.get(module, "")


def feature(model: str, group: str) -> str:
    """The name of the feature that a model brings a group of routes."""
    return f"devise {model} {group}"


def devise_routes(call: Node, scope: Scope) -> Iterator[Told]:
    """What `devise_for :users, ...` adds."""
    given = given_to(call)
    for resource in (name for value in given.values for name in texts(value)):
        own = given.text("path")
        base = joined(scope.path, resource if own is None else own)
        model = (given.text("class_name") or "").replace("::", ".") or classified(resource)
        yield from _routes(given, scope, base, model, "devise")


def token_routes(call: Node, scope: Scope) -> Iterator[Told]:
    """What `mount_devise_token_auth_for "User", at: "auth"` adds."""
    given = given_to(call)
    model = (literal(given.values[0]) if given.values else "") or ""
    at = given.text("at")
    base = joined(scope.path, "auth" if at is None else at)
    whole = model.replace("::", ".")
    yield from _routes(given, scope, base, whole, "devise_token_auth")
    if "token_validations" not in texts(given.named.get("skip")):
        yield Told(("GET",), f"{base}/validate_token", "")


def _routes(given: Given, scope: Scope, base: str, model: str, module: str) -> Iterator[Told]:
    skipped, only = texts(given.named.get("skip")), texts(given.named.get("only"))
    controllers, names = (
        _table(given.named.get("controllers")),
        _table(given.named.get("path_names")),
    )
    if "all" in skipped:
        return
    for group, routes in _GROUPS.items():
        if group in skipped or (only and group not in only):
            continue
        controller = controllers.get(group, f"/{given.text('module') or module}/{group}")
        for methods, word, after, action in routes:
            path = joined(base, _word(names, word, group), names.get(after, after))
            handler = scope.handler(controller, action)
            yield Told(methods, path, handler, feature(model, group))


def _word(names: dict[str, str], word: str, group: str) -> str:
    """A word of the path; registrations stand at the resource itself."""
    return names.get(word, "" if group == "registrations" else word)


def _table(node: Node | None) -> dict[str, str]:
    """The texts of a hash."""
    found: dict[str, str] = {}
    for pair in node.named_children if node is not None and node.type == "hash" else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        name, text = literal(key), literal(value)
        if name and text:
            found[name] = text
    return found


_DOORKEEPER: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("authorizations", ("GET",), "authorize/native", "show"),
    ("authorizations", ("GET",), "authorize", "new"),
    ("authorizations", ("POST",), "authorize", "create"),
    ("authorizations", ("DELETE",), "authorize", "destroy"),
    ("tokens", ("POST",), "token", "create"),
    ("tokens", ("POST",), "revoke", "revoke"),
    ("tokens", ("POST",), "introspect", "introspect"),
    ("applications", ("GET",), "applications", "index"),
    ("applications", ("POST",), "applications", "create"),
    ("applications", ("GET",), "applications/new", "new"),
    ("applications", ("GET",), "applications/:id/edit", "edit"),
    ("applications", ("GET",), "applications/:id", "show"),
    ("applications", ("PATCH", "PUT"), "applications/:id", "update"),
    ("applications", ("DELETE",), "applications/:id", "destroy"),
    ("authorized_applications", ("GET",), "authorized_applications", "index"),
    ("authorized_applications", ("DELETE",), "authorized_applications/:id", "destroy"),
    ("token_info", ("GET",), "token/info", "show"),
)


def doorkeeper_routes(call: Node, scope: Scope, skipped: tuple[str, ...]) -> Iterator[Told]:
    """What `use_doorkeeper` adds, without the controllers that its block skips."""
    own = given_to(call).text("scope")
    base = joined(scope.path, "oauth" if own is None else own)
    for controller, methods, path, action in _DOORKEEPER:
        if controller not in skipped:
            handler = scope.handler(f"/doorkeeper/{controller}", action)
            yield Told(methods, joined(base, path), handler)
