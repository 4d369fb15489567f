"""GraphQL servers: the path they answer POST at.

Recognises: Apollo's `expressMiddleware`, `applyMiddleware`, `koaMiddleware` and
`startStandaloneServer`; `createYoga` and `createHandler` with their options; `graphqlHTTP`;
mercurius and Apollo's plugin for Fastify; `GraphQLModule.forRoot` of NestJS.
Versions seen: Apollo Server 2 to 5, graphql-yoga 2 to 5, express-graphql 0.12, mercurius 8 to 16,
@nestjs/graphql 7 to 13.
Not recognised: the fields behind the endpoint; paths that are set when the program runs.
Documentation: https://www.apollographql.com/docs/apollo-server/api/express-middleware
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    expression,
    field,
    field_text,
    pairs,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of

if TYPE_CHECKING:
    from tree_sitter import Node

_ROUTER = "(graphql)"
#: Calls that serve GraphQL -> the option with the path, and the path without it.
_SERVERS = {
    "createYoga": ("graphqlEndpoint", "/graphql"), "applyMiddleware": ("path", "/graphql"),
    "startStandaloneServer": ("path", "/"), "forRoot": ("path", "/graphql"),
    "forRootAsync": ("path", "/graphql"), "getMiddleware": ("path", "/graphql"),
}  # fmt: skip
_PLUGINS = ("mercurius", "fastifyApollo", "MercuriusPlugin")


@detector(
    language="javascript",
    anchors=("createYoga", "applyMiddleware", "startStandaloneServer", "GraphQLModule",
             "expressMiddleware", "graphqlHTTP", "koaMiddleware", "mercurius", "fastifyApollo",
             "graphql-http", "createHandler"),
    query="""
    (call_expression
      function: [(identifier) @name (member_expression property: (property_identifier) @name)]
      (#any-of? @name "createYoga" "applyMiddleware" "startStandaloneServer" "forRoot"
        "forRootAsync" "expressMiddleware" "graphqlHTTP" "koaMiddleware" "createHandler")) @call
    (call_expression
      function: (member_expression property: (property_identifier) @name)
      arguments: (arguments . (identifier) @plugin) (#eq? @name "register")) @call
    """,
)  # fmt: skip
def graphql_endpoints(match: Match) -> Iterator[Fact]:
    """One route that answers POST for each server."""
    call, name = match.node("call"), match.text("name")
    where = _where(match, call, name) if call is not None else None
    if call is not None and where is not None:
        yield Router(lines=node_lines(call), scope=scope_of(call), name=_ROUTER,
                     framework="graphql", root=True)  # fmt: skip
        yield Route(lines=node_lines(call), scope=scope_of(call), router=_ROUTER,
                    methods=("POST",), path=Literally(text=where), framework="graphql"
                    )  # fmt: skip


def _where(match: Match, call: Node, name: str) -> str | None:
    """The path that a call serves GraphQL at; None for a call that serves none, or elsewhere."""
    if name == "register":
        known = match.text("plugin") in _PLUGINS
        return _option(call, "path", "/graphql") if known else None
    if name in ("forRoot", "forRootAsync"):
        module = "GraphQLModule" in dotted(field(call, "function"))
        return _option(call, *_SERVERS[name]) if module else None
    if name == "applyMiddleware":
        served = "app" in pairs(next(iter(arguments(call)), None))
        return _option(call, *_SERVERS[name]) if served else None
    if name in _SERVERS:
        return _option(call, *_SERVERS[name])
    if name == "createHandler" and "graphql" not in match.source.text:
        return None
    return _mounted(call)


def _option(call: Node, key: str, default: str) -> str:
    for given in arguments(call):
        found = pairs(given).get(key)
        said = expression(found) if found is not None else None
        if isinstance(said, Literally):
            return said.text
    return default


def _mounted(call: Node) -> str | None:
    """The path of `app.use("/graphql", cors(), expressMiddleware(server))`."""
    listed = call.parent
    outer = listed.parent if listed is not None and listed.type == "arguments" else None
    if outer is None or field_text(field(outer, "function"), "property") not in (
        "use", "all", "post",
    ):  # fmt: skip
        return None
    first = string(arguments(outer)[0])
    return first if first is not None and first.startswith("/") else "/"
