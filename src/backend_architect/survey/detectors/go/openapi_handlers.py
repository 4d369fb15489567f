"""Go servers whose routes are generated of an OpenAPI document.

Recognises: calls of what oapi-codegen (`RegisterHandlers`,
`RegisterHandlersWithBaseURL` with its base, `HandlerFromMux`, `HandlerFromMuxWithBaseURL`,
`NewStrictHandler`) and go-swagger (`restapi.NewServer`, `restapi.HandlerAPI`): the program follows
the only document it has, where the generated code is not committed.
Versions seen: oapi-codegen 1 and 2, go-swagger 0.28 to 0.31.
Not recognised: which document is meant where there are several.
Documentation: https://github.com/oapi-codegen/oapi-codegen, https://goswagger.io/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Expression, Fact, Followed, Literally
from backend_architect.survey.grammars.go.grammar import grammar

if TYPE_CHECKING:
    from tree_sitter import Node

_MAKERS = {
    "RegisterHandlersWithBaseURL": 2,
    "HandlerFromMuxWithBaseURL": 2,
    "RegisterHandlers": -1,
    "HandlerFromMux": -1,
    "NewStrictHandler": -1,
    "NewStrictHandlerWithOptions": -1,
}

#: What go-swagger makes in its package `restapi`.
_SWAGGER = ("NewServer", "Handler", "HandlerAPI")


@detector(
    language="go",
    anchors=("RegisterHandlers", "HandlerFromMux", "NewStrictHandler", "restapi"),
    query="""
    (call_expression
      function: (selector_expression
        operand: (identifier) @package field: (field_identifier) @called)
      arguments: (argument_list) @arguments) @call
    """,
)
def openapi_handlers(match: Match) -> Iterator[Fact]:
    """The program follows its document."""
    called, given = match.text("called"), match.node("arguments")
    swagger = match.text("package") == "restapi" and called in _SWAGGER
    if given is None or not (called in _MAKERS or swagger):
        return
    place = _MAKERS.get(called, -1)
    base = given.named_children[place] if 0 <= place < given.named_child_count else None
    yield Followed(
        lines=match.lines("call"),
        scope=match.scope("call"),
        document="openapi",
        contract="",
        prefix=_prefix(base, swagger=swagger),
        framework="go-swagger" if swagger else "oapi-codegen",
    )


def _prefix(base: Node | None, *, swagger: bool) -> Expression | None:
    """What the code says; oapi-codegen leaves out the document's own base, go-swagger keeps it."""
    if swagger:
        return None
    return grammar("go").expression(base) if base is not None else Literally(text="")
