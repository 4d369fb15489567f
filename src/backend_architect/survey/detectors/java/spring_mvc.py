"""Spring MVC and annotated WebFlux controllers: routes, inputs, method security.

Recognises: `@RestController`, `@Controller` and own annotations that end so; `@RequestMapping` on
classes and methods with `method=`, several paths, constants, property placeholders;
`@GetMapping` to `@PatchMapping`; mappings inherited from interfaces and abstract classes,
`@HttpExchange` and `@GetExchange` to `@PatchExchange` among them;
`@PathVariable`, `@RequestParam`, `@RequestHeader`, `@CookieValue`, `@RequestBody`, `Pageable`,
plain parameters; types inside `ResponseEntity`, `Mono`, `List` and the like; `@ResponseStatus`;
`@PreAuthorize`, `@Secured`, `@RolesAllowed`, `@PermitAll`.
Handlers that answer with a view are routes too.
Versions seen: Spring 4 to 7.
Not recognised: functional endpoints (`RouterFunction`), own annotations composed of mappings,
placeholders that no settings hold (a gap). Feign clients are calls, not routes, and say nothing.
Documentation: https://docs.spring.io/spring-framework/reference/web/webmvc/mvc-controller.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Action,
    Expression,
    Fact,
    Guard,
    Resource,
    Route,
    Router,
)
from backend_architect.survey.grammars.java.text import bases_of, qualified
from backend_architect.survey.idioms.java.annotations import annotated, class_around, modifier
from backend_architect.survey.idioms.java.spring_guards import guards_of, opens
from backend_architect.survey.idioms.java.spring_mappings import (
    EMPTY,
    MAPPINGS,
    Mapping,
    below,
    body_of,
    constant,
    inputs_of,
    mapping_of,
    returns_of,
    status_of,
)

_CLIENTS = frozenset(("FeignClient", "RegisterRestClient"))
_NAMES = " ".join(f'"{name}"' for name in MAPPINGS)


@detector(
    language="java",
    anchors=(*(f"@{name}" for name in MAPPINGS), "Controller"),
    query=f"""
(method_declaration (modifiers
  [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]
  (#any-of? @_name {_NAMES}))) @handler
(class_declaration (modifiers
  [(annotation name: (_) @_name) (marker_annotation name: (_) @_name)]
  (#match? @_name "Controller$|^RequestMapping$"))) @class
""",
)
def spring_mvc(match: Match) -> Iterator[Fact]:
    """Say what this match tells about Spring's routes."""
    declared = match.node("class")
    if declared is not None:
        yield from _controller(declared)
        return
    method = match.nodes("handler")[0]
    around = class_around(method)
    if around is None or _CLIENTS & annotated(around).keys():
        return
    if _serves(around):
        yield from _routes(method, around)
    else:
        yield from _actions(method, around)


def _serves(declared: Node) -> bool:
    """True for a class Spring makes a handler of; interfaces and abstract classes hand down."""
    if declared.type == "interface_declaration" or modifier(declared, "abstract"):
        return False
    found = annotated(declared)
    return "RequestMapping" in found or any(name.endswith("Controller") for name in found)


def _shows_views(declared: Node) -> bool:
    """True for a class whose methods give names of views unless they say otherwise."""
    found = annotated(declared)
    return "Controller" in found and "ResponseBody" not in found


def _controller(declared: Node) -> Iterator[Fact]:
    """The class as a router, and as the class whose inherited actions it serves."""
    if not _serves(declared):
        return
    name, lines = qualified(declared), _head(declared)
    yield Router(
        lines=lines,
        scope=name,
        name=name,
        framework="spring",
        prefix=_one_prefix(declared),
        root=True,
        guards=guards_of(declared),
    )
    if any(True for _ in bases_of(declared)):
        yield Resource(
            lines=lines, scope=name, router=name, path=EMPTY, controller=name, framework="spring"
        )


def _head(declared: Node) -> tuple[int, int]:
    """The lines of a declaration up to its body."""
    body = declared.child_by_field_name("body")
    first, last = node_lines(declared)
    return first, body.start_point.row + 1 if body is not None else last


def _prefixes(declared: Node) -> tuple[Expression, ...]:
    mapping = mapping_of(declared)
    return mapping.paths if mapping is not None else (EMPTY,)


def _one_prefix(declared: Node) -> Expression:
    """The prefix of a class that has one; several are written into the paths of its routes."""
    prefixes = _prefixes(declared)
    return prefixes[0] if len(prefixes) == 1 else EMPTY


def _paths(mapping: Mapping, declared: Node) -> Iterator[Expression]:
    prefixes = _prefixes(declared)
    for prefix in prefixes if len(prefixes) > 1 else (EMPTY,):
        for path in mapping.paths:
            yield below(prefix, path)


def _methods(mapping: Mapping, declared: Node) -> tuple[str, ...]:
    """The methods of a mapping, else those its class narrows to, else any."""
    above = mapping_of(declared)
    return mapping.methods or (above.methods if above is not None else ()) or ("ANY",)


def _guards(method: Node) -> tuple[Guard, ...]:
    return () if opens(method) else guards_of(method)


def _routes(method: Node, declared: Node) -> Iterator[Fact]:
    mapping = mapping_of(method)
    router, name = qualified(declared), qualified(method)
    for path in _paths(mapping, declared) if mapping is not None else ():
        yield Route(
            lines=_head(method),
            scope=router,
            router=router,
            methods=_methods(mapping, declared) if mapping else (),
            path=path,
            handler=name,
            framework="spring",
            guards=_guards(method),
            inputs=tuple(inputs_of(method)),
            body=body_of(method),
            returns=returns_of(method, view=_shows_views(declared)),
            status=status_of(method),
        )


def _actions(method: Node, declared: Node) -> Iterator[Fact]:
    """The mappings of an interface or abstract class, for the controllers that inherit them."""
    mapping = mapping_of(method)
    owner = qualified(declared)
    name = node_text(method.child_by_field_name("name") or method)
    for prefix in _prefixes(declared) if mapping is not None else ():
        for path in mapping.paths if mapping is not None else ():
            written = constant(path)
            yield Action(
                lines=_head(method),
                scope=owner,
                controller=owner,
                name=name,
                methods=_methods(mapping, declared) if mapping else (),
                path=_rooted(written or ""),
                template=path if written is None else None,
                base=prefix,
                guards=_guards(method),
            )


def _rooted(path: str) -> str:
    return path if not path or path.startswith("/") else f"/{path}"
