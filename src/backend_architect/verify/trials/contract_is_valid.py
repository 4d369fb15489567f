"""The contract is an OpenAPI document that validators accept, and its examples keep its schemas.

Claim
    The OpenAPI document of the new and changed operations is valid, and every example in it is what
    its schema says.
Method
    The document is written as OpenAPI 3.1 and judged by openapi-spec-validator; every example
    of a request, response, parameter and schema is validated against its schema (JSON Schema
    2020-12) by openapi-schema-validator, with the formats it knows.
What a pass does not show
    That the service answers so: only requests against the running service can.
"""

from __future__ import annotations

from importlib.metadata import version

import msgspec

from backend_architect.languages.openapi.check import problems
from backend_architect.languages.openapi.examples import examples
from backend_architect.languages.openapi.write import document
from backend_architect.model.api import Api, Operation, Schema
from backend_architect.model.element import Element, Json
from backend_architect.ports.lab import Lab
from backend_architect.verify.mutants import with_model
from backend_architect.verify.trial import Design, Tried, trial


def _wrong_example(design: Design) -> Design:
    """The example of a new request or response body is a number where an object is due."""
    new = [each.id for each in design.to_be.schemas if design.as_is.find(each.id) is None]

    def alters(element: Element) -> Element:
        if not isinstance(element, Schema) or element.id != min(new):
            return element
        return msgspec.structs.replace(element, example=7)

    return with_model(design, alters)


@trial(mutant=_wrong_example, needs_lab=False)
def contract_is_valid(design: Design, lab: Lab) -> Tried | None:  # noqa: ARG001 - runs without one
    """Write, validate, compare examples with schemas."""
    by_api: dict[str, list[Operation]] = {}
    for operation in design.to_be.operations:
        api = design.to_be.get(operation.api, Api)
        if api.style == "rest" and operation != design.as_is.find(operation.id):
            by_api.setdefault(api.id, []).append(operation)
    if not by_api:
        return None
    said: list[str] = []
    shown = 0
    for id, operations in sorted(by_api.items()):
        api = design.to_be.get(id, Api)
        written = document(design.to_be, api, tuple(operations))
        shown += len(list(examples(written)))
        said += problems(written)
    count = sum(map(len, by_api.values()))
    return _judged(count, shown, said)


def _judged(operations: int, shown: int, said: list[str]) -> Tried:
    figures: dict[str, Json] = {
        "operations": operations,
        "examples": shown,
        "problems": len(said),
        "openapi-spec-validator": version("openapi-spec-validator"),
        "openapi-schema-validator": version("openapi-schema-validator"),
    }
    if said:
        return Tried("refuted", f"Problems in the contract: {said[0]}", figures, tuple(said))
    return Tried("proven", figures=figures)
