"""Symfony: who may reach which paths.

Recognises: `security.yaml` and `security.yml` with `access_control` (path, roles, methods), in
order: the first that fits counts. Firewalls say how callers are known (`jwt`, `form_login`,
`http_basic`, `json_login`, `access_token`, `oauth2`, `custom_authenticators`).
Versions seen: Symfony 3 to 7.
Not recognised: rules by host or address, `allow_if`, patterns that are no plain beginning or end
(said as gaps).
Documentation: https://symfony.com/doc/current/security/access_control.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, PathRule, SchemeFact, Unresolved
from backend_architect.survey.idioms.php.symfony import role
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    keys_of,
    mapping,
    scalar,
)

_PUBLIC = ("PUBLIC_ACCESS", "IS_AUTHENTICATED_ANONYMOUSLY", "IS_ANONYMOUS")
_PLAIN = re.compile(r"\^?((?:/[\w.{}*-]*)*)(\$|/)?\Z")
_GROUP = re.compile(r"\((?:\?:)?([\w|./-]+)\)")


@detector(paths=("security.yaml", "security.yml", "security_*.yml"))
def symfony_security(match: Match) -> Iterator[Fact]:
    """A rule for each entry, a scheme for each way of being known."""
    try:
        found = documents(match.source.text)
    except Unreadable as trouble:
        lines = (trouble.line, trouble.line)
        reason = "It is no YAML, or describes more than is read."
        yield Unresolved(lines=lines, what="security", reason=reason, kind="unparsed")
        return
    for node in found:
        security = mapping(mapping(node).get("security"))
        for rule in elements(security.get("access_control")):
            yield from _rule(rule)
        yield from _firewalls(security.get("firewalls"))


def _rule(node: yaml.Node) -> Iterator[Fact]:
    said = mapping(node)
    lines = (node.start_mark.line + 1, max(node.start_mark.line + 1, _last(node)))
    path = scalar(said.get("path"))
    patterns = _patterns(path)
    if not path or "allow_if" in said or patterns is None:
        reason = "Its condition is no plain path."
        yield Unresolved(lines=lines, what="a rule of access control", reason=reason)
        return
    roles = [scalar(each) for each in elements(said.get("roles") or said.get("role"))]
    methods = [scalar(each).upper() for each in elements(said.get("methods"))]
    guards = tuple(role(name) for name in roles if name and name not in _PUBLIC)
    yield PathRule(lines=lines, patterns=patterns, guards=guards, methods=tuple(methods))


def _last(node: yaml.Node) -> int:
    end = node.end_mark
    return int(end.line + 1 if end.column else end.line)


def _patterns(path: str) -> tuple[str, ...] | None:
    """The Ant patterns of a regular expression such as `^/admin` or `^/(login|logout)$`."""
    found = _GROUP.search(path)
    if found is not None and "|" in found[1]:
        each = [_patterns(path.replace(found[0], part, 1)) for part in found[1].split("|")]
        return None if None in each else tuple(p for one in each for p in one or ())
    plain = _PLAIN.fullmatch(path)
    if plain is None:
        return None
    start = plain[1].rstrip("/")
    return (start or "/",) if plain[2] == "$" else (start or "/", f"{start}/**")


_SCHEMES: dict[str, tuple[str, SchemeKind]] = {
    "jwt": ("jwt", "jwt"), "access_token": ("access_token", "jwt"),
    "http_basic": ("http_basic", "basic"), "form_login": ("form_login", "session"),
    "oauth2": ("oauth2", "oauth2"), "fos_oauth": ("oauth2", "oauth2"),
    "lexik_jwt": ("jwt", "jwt"),
}  # fmt: skip


def _firewalls(node: yaml.Node | None) -> Iterator[Fact]:
    for value in mapping(node).values():
        lines = keys_of(value)
        for key in mapping(value):
            if key in _SCHEMES:
                name, kind = _SCHEMES[key]
                yield SchemeFact(lines=lines.get(key, (1, 1)), name=name, kind=kind)
