"""NestJS: controllers and their routes.

Recognises: `@Controller()` with a text, a name, an array or an object (`path`, `version`);
`@Get` to `@Options`, `@All`, `@Sse` with paths in the same forms; `@Version`; `@HttpCode`;
`@Body`, `@Param`, `@Query`, `@Headers` with their types; guards: `@UseGuards`, decorators whose
names promise authentication, authorization or rate limiting, `@Public` and its like; routes of base
classes without `@Controller`.
Versions seen: 7 to 11.
Not recognised: `host`; `@nestjsx/crud` (said as a gap); fields of query objects.
Documentation: https://docs.nestjs.com/controllers
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from backend_architect.survey.detector import Match, Source, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Action,
    Expression,
    Fact,
    Guard,
    Input,
    Literally,
    Resource,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.javascript.definitions import (
    class_bases,
    declared_type,
    parameter_name,
    parameters,
)
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    decorator_call,
    field,
    field_text,
    string,
)
from backend_architect.survey.idioms.javascript import decorated, nestjs

if TYPE_CHECKING:
    from tree_sitter import Node

_Place = Literal["path", "query", "header", "cookie", "body"]
_PLACES: dict[str, _Place] = {
    "Param": "path", "Query": "query", "Headers": "header", "Body": "body", "Cookies": "cookie",
}  # fmt: skip


@detector(
    language="javascript",
    anchors=("@Controller", "@Get(", "@Post(", "@Put(", "@Patch(", "@Delete(", "@All(", "@Sse(",
             "@Head(", "@Options(", "@Crud("),
    query="""
    (decorator (call_expression function: (identifier) @name) (#any-of? @name
      "Controller" "Get" "Post" "Put" "Patch" "Delete" "Head" "Options" "All" "Sse" "Crud"))
      @decorator
    """,
)  # fmt: skip
def nestjs_controllers(match: Match) -> Iterator[Fact]:
    """A router for each controller, a route for each decorated method and path."""
    decorator, name = match.node("decorator"), match.text("name")
    owner = nestjs.class_of(decorator) if decorator is not None else None
    if decorator is None or owner is None or _is_foreign(match.source, decorator):
        return
    if name == "Controller":
        yield from _controller(match.source, owner)
    elif name == "Crud":
        yield Unresolved(lines=node_lines(decorator), what="generated routes",
                         reason="@Crud makes them when the program runs.")  # fmt: skip
    else:
        method = nestjs.member_of(decorator)
        if method is not None:
            yield from _routes(match.source, owner, method, decorator)


def _is_foreign(source: Source, decorator: Node) -> bool:
    """True for a decorator of the same name that another framework brings."""
    return bool(decorated.framework_of(decorated.module_of(source, decorator)))


def _controller(source: Source, owner: Node) -> Iterator[Fact]:
    name, call = nestjs.class_name(owner), nestjs.controller(owner)
    prefixes = nestjs.controller_paths(call)
    single = prefixes[0] if len(prefixes) == 1 else Literally(text="")
    lines = _head(owner)
    yield Router(lines=lines, name=name, framework="nestjs", prefix=single, root=True,
                 guards=tuple(dict.fromkeys(nestjs.guards(source, owner))))  # fmt: skip
    if class_bases(owner):
        yield Resource(lines=lines, router=name, path=Literally(text=""), controller=name,
                       framework="nestjs")  # fmt: skip


def _head(owner: Node) -> tuple[int, int]:
    """From a class's first decorator to the line of its name."""
    name, first = field(owner, "name") or owner, owner
    if owner.parent is not None and owner.parent.type == "export_statement":
        first = owner.parent
    return node_lines(first)[0], node_lines(name)[0]


def _routes(source: Source, owner: Node, method: Node, decorator: Node) -> Iterator[Fact]:
    verb, call = decorator_call(decorator)
    own, methods = field_text(method, "name"), (nestjs.VERBS[verb],)
    given = arguments(call)
    found = nestjs.paths(given[0] if given else None)
    name, guards = nestjs.class_name(owner), tuple(dict.fromkeys(nestjs.guards(source, method)))
    lines = node_lines(decorator)[0], node_lines(field(method, "parameters") or method)[1]
    if nestjs.controller(owner) is None:
        yield from _offers(name, own, methods, found, guards, lines)
        return
    for path in _full(owner, found):
        yield Route(
            lines=lines, router=name, methods=methods, path=path, handler=f"{name}.{own}",
            framework="nestjs", guards=guards, inputs=tuple(_inputs(method)), body=_body(method),
            returns=_returns(method), status=_status(method),
            versions=nestjs.versions(owner, method),
        )  # fmt: skip


def _full(owner: Node, found: tuple[Expression, ...]) -> Iterator[Expression]:
    """Each path, below each of several prefixes; a single prefix is said by the router."""
    prefixes = nestjs.controller_paths(nestjs.controller(owner))
    if len(prefixes) == 1:
        yield from found
    else:
        yield from (nestjs.below(prefix, path) for prefix in prefixes for path in found)


def _offers(
    owner: str,
    name: str,
    methods: tuple[str, ...],
    paths: tuple[Expression, ...],
    guards: tuple[Guard, ...],
    lines: tuple[int, int],
) -> Iterator[Fact]:
    """What a base class without `@Controller` hands down."""
    for path in paths:
        if isinstance(path, Literally):
            text = f"/{path.text.strip('/')}".rstrip("/")
            yield Action(lines=lines, controller=owner, name=name, methods=methods, path=text,
                         handler=f"{owner}.{name}", guards=guards)  # fmt: skip
        else:
            yield Unresolved(lines=lines, what=f"route of {owner}.{name}",
                             reason="The path is computed when the program runs.")  # fmt: skip


# ---------------------------------------------------------------- what a method takes and gives


def _inputs(method: Node) -> Iterator[Input]:
    """The parameters whose decorators name an input; those of whole objects say no names."""
    for each in parameters(method):
        for name, call in nestjs.decorated(each):
            place = _PLACES.get(name)
            given = arguments(call)
            asked = string(given[0]) if given else None
            if place is not None and asked:
                yield Input(name=asked, location=place, type=declared_type(each),
                            required=place == "path" or _is_required(each, given))  # fmt: skip


def _is_required(parameter: Node, given: list[Node]) -> bool:
    optional = parameter.type == "optional_parameter" or field(parameter, "value") is not None
    text = " ".join(node_text(each) for each in given[1:])
    return not (optional or "DefaultValuePipe" in text or "optional: true" in text)


def _body(method: Node) -> str:
    """The type of the parameter that takes the whole body."""
    for each in parameters(method):
        for name, call in nestjs.decorated(each):
            if name == "Body" and not any(string(given) for given in arguments(call)):
                return declared_type(each) if parameter_name(each) else ""
    return ""


def _returns(method: Node) -> str:
    found = declared_type(method, "return_type")
    return "" if found in ("void", "any", "unknown") else found


def _status(method: Node) -> int | None:
    for name, call in nestjs.decorated(method):
        given = arguments(call)
        if name == "HttpCode" and given:
            text = node_text(given[0]).rpartition(".")[2]
            known = HTTPStatus.__members__.get(text)
            return int(text) if text.isdigit() else int(known) if known is not None else None
    return None
