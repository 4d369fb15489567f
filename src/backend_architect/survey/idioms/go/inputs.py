"""What a handler of Go takes from its request: `c.Query("page")`, `c.ShouldBindJSON(&body)`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from tree_sitter import Node, Query, QueryCursor

from backend_architect.survey.detector import Match, node_lines, node_text
from backend_architect.survey.facts import Consumed, Fact, Input, Literally, Name
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import dotted, expression, plain_type
from backend_architect.survey.idioms.go.routing import declaration_of, scope_of

Place = Literal["path", "query", "header", "cookie", "body"]


class Reader(NamedTuple):
    """A method of a context: what it reads, and whether the request may lack it."""

    location: Place
    required: bool = True


class Readers(NamedTuple):
    """The methods of a framework's context that read values by name, those that decode, and those
    that decode behind a `Bind()`."""

    context: tuple[str, ...]
    values: dict[str, Reader]
    bodies: dict[str, Place]
    bound: dict[str, Place] = {}  # never changed

    def input(self, context: Node, method: Node, what: Node) -> Input | None:
        """What this call of a method takes, None if it is on something else than the context."""
        if context_type(context) not in self.context:
            return None
        name = node_text(method)
        reader = self.values.get(name)
        if reader is not None and _is_text(what):
            return named_input(reader, what)
        bound = context.type == "call_expression"
        place = (self.bound if bound else self.bodies).get(name)
        return bound_input(place, what) if place is not None and not _is_text(what) else None


def _is_text(node: Node) -> bool:
    return isinstance(expression(node), Literally)


def query(readers: Readers) -> str:
    """Calls of a context's methods that read an input."""
    names = " ".join(f'"{name}"' for name in (*readers.values, *readers.bodies, *readers.bound))
    return f"""
(call_expression
  function: (selector_expression operand: (_) @context field: (field_identifier) @reads)
  arguments: (argument_list . (_) @what)
  (#any-of? @reads {names})) @consumes
"""


def named_input(reader: Reader, what: Node) -> Input | None:
    """The input a reader's first argument names, or None where it is not a literal."""
    said = expression(what)
    if not isinstance(said, Literally) or not said.text:
        return None
    return Input(name=said.text, location=reader.location, type="string", required=reader.required)


def bound_input(location: Place, what: Node) -> Input:
    """The input that is decoded into a variable, by the type of the variable."""
    kind = type_of_variable(what)
    return Input(name=kind.rpartition(".")[2] or "body", location=location, type=kind)


def type_of_variable(node: Node) -> str:
    """The declared type of a local variable, as written; "" if that is not to be seen."""
    said = expression(node)
    name = said.dotted if isinstance(said, Name) else ""
    declared = declaration_of(node, name) if name and "." not in name else None
    if declared is None:
        return ""
    if declared.type == "var_declaration":
        return plain_type(declared.named_children[0].child_by_field_name("type"))
    right = declared.child_by_field_name("right")
    value = right.named_children[0] if right is not None and right.named_children else None
    if value is None:
        return plain_type(declared.child_by_field_name("type"))
    return _made_type(value)


def _made_type(value: Node) -> str:
    if value.type == "unary_expression":
        return _made_type(value.named_children[-1])
    if value.type == "composite_literal":
        return plain_type(value.child_by_field_name("type"))
    if value.type == "call_expression":
        function = value.child_by_field_name("function")
        given = value.child_by_field_name("arguments")
        if function is not None and dotted(function) == "new" and given and given.named_children:
            return plain_type(given.named_children[0])
    return ""


def context_type(node: Node) -> str:
    """The declared type of the variable a method is called on, "" if it is not a parameter.

    `c.Bind()` (Fiber 3) stands for `c`.
    """
    if node.type == "call_expression":
        function = node.child_by_field_name("function")
        operand = function.child_by_field_name("operand") if function is not None else None
        bound = function is not None and node_text(function).endswith(".Bind")
        return context_type(operand) if bound and operand is not None else ""
    name = dotted(node)
    declared = declaration_of(node, name) if name and "." not in name else None
    if declared is None or declared.type != "parameter_declaration":
        return ""
    return plain_type(declared.child_by_field_name("type"))


def inputs_of(handler: Node, readers: Readers) -> tuple[Input, ...]:
    """Everything a handler written in place takes from its request, each once."""
    compiled = _compiled(query(readers))
    found: dict[Input, None] = {}
    for _, captures in QueryCursor(compiled).matches(handler):
        nodes = captures["context"][0], captures["reads"][0], captures["what"][0]
        taken = readers.input(*nodes)
        if taken is not None:
            found[taken] = None
    return tuple(found)


def consumed(match: Match, readers: Readers) -> Iterator[Fact]:
    """What a call in a named function takes; that of a function literal is said by its route."""
    call = match.nodes("consumes")[0]
    if not _in_named_function(call):
        return
    nodes = match.nodes("context")[0], match.nodes("reads")[0], match.nodes("what")[0]
    taken = readers.input(*nodes)
    if taken is not None:
        yield Consumed(lines=node_lines(call), scope=scope_of(call), input=taken)


def _in_named_function(node: Node) -> bool:
    """True outside function literals, and in one that a function returns as its handler."""
    above = node.parent
    while above is not None and above.type != "func_literal":
        above = above.parent
    holder = above.parent.parent if above is not None and above.parent is not None else None
    return above is None or (holder is not None and holder.type == "return_statement")


@cache
def _compiled(text: str) -> Query:
    return Query(grammar("go").language, text)
