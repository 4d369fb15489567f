"""Where a program of ASP.NET puts controllers that have no templates, and what it puts before all.

Recognises: `MapControllerRoute`, `MapAreaControllerRoute`, `MapDefaultControllerRoute`,
`UseMvcWithDefaultRoute`, `MapRoute` and `MapHttpRoute` with templates and defaults; prefixes of all
controllers by conventions whose names say so (`UseGeneralRoutePrefix("api")`,
`new RoutePrefixConvention(...)`); `SlugifyParameterTransformer` and the like for tokens.
Versions seen: ASP.NET Core 2 to 9, ASP.NET MVC 5, Web API 2.
Not recognised: constraints and data tokens.
Documentation: https://learn.microsoft.com/en-us/aspnet/core/mvc/controllers/routing#conventional-routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Literally,
    Name,
    Opaque,
    RouteConvention,
)
from backend_architect.survey.grammars.csharp.text import (
    call_arguments,
    called_name,
    expression,
    plain_type,
    values,
)

_DEFAULT = "{controller=Home}/{action=Index}/{id?}"
_ROUTES = ("MapControllerRoute", "MapAreaControllerRoute", "MapRoute", "MapHttpRoute",
           "MapLocalizedRoute")  # fmt: skip
_PATTERNS = ("pattern", "template", "url", "routeTemplate")
_WORD = re.compile(r"\b(controller|action|area)\s*=\s*\"([^\"]*)\"", re.IGNORECASE)
_PREFIXING = re.compile(r"(Route|Api)Prefix|CentralRoute|GlobalRoute|PrefixConvention", re.I)


@detector(
    language="csharp",
    anchors=("ControllerRoute", "MapRoute", "MapHttpRoute", "UseMvcWithDefaultRoute",
             "TransformerConvention", "Prefix"),
    query="""
[(invocation_expression) (object_creation_expression)] @call
""",
)  # fmt: skip
def aspnet_conventions(match: Match) -> Iterator[Fact]:
    """One convention for each call that makes one."""
    call = match.nodes("call")[0]
    created = call.type == "object_creation_expression"
    name = plain_type(call.child_by_field_name("type")) if created else called_name(call)
    lines, scope = node_lines(call), match.scope("call")
    if name in _ROUTES:
        yield from _route(call, name, lines, scope)
    elif name in ("MapDefaultControllerRoute", "UseMvcWithDefaultRoute"):
        yield RouteConvention(lines=lines, scope=scope, pattern=Literally(text=_DEFAULT))
    elif name == "RouteTokenTransformerConvention":
        yield RouteConvention(lines=lines, scope=scope, spelling="kebab")
    elif _PREFIXING.search(name):
        prefix = _prefix(call)
        if prefix is not None:
            yield RouteConvention(lines=lines, scope=scope, prefix=prefix)


def _route(call: Node, name: str, lines: tuple[int, int], scope: str) -> Iterator[Fact]:
    """A pattern by its name, else the second text (the third where an area stands between)."""
    given = call_arguments(call)
    named = {key: value for key, value in given if key}
    node = next((named[key] for key in _PATTERNS if key in named), None)
    at = 2 if name == "MapAreaControllerRoute" else 1
    if node is None and len(given) > at and not given[at][0]:
        node = given[at][1]
    if node is None:
        return
    words = {key.lower(): value for key, value in _WORD.findall(node_text(call))}
    area = named.get("areaName") or (given[1][1] if at == 2 and len(given) > 2 else None)
    said = expression(area) if area is not None else None
    if isinstance(said, Literally):
        words["area"] = said.text
    yield RouteConvention(
        lines=lines, scope=scope, pattern=_pattern(node), words=tuple(sorted(words.items()))
    )


def _pattern(node: Node) -> Expression:
    return expression(node)


def _prefix(call: Node) -> Expression | None:
    """The text a prefix convention is given, by itself or in a route attribute."""
    for value in values(call):
        if value.type == "object_creation_expression":
            return _prefix(value)
        said = expression(value)
        if isinstance(said, Literally) or (isinstance(said, Name) and said.dotted[:1].isupper()):
            return None if isinstance(said, Opaque) else said
    return None
