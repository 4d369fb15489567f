"""Protocol buffers' services: their methods, and the paths of their HTTP mapping.

Recognises: `service X { rpc M (A) returns (stream B) { option (google.api.http) = {...}; } }` with
`additional_bindings` and `custom`; a method is `POST /package.X/M` on the wire, as gRPC sends it.
Versions seen: proto2, proto3, edition 2023.
Not recognised: HTTP rules in a service's own configuration file (`google.api.Service`).
Documentation: https://github.com/googleapis/googleapis/blob/master/google/api/http.proto,
https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Described, Fact
from backend_architect.survey.idioms.protobuf import Rpc, rpcs


@detector(paths=("*.proto",))
def protobuf_services(match: Match) -> Iterator[Fact]:
    """One described operation for each method, and one for each of its HTTP bindings."""
    for rpc in rpcs(match.source.text):
        yield _described(rpc, "POST", f"/{rpc.service}/{rpc.name}", rpc.lines[0], binding=False)
        for each in rpc.bindings:
            yield _described(rpc, each.method, each.path, each.line, binding=True)


def _described(rpc: Rpc, method: str, path: str, line: int, *, binding: bool) -> Described:
    return Described(
        lines=(line, line),
        document="protobuf",
        method=method,
        path=path,
        name=rpc.name,
        service=rpc.service,
        binding=binding,
    )
