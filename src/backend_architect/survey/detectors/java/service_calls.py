"""Outgoing calls of Java programs: clients of HTTP, lookups in a registry, databases by address.

Recognises: the address given to `RestTemplate` (`getForObject`, `exchange` ...), `WebClient` and
`RestClient` (`uri`, `baseUrl`, `create`), `java.net.http`, OkHttp, Apache's client, Retrofit and
JAX-RS's client by the names of their methods; `discoveryClient.getInstances("orders")`,
`loadBalancer.choose`, `getNextServerFromEureka`, `@RibbonClient`, `@LoadBalancerClient`;
`RouteLocator`'s `.path(...)` and `.uri(...)`; addresses of databases and services in texts.
Versions seen: Spring 4 to 7, JDK 11 to 25.
Not recognised: addresses made where the program runs (a gap where a client is called with one).
Documentation: https://docs.spring.io/spring-framework/reference/integration/rest-clients.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, Joined, Literally, Name, Tie
from backend_architect.survey.grammars.java.text import expression, text_of
from backend_architect.survey.idioms.addresses import without_credentials
from backend_architect.survey.idioms.java.annotations import text as annotation_text
from backend_architect.survey.idioms.stores import technology_of

#: Methods of HTTP clients that take an address first, with the method of HTTP where it is fixed.
_CLIENT = {
    "getForObject": "GET", "getForEntity": "GET", "postForObject": "POST",
    "postForEntity": "POST", "postForLocation": "POST", "patchForObject": "PATCH",
    "headForHeaders": "HEAD", "exchange": "", "uri": "", "baseUrl": "", "target": "",
    "HttpGet": "GET", "HttpPost": "POST", "HttpPut": "PUT", "HttpDelete": "DELETE",
}  # fmt: skip
#: Methods of clients whose names mean other things too: they count with an address only.
_DOUBTFUL = ("put", "delete", "create", "url", "execute", "get", "post", "of", "fromUriString",
             "fromHttpUrl", "rootUri")  # fmt: skip
_ADDRESSED = ("fromUriString", "fromHttpUrl", "rootUri")
_LOOKUPS = ("getInstances", "choose", "getNextServerFromEureka", "getApplication", "reconstructURI")
_SERVICE = re.compile(r"[A-Za-z][\w.-]*\Z")
_SERVED = re.compile(r"(?:https?|lb)://[^/\s]")
_BODIES = ("method_declaration", "constructor_declaration", "lambda_expression")
_STORE = re.compile(r"(jdbc:[a-z0-9]+|r2dbc:[a-z0-9]+|mongodb(?:\+srv)?|redis|neo4j|bolt):")
#: What an address begins with, with the quote: the licence at the head of every file holds one too.
_OPENINGS = ('"http://', '"https://', '"lb://', '"jdbc:', '"r2dbc:', '"mongodb', '"redis:',
             '"neo4j', '"bolt:')  # fmt: skip
_CALLED = " ".join(f'"{name}"' for name in (*_CLIENT, *_DOUBTFUL))
_LOOKED = " ".join(f'"{name}"' for name in _LOOKUPS)


@detector(
    language="java",
    anchors=(
        *_OPENINGS, "@RibbonClient", "@LoadBalancerClient",
        *(f"{name}(" for name in (*_CLIENT, *_ADDRESSED, *_LOOKUPS)),
    ),
    query=f"""
