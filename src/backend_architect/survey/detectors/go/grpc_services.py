"""Go programs that serve what protocol buffers describe.

Recognises: calls of what is generated of them: `pb.RegisterUserServer(server, ...)` of gRPC,
`pb.RegisterUserHandlerFromEndpoint(...)`, `...HandlerServer`, `...HandlerClient` and `...Handler`
of grpc-gateway, `v1.RegisterUserHTTPServer(server, ...)` of Kratos.
Versions seen: grpc-go 1.40 to 1.70, grpc-gateway 1 and 2, Kratos 2.
Not recognised: servers of Connect and Twirp.
Documentation: https://grpc-ecosystem.github.io/grpc-gateway/, https://go-kratos.dev/en/docs/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Followed

_REGISTER = re.compile(
    r"Register(\w+?)(HandlerFromEndpoint|HandlerServer|HandlerClient|HTTPServer|Handler|Server)"
)


@detector(
    language="go",
    anchors=("HandlerFromEndpoint", "HandlerServer", "HandlerClient", "HTTPServer", "Handler(",
             "Server("),
    query="""
    (call_expression function: (selector_expression field: (field_identifier) @called)) @call
    """,
)  # fmt: skip
def grpc_services(match: Match) -> Iterator[Fact]:
    """The program follows the contract of the service that is registered."""
    found = _REGISTER.fullmatch(match.text("called"))
    if found is None or match.source.path.endswith((".pb.go", ".pb.gw.go")):
        return
    yield Followed(
        lines=match.lines("called"),
        scope=match.scope("call"),
        document="protobuf",
        contract=found[1],
        framework="kratos" if found[2] == "HTTPServer" else "grpc",
        through="rpc" if found[2] == "Server" else "http",
    )
