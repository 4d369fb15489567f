"""PHP: the names of settings.

Recognises: `env('X')` of Laravel, `getenv('X')`, `$_ENV['X']`, `$_SERVER['X']` where X is no
variable of the web server, `%env(X)%` in PHP configuration of Symfony. Names only, never values.
Versions seen: PHP 5 to 8.
Not recognised: names made at run time.
Documentation: https://laravel.com/docs/configuration, https://www.php.net/manual/en/function.getenv.php
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, SettingFact
from backend_architect.survey.grammars.php.text import literal
from backend_architect.survey.idioms.php.chains import link_of

_NAME = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_SERVER = re.compile(
    r"(?:HTTP_|REQUEST_|SERVER_|REMOTE_|SCRIPT_|PATH_|PHP_|DOCUMENT_|QUERY_|GATEWAY_|HTTPS|ORIG_|"
    r"CONTENT_|REDIRECT_|argv|argc)"
)


@detector(
    language="php",
    anchors=("env(", "_ENV", "_SERVER"),
    query="""
    (function_call_expression function: (name) @_name (#any-of? @_name "env" "getenv")) @read
    (subscript_expression (variable_name) @_of (string) @key
      (#any-of? @_of "$_ENV" "$_SERVER")) @indexed
    """,
)
def php_environment(match: Match) -> Iterator[Fact]:
    """One setting for each name that is read."""
    read, indexed = match.node("read"), match.node("indexed")
    if read is not None:
        name, node = literal(link_of(read).argument(0)) or "", read
    elif indexed is not None:
        name, node = literal(match.node("key")) or "", indexed
        if node_text(node).startswith("$_SERVER") and _SERVER.match(name):
            return
    else:
        return
    if _NAME.match(name):
        capture = "read" if read is not None else "indexed"
        yield SettingFact(lines=node_lines(node), scope=match.scope(capture), name=name)
