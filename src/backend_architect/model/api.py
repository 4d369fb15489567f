"""Contracts in OpenAPI words: apis, operations, schemas."""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.element import Element, Json, Noun

Style: TypeAlias = Literal["rest", "graphql", "grpc", "websocket", "event"]
Location: TypeAlias = Literal["path", "query", "header", "cookie", "token"]
DocumentKind: TypeAlias = Literal[
    "openapi", "asyncapi", "protobuf", "graphql", "raml", "wsdl", "smithy", "typespec", "odata",
    "collection", "gateway",
]  # fmt: skip
DocumentedState: TypeAlias = Literal["routed", "followed", "unrouted", "unknown"]
Pagination: TypeAlias = Literal["", "cursor", "offset", "none"]


class Parameter(Noun, frozen=True, kw_only=True):
    """One input of an operation beside its body.

    `location` "token" is a value taken from the caller's credentials, never sent openly; it is no
    OpenAPI parameter but it narrows what the operation reads. `columns` are the ids of the columns
    the value is compared with (of one or more tables), from which access paths are derived.
    """

    name: str
    location: Location
    json_schema: dict[str, Json] = {}
    required: bool = True
    columns: tuple[str, ...] = ()
    doc: str = ""
    example: Json = None


class Response(Noun, frozen=True, kw_only=True):
    """What may come back. `schema` is the id of a Schema or "" for no body."""

    status: int
    doc: str
    schema: str = ""
    example: Json = None
    headers: tuple[str, ...] = ()


class RateLimit(Noun, frozen=True, kw_only=True):
    """At most `requests` in `seconds` for each value of `key` (such as "account" or "ip")."""

    requests: int
    seconds: int
    key: str


class Schema(Element, frozen=True, kw_only=True):
    """A JSON Schema 2020-12 with its name in the contract and one valid example."""

    json_schema: dict[str, Json] = {}
    example: Json = None


class Api(Element, frozen=True, kw_only=True):
    """All operations one service offers in one style."""

    service: str
    style: Style = "rest"
    base_path: str = ""
    version: str = ""


class Operation(Element, frozen=True, kw_only=True):
    """One method on one path.

    `table` is the table whose rows the operation is about and `sorts` the columns of its order
    ("-" before a column id means descending): with the parameters' columns they are what the
    operation's access paths are derived from. `guards` names the checks a request passes, in order.
    """

    api: str
    method: str
    path: str
    handler: str = ""
    module: str = ""
    parameters: tuple[Parameter, ...] = ()
    request: str = ""
    request_example: Json = None
    responses: tuple[Response, ...] = ()
    security: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    table: str = ""
    sorts: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    pagination: Pagination = ""
    rate_limit: RateLimit | None = None
    idempotency_key: bool = False
    peak_rate: float = 0.0


class Documented(Element, frozen=True, kw_only=True):
    """What a contract in the repository describes, beside what code routes.

    `operation` is the one that answers it, "" where none is known. It is "routed" where code says
    that operation too, "followed" where the document itself is what the program serves, "unrouted"
    where the program has routes and none is this one, and "unknown" where nothing can be said: the
    program around has no routes that were read, or they are no HTTP.
    """

    document: str
    kind: DocumentKind
    method: str
    path: str
    service: str = ""
    operation: str = ""
    state: DocumentedState = "unknown"
