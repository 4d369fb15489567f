"""Classes of annotated handlers: the class as a router, its functions as routes, and what
interfaces and abstract classes hand down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_lines
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
from backend_architect.survey.grammars.kotlin.text import bases_of, own_name, qualified
from backend_architect.survey.idioms.java.spring_mappings import below
from backend_architect.survey.idioms.kotlin.annotations import is_interface, modifier

EMPTY = Literally(text="")


class Mapped(NamedTuple):
    """The paths and methods of a class or function; no methods where it does not narrow them."""

    paths: tuple[Expression, ...]
    methods: tuple[str, ...] = ()


class Handled(NamedTuple):
    """What is known of a handler beside its mapping."""

    guards: tuple[Guard, ...] = ()
    inputs: tuple[Input, ...] = ()
    body: str = ""
    returns: str = ""
    status: int | None = None


class Style(NamedTuple):
    """How a framework says its mappings: of a class, of a function, and what a handler takes."""

    framework: str
    of_class: Callable[[Node], Mapped | None]
    of_function: Callable[[Node], Mapped | None]
    handled: Callable[[Node], Handled]
    guards: Callable[[Node], tuple[Guard, ...]]


def hands_down(declared: Node) -> bool:
    """True for what serves nothing by itself."""
    return is_interface(declared) or modifier(declared, "abstract") or modifier(declared, "sealed")


def head(declared: Node) -> tuple[int, int]:
    """The lines of a declaration up to its body."""
    first, last = node_lines(declared)
    bodies = ("class_body", "function_body", "enum_class_body")
    body = next((c for c in declared.named_children if c.type in bodies), None)
    return first, body.start_point.row + 1 if body is not None else last


def controller(declared: Node, style: Style) -> Iterator[Fact]:
    """The class as a router, and as the class whose inherited actions it serves."""
    name, lines = qualified(declared), head(declared)
    yield Router(
        lines=lines,
        scope=name,
        name=name,
        framework=style.framework,
        prefix=_one(_prefixes(declared, style)),
        root=True,
        guards=style.guards(declared),
    )
    if any(True for _ in bases_of(declared)):
        yield Resource(
            lines=lines, scope=name, router=name, path=EMPTY, controller=name,
            framework=style.framework,
        )  # fmt: skip


def _prefixes(declared: Node, style: Style) -> tuple[Expression, ...]:
    mapped = style.of_class(declared)
    return (mapped.paths if mapped is not None else ()) or (EMPTY,)


def _one(prefixes: tuple[Expression, ...]) -> Expression:
    """The prefix of a class that has one; several are written into the paths of its routes."""
    return prefixes[0] if len(prefixes) == 1 else EMPTY


def _methods(mapped: Mapped, declared: Node, style: Style) -> tuple[str, ...]:
    above = style.of_class(declared)
    return mapped.methods or (above.methods if above is not None else ()) or ("ANY",)


def routes(function: Node, declared: Node, style: Style) -> Iterator[Fact]:
    """The routes of a function of a class that serves."""
    mapped = style.of_function(function)
    if mapped is None:
        return
    prefixes, handled = _prefixes(declared, style), style.handled(function)
    router = qualified(declared)
    for prefix in prefixes if len(prefixes) > 1 else (EMPTY,):
        for path in mapped.paths:
            yield Route(
                lines=head(function),
                scope=router,
                router=router,
                methods=_methods(mapped, declared, style),
                path=below(prefix, path),
                handler=qualified(function),
                framework=style.framework,
                guards=handled.guards,
                inputs=handled.inputs,
                body=handled.body,
                returns=handled.returns,
                status=handled.status,
            )


def actions(function: Node, declared: Node, style: Style) -> Iterator[Fact]:
    """The mappings of an interface or abstract class, for the classes that inherit them."""
    mapped = style.of_function(function)
    owner, name = qualified(declared), own_name(function)
    for prefix in _prefixes(declared, style) if mapped is not None else ():
        for path in mapped.paths if mapped is not None else ():
            written = below(prefix, path)
            if not isinstance(written, Literally):
                yield Unresolved(
                    lines=head(function),
                    scope=owner,
                    what=f"path of {owner}.{name}",
                    reason="It is made of names, and stands in a class others inherit from.",
                )
                continue
            text = written.text
            yield Action(
                lines=head(function),
                scope=owner,
                controller=owner,
                name=name,
                methods=_methods(mapped, declared, style) if mapped else (),
                path=text if not text or text.startswith("/") else f"/{text}",
                guards=style.handled(function).guards,
            )
