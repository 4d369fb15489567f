"""poem-openapi: the operations of an implementation.

Recognises: `#[oai(path = "/x", method = "get")]` in an `impl` with `#[OpenApi]`, its
`prefix_path`; parameters `Path<T>`, `Query<T>`, `Json<T>` are read by `extractors`; security
schemes among the parameters likewise. `poem` says where they are served.
Versions seen: 2 to 5.
Not recognised: paths that are no literals.
Documentation: https://docs.rs/poem-openapi/latest/poem_openapi/attr.OpenApi.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Action, Fact
from backend_architect.survey.grammars.rust.text import qualified
from backend_architect.survey.idioms.rust.items import attributes_of
from backend_architect.survey.idioms.rust.routes import METHODS, openapi_form


@detector(
    language="rust",
    anchors=("oai(",),
    query="(impl_item body: (declaration_list (function_item) @operation)) @api",
)
def poem_openapi(match: Match) -> Iterator[Fact]:
    """One action for each operation."""
    api, operation = match.nodes("api")[0], match.nodes("operation")[0]
    prefix = _prefix(api)
    if prefix is None:
        return
    for each in attributes_of(operation):
        said = each.named()
        if each.name.rpartition(".")[2] != "oai" or "path" not in said:
            continue
        methods = tuple(m.upper() for m in said.get("method", []) if m.upper() in METHODS)
        name = qualified(operation)
        path = openapi_form(f"/{prefix}/{said['path'][0]}".replace("//", "/"))
        yield Action(
            lines=node_lines(each.node),
            scope=name.rpartition(".")[0],
            controller=qualified(api),
            name=name.rpartition(".")[2],
            methods=methods,
            path="" if path.strip("/") == "" else f"/{path.strip('/')}",
            handler=name,
        )


def _prefix(api: Node) -> str | None:
    """What stands before the paths of an implementation, None for one that is no API."""
    for each in attributes_of(api):
        if each.name.rpartition(".")[2] == "OpenApi":
            return next(iter(each.named().get("prefix_path", [])), "").strip("/").strip('"')
    return None
