"""How routers flow through a function of Rust: made, extended, bound, handed on, returned.

Routers are values: `Router::new().route(...)` gives a router, `let app = app.merge(x)` is the same
one extended, a function's last expression is what it returns. Each is a `Router` fact named by the
place where it is made; a function that returns one bears its own name and mounts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import msgspec
from tree_sitter import Node

from backend_architect.survey.detector import Match, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Handover,
    Joined,
    Literally,
    Made,
    Mount,
    Name,
    Opaque,
    Resource,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.rust.text import (
    call_arguments,
    callee_of,
    dotted,
    expression,
    inner_type,
    joined,
    name_in,
    parameters_of,
    qualified,
)
from backend_architect.survey.idioms.rust.items import is_example, is_tested, short_lines

EMPTY = Literally(text="")


class Step(NamedTuple):
    """One call of a chain: `.route("/x", get(list))`."""

    name: str
    arguments: list[Node]
    call: Node


class Wire(NamedTuple):
    """A router that this function knows by this name."""

    name: str


class Foreign(NamedTuple):
    """What a function of ours, or of others, gives: perhaps a router."""

    made: Made


Value: TypeAlias = Wire | Foreign | None


@dataclass(frozen=True)
class Dialect:
    """What tells one framework from another.

    `make` says the prefix of the router that a call makes, or gives a router that it made itself,
    None for a call that makes none. `step` applies a call of a chain to a router and gives what the
    chain goes on with.
    `types` are types of parameters and results that are routers, `verbs` the methods that only
    routers have. `invoke` reads a macro, `orphan` a call on something that is not known.
    """

    framework: str
    make: Callable[[Flow, Node], Expression | Wire | None]
    step: Callable[[Flow, Wire, Step], Wire | None]
    types: frozenset[str]
    verbs: frozenset[str]
    invoke: Callable[[Flow, Node], Value] = lambda _flow, _node: None
    orphan: Callable[[Flow, Step], Value] = lambda _flow, _step: None


@dataclass
class Flow:
    """One function being read. `names` are the routers its variables hold."""

    function: Node
    dialect: Dialect
    scope: str
    facts: list[Fact] = field(default_factory=list)
    names: dict[str, Wire | Foreign] = field(default_factory=dict)
    lets: dict[str, Node] = field(default_factory=dict)
    received: set[str] = field(default_factory=set)
    _of: dict[str, list[int]] = field(default_factory=dict)

    # -- saying

    def make(self, node: Node, prefix: Expression = EMPTY) -> Wire:
        """A router that is made at this place."""
        start, length = node.start_point, node.end_byte - node.start_byte
        name = f"{self.scope}.@{start.row + 1}_{start.column}_{length}".lstrip(".")
        wire = Wire(name)
        self.facts.append(
            Router(
                lines=short_lines(node),
                scope=self.scope,
                name=name,
                framework=self.dialect.framework,
                prefix=prefix,
                root=True,
            )
        )
        return wire

    def say(self, wire: Wire, fact: Fact) -> None:
        """A fact about what stands on this router."""
        self._of.setdefault(wire.name, []).append(len(self.facts))
        self.facts.append(fact)

    def guard(self, wire: Wire, guards: tuple[Guard, ...]) -> None:
        """What was put on the router so far passes these first."""
        for number in self._of.get(wire.name, ()) if guards else ():
            fact = self.facts[number]
            if isinstance(fact, Route | Mount | Resource | Handover):
                changed = msgspec.structs.replace(fact, guards=(*guards, *fact.guards))
                self.facts[number] = changed

    def mount(self, parent: Wire, child: Node, prefix: Expression = EMPTY) -> bool:
        """What an expression gives stands below the router; False where that can be no router."""
        found = self.value(child)
        if isinstance(found, Wire) and found != parent:
            self.say(parent, self.mounted(child, parent, Made(callee=found.name), prefix))
        elif isinstance(found, Foreign):
            for made in _calls_in(found.made):
                self.say(parent, self.mounted(child, parent, made, prefix))
        return found is not None

    def mount_wire(self, parent: Wire, child: Wire, node: Node) -> None:
        """One router of this function stands below another."""
        self.say(parent, self.mounted(node, parent, Made(callee=child.name), EMPTY))

    def mounted(self, node: Node, parent: Wire, child: Made, prefix: Expression) -> Mount:
        """The fact that a router of this function, or what a call gives, stands below another."""
        known = child.callee.startswith(f"{self.scope}.") or "@" in child.callee
        return Mount(
            lines=short_lines(node),
            scope=self.scope,
            parent=parent.name,
            child=Name(dotted=child.callee) if known else child,
            prefix=prefix,
        )

    def hand(self, wire: Wire, call: Node, callee: str, position: int) -> None:
        """The router is given to a function."""
        self.say(
            wire,
            Handover(
                lines=short_lines(call),
                scope=self.scope,
                callee=callee,
                position=position,
                router=wire.name,
            ),
        )

    # -- reading

    def read(self) -> Iterator[Fact]:
        """Everything the function says."""
        for name, kind, declared in parameters_of(self.function):
            self._receive(name, kind, declared)
        body = self.function.child_by_field_name("body")
        given = self.value(body) if body is not None else None
        own = isinstance(given, Wire) and given.name not in self.received
        if given is not None and (own or (isinstance(given, Foreign) and self.gives())):
            self._returned(given)
        yield from self.facts

    def gives(self) -> bool:
        """Whether the function says that it returns a router."""
        kind = inner_type(self.function.child_by_field_name("return_type"))
        return kind.rpartition(".")[2] in self.dialect.types

    def _receive(self, name: str, kind: Node | None, declared: Node) -> None:
        if inner_type(kind).rpartition(".")[2] in self.dialect.types and name != "_":
            wire = Wire(f"{self.scope}.{name}")
            self.received.add(wire.name)
            self.names[name] = wire
            self.facts.append(
                Router(
                    lines=short_lines(declared),
                    scope=self.scope,
                    name=wire.name,
                    framework=self.dialect.framework,
                )
            )

    def _returned(self, given: Wire | Foreign) -> None:
        """The function stands for what it returns: nothing it makes is served by itself."""
        own = Wire(self.scope)
        for number, fact in enumerate(self.facts):
            if isinstance(fact, Router) and fact.root:
                self.facts[number] = msgspec.structs.replace(fact, root=False)
        lines = (self.function.start_point.row + 1,) * 2
        self.facts.append(
            Router(
                lines=lines,
                scope=self.scope,
                name=self.scope,
                framework=self.dialect.framework,
                root=True,
            )
        )
        made = Made(callee=given.name) if isinstance(given, Wire) else given.made
        if made.callee != self.scope:
            self.facts.append(self.mounted(self.function, own, made, EMPTY))

    def value(self, node: Node) -> Value:
        """The router an expression gives, if any; what stands inside is read on the way."""
        reader = _READERS.get(node.type)
        if reader is not None:
            return reader(self, node)
        for child in node.named_children:
            self.value(child)
        return None

    def chain(self, base: Value, steps: list[Step], whole: Node) -> Value:
        """A chain of calls on something."""
        for number, step in enumerate(steps):
            if isinstance(base, Foreign) and step.name in self.dialect.verbs:
                wire = self.make(whole)
                for made in _calls_in(base.made):
                    self.say(wire, self.mounted(whole, wire, made, EMPTY))
                base = wire
            if isinstance(base, Wire):
                base = self.dialect.step(self, base, step)
            else:
                found = self.dialect.orphan(self, step)
                if found is None:
                    self.visit(step.arguments)
                base = found or _carried(base, step, steps[number + 1 :], self.dialect)
        return base

    def visit(self, nodes: list[Node]) -> None:
        """Read what stands inside of these."""
        for node in nodes:
            self.value(node)

    def text(self, node: Node) -> Expression:
        """A path or prefix as written; a variable in front of it that only the running program
        knows (a base path) is left out, with a gap."""
        said = expression(node)
        parts = said.parts if isinstance(said, Joined) else (said,)
        if len(parts) < 2 or not self._is_computed(parts[0]):
            return said
        reason = "What stands before this path is computed when the program runs."
        lines = short_lines(node)
        self.facts.append(
            Unresolved(lines=lines, scope=self.scope, what="base path", reason=reason)
        )
        return joined(list(parts[1:]))

    def _is_computed(self, said: Expression) -> bool:
        """True for a variable of this function whose value is no text, and for what is opaque."""
        if not isinstance(said, Name):
            return isinstance(said, Opaque | Made)
        given = self.lets.get(said.dotted)
        known = given is not None and isinstance(expression(given), Literally | Joined | Name)
        return said.dotted.islower() and not known

    def closure(self, node: Node, given: Value) -> Value:
        """What a closure does with a router it is given as its first parameter."""
        parameters = node.child_by_field_name("parameters")
        first = next(iter(parameters.named_children), None) if parameters is not None else None
        name, before = _closure_name(first), dict(self.names)
        if isinstance(given, Wire) and name:
            self.names[name] = given
        body = node.child_by_field_name("body")
        found = self.value(body) if body is not None else None
        self.names = before
        return found


def _closure_name(parameter: Node | None) -> str:
    if parameter is None:
        return ""
    pattern = parameter.child_by_field_name("pattern") or parameter
    return name_in(pattern)


def _carried(base: Value, step: Step, rest: list[Step], dialect: Dialect) -> Value:
    """A call of another's result stays that while a router's method is still to come."""
    later = any(each.name in dialect.verbs for each in rest)
    transparent = step.name in (
        "await",
        "unwrap",
        "expect",
        "clone",
        "into",
        "boxed",
        "unwrap_or_default",
    )
    return base if later or transparent else None


def _calls_in(made: Made) -> Iterator[Made]:
    """A call, and the calls among its arguments: `with_auth(users::router())`."""
    yield made
    for each in made.arguments:
        if isinstance(each, Made):
            yield from _calls_in(each)


def steps_of(node: Node) -> tuple[Node, list[Step]]:
    """The expression at the beginning of a chain and the calls made on it."""
    steps: list[Step] = []
    while True:
        if node.type in ("try_expression", "await_expression", "parenthesized_expression"):
            inner = next(iter(node.named_children), None)
            if inner is None:
                break
            node = inner
            continue
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None and function.type == "generic_function":
            function = function.child_by_field_name("function")
        if function is None or function.type != "field_expression":
            break
        value, name = function.child_by_field_name("value"), function.child_by_field_name("field")
        if value is None or name is None:
            break
        steps.append(Step(node_text(name), call_arguments(node), node))
        node = value
    return node, steps[::-1]


def lines_of(step: Step) -> tuple[int, int]:
    """From the name of the call, not from where its chain begins."""
    function = step.call.child_by_field_name("function")
    field = function.child_by_field_name("field") if function is not None else None
    first = (field or step.call).start_point.row + 1
    last = step.call.end_point.row + 1
    return first, last if last - first < 12 else first


# ---------------------------------------------------------------- expressions


def _call(flow: Flow, node: Node) -> Value:
    base, steps = steps_of(node)
    if not steps:
        return _plain_call(flow, node)
    return flow.chain(flow.value(base), steps, node)


_GIVING = frozenset(("Ok", "Some", "Box.new", "Arc.new", "Rc.new", "Into.into", "Router.from"))


def _plain_call(flow: Flow, node: Node) -> Value:
    made = flow.dialect.make(flow, node)
    if made is not None:
        return made if isinstance(made, Wire) else flow.make(node, made)
    callee, arguments = callee_of(node), call_arguments(node)
    given: Value = None
    for position, argument in enumerate(arguments):
        found = flow.value(argument)
        if isinstance(found, Wire):
            if callee not in _GIVING:
                flow.hand(found, node, callee, position)
            given = given or found
        elif isinstance(found, Foreign) and callee in _GIVING:
            given = found
    if given is not None:
        return given
    last = callee.rpartition(".")[2]
    if (
        not callee
        or callee.startswith(".")
        or last in ("new", "default", "builder")
        or (last[:1].isupper())
    ):
        return None
    said = expression(node)
    return Foreign(said if isinstance(said, Made) else Made(callee=callee))


def _identifier(flow: Flow, node: Node) -> Value:
    return flow.names.get(node_text(node))


def following(step: Step) -> Iterator[Step]:
    """The calls that are made on the result of this one."""
    call = step.call
    while call.parent is not None and call.parent.type == "field_expression":
        field, above = call.parent.child_by_field_name("field"), call.parent.parent
        if above is not None and above.type == "generic_function":
            above = above.parent
        if field is None or above is None or above.type != "call_expression":
            return
        call = above
        yield Step(node_text(field), call_arguments(call), call)


def _field(flow: Flow, node: Node) -> Value:
    inner = node.child_by_field_name("value")
    known = flow.names.get(dotted(node))
    return known if known is not None or inner is None else _part(flow, inner)


def _part(flow: Flow, inner: Node) -> Value:
    """A part of something: only that is read which is made in place."""
    if inner.type not in ("identifier", "self", "field_expression"):
        flow.value(inner)
    return None


def _block(flow: Flow, node: Node) -> Value:
    """The value of the last expression without a semicolon."""
    found: Value = None
    for child in node.named_children:
        if child.type not in ("line_comment", "block_comment"):
            found = flow.value(child)
    last = node.named_children[-1] if node.named_children else None
    if last is None or (last.type == "expression_statement" and not _gives(last)):
        return None
    return found


def _gives(statement: Node) -> bool:
    """True for `return x;`, and for a last `if` or `match`, which is a value without semicolon."""
    inner = next(iter(statement.named_children), None)
    if inner is None:
        return False
    return inner.type == "return_expression" or not node_text(statement).endswith(";")


def _let(flow: Flow, node: Node) -> Value:
    pattern, given = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    found = flow.value(given) if given is not None else None
    name = _first_name(pattern)
    if name:
        flow.names.pop(name, None)
        if given is not None:
            flow.lets[name] = given
        if isinstance(found, Foreign) and flow.dialect.types & _typed(node):
            wire = flow.make(node)
            flow.say(wire, flow.mounted(node, wire, found.made, EMPTY))
            found = wire
        if found is not None:
            flow.names[name] = found
    return None


def _typed(node: Node) -> set[str]:
    return {inner_type(node.child_by_field_name("type")).rpartition(".")[2]}


def _first_name(pattern: Node | None) -> str:
    """The name of a plain pattern, the first one of a tuple."""
    if pattern is None:
        return ""
    if pattern.type == "tuple_pattern":
        return _first_name(next(iter(pattern.named_children), None))
    return name_in(pattern) if pattern.type in ("identifier", "mut_pattern") else ""


def _assign(flow: Flow, node: Node) -> Value:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    found = flow.value(right) if right is not None else None
    if left is not None and isinstance(found, Wire):
        flow.names[dotted(left)] = found
    return None


def _branches(flow: Flow, node: Node) -> Value:
    """`if` and `match`: what any branch gives; a new router above them where they differ."""
    found: list[Wire | Foreign] = []
    for branch in _branch_bodies(node):
        given = flow.value(branch)
        if given is not None and given not in found:
            found.append(given)
    known = flow.gives() or any(isinstance(each, Wire) for each in found)
    if len(found) < 2 or not known:
        return found[0] if found and known else None
    whole = flow.make(node)
    for each in found:
        made = Made(callee=each.name) if isinstance(each, Wire) else each.made
        flow.say(whole, flow.mounted(node, whole, made, EMPTY))
    return whole


def _branch_bodies(node: Node) -> Iterator[Node]:
    if node.type == "if_expression":
        for part in ("consequence", "alternative"):
            inner = node.child_by_field_name(part)
            if inner is not None:
                yield inner.named_children[-1] if inner.type == "else_clause" else inner
        return
    body = node.child_by_field_name("body")
    for arm in body.named_children if body is not None else ():
        value = arm.child_by_field_name("value")
        if value is not None:
            yield value


def _inner(flow: Flow, node: Node) -> Value:
    """What the last expression inside gives: references, parentheses, statements, `return`."""
    found: Value = None
    for child in node.named_children:
        if child.type not in (
            "mutable_specifier",
            "line_comment",
            "block_comment",
            "attribute_item",
        ):
            found = flow.value(child)
    return found


def _first(flow: Flow, node: Node) -> Value:
    """The first router among several values: `(router, api)`."""
    found = [flow.value(child) for child in node.named_children]
    return next((each for each in found if isinstance(each, Wire)), None)


def _together(flow: Flow, node: Node) -> Value:
    """Routers in a list, as one above them; a list of other things is none."""
    found = [flow.value(child) for child in node.named_children]
    routers = [each for each in found if each is not None]
    above = node.parent.child_by_field_name("field") if node.parent is not None else None
    put_together = above is not None and node_text(above) in ("concat", "into_iter", "iter")
    if not put_together or not routers or len(routers) != len(found):
        return None
    whole = flow.make(node)
    for each in routers:
        made = Made(callee=each.name) if isinstance(each, Wire) else each.made
        flow.say(whole, flow.mounted(node, whole, made, EMPTY))
    return whole


def _closure(flow: Flow, node: Node) -> Value:
    """A closure with a parameter of a router's type is that router to whoever takes it."""
    parameters = node.child_by_field_name("parameters")
    for each in parameters.named_children if parameters is not None else ():
        kind = inner_type(each.child_by_field_name("type")).rpartition(".")[2]
        if each.type == "parameter" and kind in flow.dialect.types:
            wire = flow.make(node)
            flow.closure(node, wire)
            return wire
    flow.closure(node, None)
    return None


