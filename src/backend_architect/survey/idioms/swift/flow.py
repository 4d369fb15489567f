"""How routers flow through a function of Swift: received, grouped, bound, handed on, returned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import (
    Chain,
    Expression,
    Fact,
    Guard,
    Handover,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.swift.text import (
    Argument,
    call_arguments,
    callee_of,
    closures_of,
    dotted,
    inner,
    parameters_of,
    plain_type,
    property_name,
    qualified,
    type_of,
    value_of,
)

_CALLS = ("call_expression", "constructor_expression")
EMPTY = Literally(text="")


class Wire(NamedTuple):
    """A router that this function knows by this name."""

    name: str


class Step(NamedTuple):
    """One call of a chain."""

    name: str
    arguments: list[Argument]
    closures: list[Node]
    call: Node


@dataclass(frozen=True)
class Dialect:
    """What tells one framework from another.

    `types` are types of parameters that are routers, those of `roots` serve by themselves.
    `make` says whether a call makes a router; `step` applies a call to a router and gives what the
    chain goes on with.
    """

    framework: str
    types: frozenset[str]
    roots: frozenset[str]
    make: Callable[[Flow, Node], Wire | None]
    step: Callable[[Flow, Wire, Step], Wire | None]


@dataclass
class Flow:
    """One function being read. `names` are the routers its variables hold."""

    function: Node
    dialect: Dialect
    scope: str
    facts: list[Fact] = field(default_factory=list)
    names: dict[str, Wire] = field(default_factory=dict)

    # -- saying

    def make(self, node: Node, *, root: bool = False, prefix: Expression = EMPTY) -> Wire:
        """A router that is made at this place."""
        start, length = node.start_point, node.end_byte - node.start_byte
        name = f"{self.scope}.@{start.row + 1}_{start.column}_{length}".lstrip(".")
        self._router(node, name, root=root, prefix=prefix)
        return Wire(name)

    def _router(self, node: Node, name: str, *, root: bool, prefix: Expression = EMPTY) -> None:
        line = node.start_point.row + 1
        self.facts.append(
            Router(
                lines=(line, line),
                scope=self.scope,
                name=name,
                framework=self.dialect.framework,
                prefix=prefix,
                root=root,
            )
        )

    def below(
        self, parent: Wire, node: Node, prefix: Expression, guards: tuple[Guard, ...] = ()
    ) -> Wire:
        """A new router below another."""
        child = self.make(node)
        self.mount(parent, node, Name(dotted=child.name), prefix, guards)
        return child

    def mount(
        self,
        parent: Wire,
        node: Node,
        child: Name | Made,
        prefix: Expression = EMPTY,
        guards: tuple[Guard, ...] = (),
    ) -> None:
        """What is named stands below the router."""
        line = node.start_point.row + 1
        self.facts.append(
            Mount(
                lines=(line, line),
                scope=self.scope,
                parent=parent.name,
                child=child,
                prefix=prefix,
                guards=guards,
            )
        )

    def hand(
        self, wire: Wire, node: Node, callee: str, position: int, prefix: Expression = EMPTY
    ) -> None:
        """The router is given to a function."""
        line = node.start_point.row + 1
        self.facts.append(
            Handover(
                lines=(line, line),
                scope=self.scope,
                callee=callee,
                position=position,
                router=wire.name,
                prefix=prefix,
            )
        )

    def route(
        self, wire: Wire, step: Step, methods: tuple[str, ...], path: Expression, handler: str
    ) -> None:
        """A route that this call puts on the router."""
        self.facts.append(
            Route(
                lines=lines_of(step),
                scope=self.scope,
                router=wire.name,
                methods=methods,
                path=path,
                handler=handler,
                framework=self.dialect.framework,
            )
        )

    def chain(self, wire: Wire, step: Step, guard: Guard) -> None:
        """What is on the router passes this guard."""
        self.facts.append(
            Chain(lines=lines_of(step), scope=self.scope, router=wire.name, guard=guard)
        )

    # -- reading

    def read(self) -> Iterator[Fact]:
        """Everything the function says."""
        for name, kind, declared in parameters_of(self.function):
            last = plain_type(kind).rpartition(".")[2]
            if last in self.dialect.types:
                wire = Wire(f"{self.scope}.{name}")
                self.names[name] = wire
                self._router(declared, wire.name, root=last in self.dialect.roots)
        body = self.function.child_by_field_name("body") or self.function.child_by_field_name(
            "computed_value"
        )
        found = self.block(body) if body is not None else None
        if found is not None and self._gives():
            self._router(self.function, self.scope, root=True)
            self.mount(Wire(self.scope), self.function, Name(dotted=found.name))
        yield from self.facts

    def _gives(self) -> bool:
        """True for a function or computed property that says it gives a router."""
        names = self.function.children_by_field_name("name")
        given = type_of(self.function) or (names[1] if len(names) > 1 else None)
        return plain_type(given).rpartition(".")[2] in self.dialect.types

    def block(self, node: Node) -> Wire | None:
        """The router that the last statement gives."""
        found = None
        for child in node.named_children:
            found = self.value(child)
        return found

    def value(self, node: Node) -> Wire | None:
        """The router an expression gives, if any; what stands inside is read on the way."""
        if node.type in ("function_declaration", "class_declaration"):
            return None  # read by itself
        if node.type == "property_declaration":
            return self._let(node)
        if node.type in ("simple_identifier", "navigation_expression"):
            known = self._known(node)
            return known if known is not None else self._inside(node)
        if node.type in _CALLS:
            return self._call(node)
        return self._inside(node)

    def _inside(self, node: Node) -> Wire | None:
        found = None
        for child in node.named_children:
            given = self.value(child)
            found = given if given is not None else found
        return found

    def _known(self, node: Node) -> Wire | None:
        """A variable, and what an application calls its routes: `app.routes`, `app.router`."""
        name = dotted(node).removeprefix("self.")
        for end in ("", ".routes", ".router"):
            wire = self.names.get(name.removesuffix(end)) if name.endswith(end) else None
            if wire is not None:
                return wire
        return None

    def _let(self, node: Node) -> Wire | None:
        given, name = value_of(node), property_name(node)
        found = self.value(given) if given is not None else None
        if name:
            self.names.pop(name, None)
            if found is not None:
                self.names[name] = found
        return None

    def _call(self, node: Node) -> Wire | None:
        base, steps = steps_of(node)
        if base.type in _CALLS:
            wire = self.dialect.make(self, base) or self._plain_call(base)
        else:
            wire = self.value(base)
        for step in steps:
            if wire is None:
                self._given(step)
            else:
                wire = self.dialect.step(self, wire, step)
        return wire

    def _plain_call(self, node: Node) -> Wire | None:
        self._given(Step("", call_arguments(node), closures_of(node), node))
        return None

    def _given(self, step: Step) -> None:
        """A call on something else: it may be given routers, and hold them in its closures."""
        for position, argument in enumerate(step.arguments):
            found = self.value(argument.value)
            callee = callee_of(step.call)
            if found is not None and callee and not callee.startswith("."):
                self.hand(found, step.call, callee, position)
        for closure in step.closures:
            self.closure(closure, None)

    def closure(self, node: Node, given: Wire | None) -> Wire | None:
        """What a closure does with a router it is given as its first parameter."""
        before = dict(self.names)
        name = _parameter(node)
        if given is not None:
            self.names[name] = given
        found = None
        for child in node.named_children:
            if child.type == "statements":
                found = self.block(child)
        self.names = before
        return found


def _parameter(closure: Node) -> str:
    """The name of a closure's first parameter, `$0` where it has none."""
    waiting = [c for c in closure.named_children if c.type == "lambda_function_type"]
    while waiting:
        node = waiting.pop(0)
        if node.type == "lambda_parameter":
            name = node.child_by_field_name("name")
            return node_text(name) if name is not None else "$0"
        waiting.extend(node.named_children)
    return "$0"


def steps_of(node: Node) -> tuple[Node, list[Step]]:
    """The expression at the beginning of a chain and the calls made on it."""
    steps: list[Step] = []
    while True:
        node = inner(node)
        function = node.named_children[0] if node.type == "call_expression" else None
        if function is None or function.type != "navigation_expression":
            break
        suffix = function.child_by_field_name("suffix")
        last = suffix.child_by_field_name("suffix") if suffix is not None else None
        target = function.child_by_field_name("target")
        if last is None or target is None:
            break
        steps.append(Step(node_text(last), call_arguments(node), closures_of(node), node))
        node = target
    return node, steps[::-1]


def lines_of(step: Step) -> tuple[int, int]:
    """From the name of the call; without the closure behind it."""
    suffix = step.call.named_children[-1]
    given = next((c for c in suffix.named_children if c.type == "value_arguments"), suffix)
    first = suffix.start_point.row + 1
    last = given.end_point.row + 1 if given.type == "value_arguments" else first
    return first, last if last - first < 12 else first


def read_function(function: Node, dialect: Dialect) -> Iterator[Fact]:
    """What a function or computed property says about routers."""
    yield from Flow(function, dialect, qualified(function)).read()
