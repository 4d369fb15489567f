"""Spring Security: which requests need what, and how callers prove who they are.

Recognises: beans of type `SecurityFilterChain` and `SecurityWebFilterChain`, and classes that
extend `WebSecurityConfigurerAdapter`; rules (`requestMatchers`, `antMatchers`, `mvcMatchers`,
`pathMatchers`, `anyRequest`, with methods) ending in `permitAll`, `authenticated`, `hasRole` and
the like, the first that matches counts, as there; `formLogin`, `httpBasic`, `oauth2Login`,
`oauth2ResourceServer`, `x509`, `saml2Login`, and own filters put before
`UsernamePasswordAuthenticationFilter`; `csrf`, `cors`.
Versions seen: Spring Security 3.2 to 7.
Not recognised: XML configuration; rules made in loops or from settings (gaps). Rules of several
chains are taken one after the other in the order they are written; a chain narrowed by a
`securityMatcher` keeps its rules to those paths.
Documentation: https://docs.spring.io/spring-security/reference/servlet/authorization/authorize-http-requests.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.model.security import SchemeKind
from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Chain, Fact, Guard, PathRule, SchemeFact, Unresolved
from backend_architect.survey.grammars.java.text import call_arguments, plain_type, qualified
from backend_architect.survey.idioms.guard_roles import role_of
from backend_architect.survey.idioms.java.spring_chains import (
    OUTCOMES,
    name_of,
    names_called,
    paths_in,
    rule_of,
)

_SCHEMES: dict[str, tuple[str, SchemeKind]] = {
    "formLogin": ("session", "session"),
    "httpBasic": ("basic", "basic"),
    "oauth2Login": ("oauth2", "oauth2"),
    "oauth2Client": ("oauth2", "oauth2"),
    "oauth2ResourceServer": ("bearer", "jwt"),
    "saml2Login": ("saml", "unknown"),
    "x509": ("x509", "mutual-tls"),
}
_FILTERS = frozenset(("addFilterBefore", "addFilterAfter", "addFilterAt", "addFilter"))
_CALLS = OUTCOMES | _SCHEMES.keys() | _FILTERS | {"csrf", "cors", "rememberMe"}
_NARROWING = frozenset(
    ("securityMatcher", "securityMatchers", "antMatcher", "mvcMatcher", "requestMatcher")
)


@detector(
    language="java",
    anchors=("SecurityFilterChain", "SecurityWebFilterChain", "WebSecurityConfigurerAdapter",
             "ResourceServerConfigurerAdapter", "HttpSecurity"),
    query="""
(method_declaration
  parameters: (formal_parameters (formal_parameter type: (type_identifier) @_type))
  body: (block)
  (#any-of? @_type "HttpSecurity" "ServerHttpSecurity")) @configures
""",
)  # fmt: skip
def spring_security(match: Match) -> Iterator[Fact]:
    """Say the rules and schemes of one configuring method."""
    method = match.nodes("configures")[0]
    body = method.child_by_field_name("body")
    scope = qualified(method)
    narrowed = _narrowed(body) if body is not None else ()
    for call in names_called(body, frozenset(_CALLS)) if body is not None else ():
        name = name_of(call)
        if name in OUTCOMES:
            yield from _rule(call, scope, narrowed)
        elif not _switched_off(call):
            yield from _scheme(call, scope, name)
            yield from _filter(call, scope, name)


def _narrowed(body: Node) -> tuple[str, ...]:
    """The paths a whole chain is narrowed to."""
    for call in names_called(body, _NARROWING):
        above = call.parent
        if above is not None and above.type != "argument_list":
            return paths_in(call_arguments(call))[0]
    return ()


def _rule(call: Node, scope: str, narrowed: tuple[str, ...]) -> Iterator[Fact]:
    rule = rule_of(call)
    if rule is None:
        return
    if not rule.known:
        reason = "Its paths are not written out here."
        yield Unresolved(lines=rule.lines, scope=scope, what="a rule of access", reason=reason)
    patterns = narrowed if rule.patterns == ("/**",) and narrowed else rule.patterns
    if patterns:
        yield PathRule(
            lines=rule.lines,
            scope=scope,
            patterns=tuple(p if p.startswith(("/", "*")) else f"/{p}" for p in patterns),
            methods=rule.methods,
            guards=rule.guards,
        )


def _switched_off(call: Node) -> bool:
    """`csrf().disable()`, `csrf(AbstractHttpConfigurer::disable)`, `csrf(c -> c.disable())`."""
    above = call.parent
    chained = (
        above is not None and above.type == "method_invocation" and name_of(above) == "disable"
    )
    given = call.child_by_field_name("arguments")
    inside = given is not None and "disable" in node_text(given)
    return chained or inside


def _scheme(call: Node, scope: str, name: str) -> Iterator[Fact]:
    if name in _SCHEMES:
        scheme, kind = _SCHEMES[name]
        header = kind in ("basic", "jwt")
        line = _line(call)
        yield SchemeFact(
            lines=(line, line),
            scope=scope,
            name=scheme,
            kind=kind,
            location="header" if header else "cookie" if kind == "session" else "",
            parameter="Authorization" if header else "",
        )


def _filter(call: Node, scope: str, name: str) -> Iterator[Fact]:
    """Filters in the chain: own ones by the name of their class or bean, csrf and cors."""
    line = _line(call)
    if name in ("csrf", "cors"):
        guard = Guard(name=name, role=role_of(name))
        yield Chain(lines=(line, line), scope=scope, router="", guard=guard)
    elif name in _FILTERS and call_arguments(call):
        written = _filter_name(call_arguments(call)[0])
        role = role_of(written)
        if written:
            guard = Guard(name=written, role=role)
            yield Chain(lines=(line, line), scope=scope, router="", guard=guard)
        if role == "authentication":
            token = "jwt" in written.lower() or "token" in written.lower()
            kind: SchemeKind = "jwt" if token else "unknown"
            yield SchemeFact(
                lines=(line, line), scope=scope, name=written, kind=kind, location="header",
                parameter="Authorization",
            )  # fmt: skip


def _filter_name(node: Node) -> str:
    """The class or bean of a filter: `new JwtFilter(x)`, `jwtFilter`, `jwtFilter()`."""
    if node.type == "object_creation_expression":
        return plain_type(node.child_by_field_name("type"))
    if node.type == "method_invocation":
        return name_of(node)
    return node_text(node).rpartition(".")[2] if node.type in ("identifier", "field_access") else ""


def _line(call: Node) -> int:
    name = call.child_by_field_name("name")
    return node_lines(name if name is not None else call)[0]
