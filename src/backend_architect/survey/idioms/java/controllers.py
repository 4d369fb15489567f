"""Classes of annotated handlers: the class as a router, its methods as routes, and what interfaces
and abstract classes hand down."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_lines
from backend_architect.survey.facts import Action, Fact, Literally, Resource, Route, Router
from backend_architect.survey.grammars.java.text import bases_of, own_name, qualified
from backend_architect.survey.idioms.java.annotations import members, modifier
from backend_architect.survey.idioms.java.spring_mappings import below
from backend_architect.survey.idioms.kotlin.controllers import EMPTY, Mapped, Style


def hands_down(declared: Node) -> bool:
    """True for what serves nothing by itself."""
    return declared.type == "interface_declaration" or modifier(declared, "abstract")


def head(declared: Node) -> tuple[int, int]:
    """The lines of a declaration up to its body."""
    body = declared.child_by_field_name("body")
    first, last = node_lines(declared)
    return first, body.start_point.row + 1 if body is not None else last


def prefixes_of(declared: Node, style: Style) -> tuple[Mapped, ...]:
    """The paths of a class, one by one; at least one, maybe empty."""
    mapped = style.of_class(declared)
    paths = (mapped.paths if mapped is not None else ()) or (EMPTY,)
    return tuple(Mapped((path,)) for path in paths)


def controller(declared: Node, style: Style, *, mounted: bool = False) -> Iterator[Fact]:
    """The class as a router, and as the class whose inherited actions it serves. What is not served
    by itself counts where it is `mounted`; what hands down, where it is implemented."""
    name, lines = qualified(declared), head(declared)
    prefixes = prefixes_of(declared, style)
    yield Router(
        lines=lines,
        scope=name,
        name=name,
        framework=style.framework,
        prefix=prefixes[0].paths[0] if len(prefixes) == 1 else EMPTY,
        root=not mounted,
        guards=style.guards(declared),
        if_mounted=mounted,
        if_implemented=hands_down(declared) and not mounted,
    )
    if any(True for _ in bases_of(declared)) and not hands_down(declared):
        yield Resource(
            lines=lines, scope=name, router=name, path=EMPTY, controller=name,
            framework=style.framework,
        )  # fmt: skip


def routes(method: Node, declared: Node, style: Style) -> Iterator[Fact]:
    """The routes of a method of a class that serves."""
    mapped = style.of_function(method)
    if mapped is None:
        return
    prefixes, handled = prefixes_of(declared, style), style.handled(method)
    router = qualified(declared)
    for prefix in prefixes if len(prefixes) > 1 else (Mapped((EMPTY,)),):
        for path in mapped.paths:
            yield Route(
                lines=head(method),
                scope=router,
                router=router,
                methods=mapped.methods,
                path=below(prefix.paths[0], path),
                handler=qualified(method),
                framework=style.framework,
                guards=handled.guards,
                inputs=handled.inputs,
                body=handled.body,
                returns=handled.returns,
                status=handled.status,
            )


def actions(method: Node, declared: Node, style: Style) -> Iterator[Fact]:
    """The mappings of an interface or abstract class, for the classes that inherit them."""
    mapped = style.of_function(method)
    owner, guards = qualified(declared), style.handled(method).guards
    for prefix in prefixes_of(declared, style) if mapped is not None else ():
        for path in mapped.paths if mapped is not None else ():
            plain = isinstance(path, Literally)
            yield Action(
                lines=head(method),
                scope=owner,
                controller=owner,
                name=own_name(method),
                methods=mapped.methods if mapped is not None else (),
                path=_rooted(path.text) if isinstance(path, Literally) else "",
                template=None if plain else path,
                base=prefix.paths[0],
                guards=guards,
            )


def _rooted(path: str) -> str:
    return path if not path or path.startswith("/") else f"/{path}"


def is_first(method: Node, around: Node, style: Style) -> bool:
    """True for the first member that makes its class one of handlers."""
    own = (each for each in members(around, "method_declaration") if style.of_function(each))
    return next(own, None) == method
