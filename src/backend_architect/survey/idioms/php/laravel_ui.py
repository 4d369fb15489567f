"""The routes that `Auth::routes()` registers.

Source: https://github.com/laravel/ui (AuthRouteMethods), https://laravel.com/docs/authentication
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.idioms.php.handlers import Handler

Row = tuple[tuple[str, ...], str, str, str]

#: Option, whether it is on unless told, and its routes: methods, path, controller, method.
_ROUTES: tuple[tuple[str, bool, tuple[Row, ...]], ...] = (
    ("login", True, (
        (("GET",), "login", "LoginController", "showLoginForm"),
        (("POST",), "login", "LoginController", "login"),
    )),
    ("logout", True, ((("POST",), "logout", "LoginController", "logout"),)),
    ("register", True, (
        (("GET",), "register", "RegisterController", "showRegistrationForm"),
        (("POST",), "register", "RegisterController", "register"),
    )),
    ("reset", True, (
        (("GET",), "password/reset", "ForgotPasswordController", "showLinkRequestForm"),
        (("POST",), "password/email", "ForgotPasswordController", "sendResetLinkEmail"),
        (("GET",), "password/reset/{token}", "ResetPasswordController", "showResetForm"),
        (("POST",), "password/reset", "ResetPasswordController", "reset"),
    )),
    ("confirm", True, (
        (("GET",), "password/confirm", "ConfirmPasswordController", "showConfirmForm"),
        (("POST",), "password/confirm", "ConfirmPasswordController", "confirm"),
    )),
    ("verify", False, (
        (("GET",), "email/verify", "VerificationController", "show"),
        (("GET",), "email/verify/{id}/{hash}", "VerificationController", "verify"),
        (("POST",), "email/resend", "VerificationController", "resend"),
    )),
)  # fmt: skip


def auth_routes(options: dict[str, Node]) -> Iterator[tuple[tuple[str, ...], str, Handler]]:
    """Methods, path and handler of each route that the options leave on."""
    for option, usual, rows in _ROUTES:
        told = options.get(option)
        on = usual if told is None else node_text(told).lower() != "false"
        for methods, path, owner, method in rows if on else ():
            yield methods, path, Handler(f"Auth\\{owner}", method, spoken=True)