(method_invocation name: (identifier) @called (#any-of? @called {_CALLED})
  arguments: (argument_list . (_) @target))
(object_creation_expression type: (type_identifier) @called (#any-of? @called {_CALLED})
  arguments: (argument_list . (_) @target))
(method_invocation name: (identifier) @_lookup (#any-of? @_lookup {_LOOKED})
  arguments: (argument_list . (_) @service))
(string_literal) @text
(annotation name: (identifier) @_ribbon
  (#any-of? @_ribbon "RibbonClient" "LoadBalancerClient")) @named
""",
)  # fmt: skip
def service_calls(match: Match) -> Iterator[Fact]:
    """Say what is called, looked up or opened."""
    target, service = match.node("target"), match.node("service")
    written, named = match.node("text"), match.node("named")
    if target is not None:
        yield from _call(match, target)
    elif service is not None:
        yield from _lookup(match, service)
    elif named is not None:
        name = annotation_text(named, "name", "value")
        if name:
            yield Tie(
                lines=node_lines(named), purpose="call", target=Literally(text=name), optional=True
            )
    elif (
        written is not None
        and node_text(written).lstrip('"').startswith(tuple(each[1:] for each in _OPENINGS))
        and not _annotates(written)
    ):
        yield from _address(match, text_of(written))


def _call(match: Match, target: Node) -> Iterator[Fact]:
    called, said = match.text("called"), expression(target)
    start = _start(said)
    if start.startswith("lb://") or (called == "uri" and _routes(target)):
        yield from _gateway_route(match, target, said)
    elif start.startswith(("http://", "https://")) or (
        (called in _CLIENT or called in _ADDRESSED)
        and isinstance(said, Name | Joined)
        and not start.startswith("/")
    ):
        yield Tie(
            lines=node_lines(target),
            scope=match.scope("target"),
            purpose="call",
            target=said,
            technology="http",
            method=_CLIENT.get(called, "") or _method(target),
            optional=called in _DOUBTFUL,
        )


def _start(said: Expression) -> str:
    """The beginning of a text, as far as it is written out."""
    if isinstance(said, Joined) and said.parts:
        return _start(said.parts[0])
    return said.text if isinstance(said, Literally) else ""


def _method(target: Node) -> str:
    """`HttpMethod.X` beside the address."""
    beside = node_text(target.parent) if target.parent is not None else ""
    found = re.search(r"HttpMethod\.([A-Z]+)", beside)
    return found[1] if found else ""


def _routes(target: Node) -> bool:
    """True inside `routes().route(...)` of Spring Cloud Gateway."""
    above, steps = target.parent, 0
    while above is not None and steps < 12:
        if above.type == "lambda_expression" and "route" in node_text(above.parent or above)[:2000]:
            return ".path(" in node_text(above)
        above, steps = above.parent, steps + 1
    return False


def _gateway_route(match: Match, target: Node, said: Expression) -> Iterator[Fact]:
    chain = target.parent.parent if target.parent is not None else None
    path = re.search(r"\.path\(\s*\"([^\"]+)\"", node_text(chain)) if chain is not None else None
    yield Tie(
        lines=node_lines(target), scope=match.scope("target"), purpose="route", target=said,
        technology="spring-cloud-gateway", path=Literally(text=path[1] if path else ""),
    )  # fmt: skip


def _lookup(match: Match, service: Node) -> Iterator[Fact]:
    said = expression(service)
    plain = isinstance(said, Literally) and _SERVICE.match(said.text)
    if plain or isinstance(said, Name):
        yield Tie(
            lines=node_lines(service), scope=match.scope("service"), purpose="call", target=said,
            technology="http", optional=True,
        )  # fmt: skip


def _annotates(node: Node) -> bool:
    above, steps = node.parent, 0
    while above is not None and steps < 6:
        if above.type in ("annotation", "marker_annotation"):
            return True
        above, steps = above.parent, steps + 1
    return False


def _is_kept(node: Node) -> bool:
    """True for a text that a field holds: it counts where the field is used."""
    above: Node | None = node
    while above is not None and above.type not in _BODIES:
        if above.type == "field_declaration":
            return True
        above = above.parent
    return False


def _address(match: Match, text: str) -> Iterator[Fact]:
    """An address in a text: it counts if what it names is part of the system."""
    store = _STORE.match(text)
    technology = technology_of(store[1]) if store is not None else ""
    lines, scope = match.lines("text"), match.scope("text")
    target = Literally(text=without_credentials(text[:300]))
    if technology and "://" in text:
        yield Tie(lines=lines, scope=scope, purpose="store", target=target, technology=technology)
    elif _SERVED.match(text) and not _is_kept(match.nodes("text")[0]):
        yield Tie(lines=lines, scope=scope, purpose="use", target=target, optional=True)
