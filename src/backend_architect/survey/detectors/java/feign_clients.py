"""Declarative HTTP clients of Java: interfaces whose methods are calls to another service.

Recognises: `@FeignClient` with `name`, `value`, `serviceId`, `url` and `path`, and the mappings of
its methods; MicroProfile's `@RegisterRestClient(baseUri=, configKey=)` with JAX-RS paths;
Micronaut's `@Client`; Spring's `@HttpExchange` interfaces with an address; `@GrpcClient("name")`.
Versions seen: Spring Cloud OpenFeign 1 to 4, MicroProfile REST Client 1 to 4, Micronaut 1 to 4.
Not recognised: Feign's own builder; mappings on a base interface of the client.
Documentation: https://docs.spring.io/spring-cloud-openfeign/reference/
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Literally, Opaque, Tie
from backend_architect.survey.grammars.java.text import expression, qualified
from backend_architect.survey.idioms.java.annotations import annotated, argument, members, text
from backend_architect.survey.idioms.java.spring_mappings import EMPTY, below, mapping_of

_CLIENTS = ("FeignClient", "RegisterRestClient", "Client", "HttpExchange")
_TARGETS = ("url", "baseUri", "name", "value", "serviceId", "id", "configKey")
#: Annotations of JAX-RS and Micronaut with the method of HTTP they stand for.
_METHODS = {
    "GET": "GET", "POST": "POST", "PUT": "PUT", "DELETE": "DELETE", "PATCH": "PATCH",
    "Get": "GET", "Post": "POST", "Put": "PUT", "Delete": "DELETE", "Patch": "PATCH",
    "GetExchange": "GET", "PostExchange": "POST", "PutExchange": "PUT",
    "DeleteExchange": "DELETE", "PatchExchange": "PATCH",
}  # fmt: skip
_NAMES = " ".join(f'"{name}"' for name in _CLIENTS)


@detector(
    language="java",
    anchors=(*(f"@{name}" for name in _CLIENTS), "@GrpcClient"),
    query=f"""
(interface_declaration (modifiers
  [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]
  (#any-of? @_name {_NAMES}))) @client
(annotation name: (identifier) @_grpc (#eq? @_grpc "GrpcClient")) @grpc
""",
)
def feign_clients(match: Match) -> Iterator[Fact]:
    """One call for each method of a client, or one for a client without mapped methods."""
    grpc = match.node("grpc")
    if grpc is not None:
        named = argument(grpc, "value")
        said = expression(named) if named is not None else Opaque(source="")
        yield Tie(lines=node_lines(grpc), purpose="call", target=said, technology="grpc")
        return
    declared = match.nodes("client")[0]
    found = annotated(declared)
    name = next(each for each in _CLIENTS if each in found)
    target = _target(found[name])
    if target is None:
        return
    prefix = Literally(text=text(found[name], "path") or text(found.get("Path"), "value"))
    calls = list(_calls(declared, prefix, target, name))
    lines = node_lines(found[name])
    yield from calls or [
        Tie(lines=lines, scope=qualified(declared), purpose="call", target=target, path=prefix)
    ]


def _target(annotation: Node) -> Expression | None:
    """The address if one is given, else the service's name."""
    for key in _TARGETS:
        value = argument(annotation, key)
        said = expression(value) if value is not None else None
        if said is not None and said != EMPTY:
            return said
    return None


def _calls(declared: Node, prefix: Expression, target: Expression, client: str) -> Iterator[Tie]:
    above = mapping_of(declared) if client != "HttpExchange" else None
    before = below(prefix, above.paths[0]) if above is not None else prefix
    for method in members(declared, "method_declaration"):
        for verb, path in _mapped(method):
            yield Tie(
                lines=node_lines(method),
                scope=qualified(method),
                purpose="call",
                target=target,
                technology="feign" if client == "FeignClient" else "http",
                method=verb,
                path=below(before, path),
            )


def _mapped(method: Node) -> Iterator[tuple[str, Expression]]:
    mapping = mapping_of(method)
    if mapping is not None:
        yield (mapping.methods or ("ANY",))[0], mapping.paths[0]
        return
    found = annotated(method)
    verb = next((name for name in _METHODS if name in found), "")
    if verb:
        path = text(found[verb], "value", "uri") or text(found.get("Path"), "value")
        yield _METHODS[verb], Literally(text=path)