def _macro(flow: Flow, node: Node) -> Value:
    return flow.dialect.invoke(flow, node)


def _nothing(_flow: Flow, _node: Node) -> Value:
    return None  # an item inside of a function is read by itself


_READERS: dict[str, Callable[[Flow, Node], Value]] = {
    "call_expression": _call,
    "identifier": _identifier,
    "field_expression": _field,
    "block": _block,
    "let_declaration": _let,
    "assignment_expression": _assign,
    "if_expression": _branches,
    "match_expression": _branches,
    "reference_expression": _inner,
    "parenthesized_expression": _inner,
    "expression_statement": _inner,
    "return_expression": _inner,
    "try_expression": _inner,
    "await_expression": _inner,
    "unsafe_block": _inner,
    "tuple_expression": _first,
    "array_expression": _together,
    "closure_expression": _closure,
    "macro_invocation": _macro,
    "function_item": _nothing,
    "impl_item": _nothing,
    "mod_item": _nothing,
    "use_declaration": _nothing,
    "string_literal": _nothing,
}


def read_function(match: Match, dialect: Dialect) -> Iterator[Fact]:
    """What the function of a match says about routers; nothing for tests and examples."""
    function = match.nodes("function")[0]
    if not is_example(match.source.path) and not is_tested(function):
        yield from Flow(function, dialect, qualified(function)).read()
