"""Spring MVC and annotated WebFlux controllers written in Kotlin.

Recognises: `@RestController`, `@Controller` and own annotations that end so; `@RequestMapping` and
`@GetMapping` to `@PatchMapping` with one path or several (`["/a", "/b"]`), constants and string
templates; mappings inherited from interfaces and abstract classes,
`@HttpExchange` and `@GetExchange` to `@PatchExchange` among them; inputs, bodies and types of what
comes back; `@ResponseStatus`; `@PreAuthorize`, `@Secured`, `@RolesAllowed`, `@PermitAll`.
Versions seen: Spring 5 to 7.
Not recognised: own annotations composed of mappings, placeholders without a default (a gap). Feign
clients are calls, not routes, and say nothing.
Documentation: https://docs.spring.io/spring-framework/reference/languages/kotlin.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard, Input
from backend_architect.survey.grammars.kotlin.text import (
    Parameter,
    inner_type,
    is_nullable,
    parameters_of,
    return_type,
)
from backend_architect.survey.idioms.java.spring_guards import guards_of, opens
from backend_architect.survey.idioms.java.spring_mappings import (
    MAPPINGS,
    PLACES,
    input_of,
    mapping_of,
    status_of,
)
from backend_architect.survey.idioms.kotlin.annotations import (
    annotated,
    annotations_of,
    class_around,
)
from backend_architect.survey.idioms.kotlin.controllers import (
    Handled,
    Mapped,
    Style,
    actions,
    controller,
    hands_down,
    routes,
)

_CLIENTS = frozenset(("FeignClient", "RegisterRestClient"))
_NAMES = "|".join(MAPPINGS)
_SIMPLE = frozenset(
    ("String", "Int", "Long", "Boolean", "Double", "Float", "Short", "UUID", "BigDecimal",
     "LocalDate", "LocalDateTime", "Instant")
)  # fmt: skip
_NOTHING = frozenset(("Unit", "Void", "Any", "ModelAndView", "ResponseEntity", "HttpEntity", "*"))


@detector(
    language="kotlin",
    anchors=(*(f"@{name}" for name in MAPPINGS), "Controller"),
    query=f"""
(function_declaration (modifiers (annotation [(user_type) @_name
  (constructor_invocation (user_type) @_name)] (#match? @_name "^({_NAMES})$")))) @handler
(class_declaration (modifiers (annotation [(user_type) @_name
  (constructor_invocation (user_type) @_name)]
  (#match? @_name "Controller$|^RequestMapping$")))) @class
""",
)
def kotlin_spring(match: Match) -> Iterator[Fact]:
    """Say what this match tells about Spring's routes; Micronaut's controllers are none of them."""
    if b"io.micronaut" in match.source.data:
        return
    declared = match.node("class")
    if declared is not None:
        if _serves(declared):
            yield from controller(declared, _SPRING)
        return
    function = match.nodes("handler")[0]
    around = class_around(function)
    if around is None or _CLIENTS & annotations_of(around).keys():
        return
    yield from (routes if _serves(around) else actions)(function, around, _SPRING)


def _serves(declared: Node) -> bool:
    """True for a class Spring makes a handler of; interfaces and abstract classes hand down."""
    found = annotations_of(declared)
    named = "RequestMapping" in found or any(name.endswith("Controller") for name in found)
    return named and not hands_down(declared)


def _mapped(declared: Node) -> Mapped | None:
    mapping = mapping_of(declared)
    return Mapped(mapping.paths, mapping.methods) if mapping is not None else None


def _guards(function: Node) -> tuple[Guard, ...]:
    return () if opens(function) else guards_of(function)


def _handled(function: Node) -> Handled:
    given = list(parameters_of(function))
    bodies = [e for e in given if {"RequestBody", "RequestPart"} & annotated(e.modifiers).keys()]
    returns = inner_type(return_type(function))
    return Handled(
        guards=_guards(function),
        inputs=tuple(each for parameter in given for each in _inputs(parameter)),
        body=inner_type(bodies[0].type) if bodies else "",
        returns="" if returns in _NOTHING else returns,
        status=status_of(function),
    )


def _inputs(parameter: Parameter) -> Iterator[Input]:
    found = annotated(parameter.modifiers)
    place = next((place for place in PLACES if place in found), "")
    type = inner_type(parameter.type)
    optional = is_nullable(parameter.type) or parameter.default is not None
    if place:
        yield input_of(found[place], place, parameter.name, type, optional=optional)
    elif type == "Pageable":
        for word in ("page", "size", "sort"):
            yield Input(name=word, location="query", required=False)
    elif type in _SIMPLE and not found:
        yield Input(name=parameter.name, location="query", type=type, required=False)


_SPRING = Style("spring", _mapped, _mapped, _handled, guards_of)
