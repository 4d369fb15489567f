"""Reading calls, decorators and lists in Python's syntax trees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import Query, QueryCursor

from backend_architect.survey.detector import Source, node_lines, node_text
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Fact,
    Handover,
    Literally,
    Name,
    Opaque,
    Router,
)
from backend_architect.survey.grammars.python.grammar import grammar
from backend_architect.survey.grammars.python.nodes import class_bases, field_text, plain_type

if TYPE_CHECKING:
    from tree_sitter import Node


class Arguments(NamedTuple):
    """What a call is given: nodes by position and by keyword."""

    positional: tuple[Node, ...]
    keywords: dict[str, Node]
    unpacked: bool = False

    def get(self, keyword: str, position: int = -1) -> Node | None:
        """The argument of this keyword, else the one at this position, else None."""
        node = self.keywords.get(keyword)
        if node is None and 0 <= position < len(self.positional):
            node = self.positional[position]
        return node

    def text(self, keyword: str, position: int = -1) -> str:
        """The literal text of an argument, "" if there is none."""
        return literal(self.get(keyword, position))

    def is_true(self, keyword: str) -> bool:
        """True if the keyword is given as `True`."""
        node = self.keywords.get(keyword)
        return node is not None and node.type == "true"

    def is_false(self, keyword: str) -> bool:
        """True if the keyword is given as `False`."""
        node = self.keywords.get(keyword)
        return node is not None and node.type == "false"


def arguments(call: Node) -> Arguments:
    """The arguments of a call."""
    listed = call.child_by_field_name("arguments")
    positional: list[Node] = []
    keywords: dict[str, Node] = {}
    unpacked = False
    for each in listed.named_children if listed is not None else ():
        if each.type == "keyword_argument":
            value = each.child_by_field_name("value")
            if value is not None:
                keywords[field_text(each, "name")] = value
        elif each.type in ("list_splat", "dictionary_splat"):
            unpacked = True
        elif each.type != "comment":
            positional.append(each)
    return Arguments(tuple(positional), keywords, unpacked)


def expression(node: Node) -> Expression:
    """What a node says."""
    return grammar("python").expression(node)


def scope(node: Node) -> str:
    """The qualified name of the function or class around a node."""
    return grammar("python").scope(node)


def looped(node: Node) -> bool:
    """True if a node runs once per element of a loop."""
    return grammar("python").looped(node)


def literal(node: Node | None) -> str:
    """The text a node writes out, or "" where it does not."""
    said = None if node is None else expression(node)
    return said.text if isinstance(said, Literally) else ""


def dotted(node: Node | None) -> str:
    """The dotted name a node is, or ""."""
    said = None if node is None else expression(node)
    return said.dotted if isinstance(said, Name) else ""


def last(name: str) -> str:
    """The last part of a dotted name."""
    return name.rpartition(".")[2]


def callee(node: Node | None) -> str:
    """The dotted name of what is called, or "" if the node is no call of a name."""
    return dotted(node.child_by_field_name("function")) if node and node.type == "call" else ""


def elements(node: Node | None) -> tuple[Node, ...]:
    """The elements of a list, tuple or set; of a sum of those, all of them."""
    if node is None:
        return ()
    if node.type in ("list", "tuple", "set"):
        return tuple(each for each in node.named_children if each.type != "comment")
    if node.type == "parenthesized_expression":
        return elements(node.named_children[0])
    if node.type == "binary_operator":
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        return tuple(each for side in sides for each in elements(side))
    return ()


def texts(node: Node | None) -> tuple[str, ...]:
    """The literal texts in a list, or the one text that the node is."""
    if node is not None and node.type in ("string", "concatenated_string"):
        return (literal(node),)
    return tuple(text for each in elements(node) if (text := literal(each)))


def pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The entries of a dictionary whose keys are texts."""
    for each in node.named_children if node is not None and node.type == "dictionary" else ():
        key, value = each.child_by_field_name("key"), each.child_by_field_name("value")
        if each.type == "pair" and key is not None and value is not None:
            yield literal(key), value


def decorators(definition: Node) -> tuple[Node, ...]:
    """What a function or class is decorated with (calls or names), from top to bottom."""
    parent = definition.parent
    if parent is None or parent.type != "decorated_definition":
        return ()
    return tuple(
        each.named_children[0] for each in parent.named_children
        if each.type == "decorator" and each.named_children
    )  # fmt: skip


def assigned(node: Node) -> str:
    """The name that holds what a node makes: `router` in `router = APIRouter()`, or ""."""
    parent = node.parent
    while parent is not None and parent.type in ("await", "parenthesized_expression", "assignment"):
        if parent.type == "assignment":
            return dotted(parent.child_by_field_name("left"))
        parent = parent.parent
    return ""


def enclosing(node: Node, *kinds: str) -> Node | None:
    """The nearest node of these kinds around a node, or None."""
    around = node.parent
    while around is not None and around.type not in kinds:
        around = around.parent
    return around


def held(name: str, near: Node) -> Node | None:
    """The value that a name of this file holds, as seen from a node: the nearest block first."""
    around = near.parent
    while around is not None:
        for statement in around.named_children if around.type in ("block", "module") else ():
            inner = statement.named_children[0] if statement.named_children else statement
            if inner.type == "assignment" and field_text(inner, "left") == name:
                return inner.child_by_field_name("right")
        around = around.parent
    return None


def attribute_of(class_: Node, name: str) -> Node | None:
    """The value a class gives to an attribute, or None."""
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        inner = statement.named_children[0] if statement.named_children else statement
        if inner.type == "assignment" and field_text(inner, "left") == name:
            return inner.child_by_field_name("right")
    return None


def methods_of(class_: Node) -> Iterator[Node]:
    """The function definitions in a class body."""
    body = class_.child_by_field_name("body")
    for statement in body.named_children if body is not None else ():
        inner = statement
        if statement.type == "decorated_definition":
            inner = statement.child_by_field_name("definition") or statement
        if inner.type == "function_definition":
            yield inner


def maker(made: Node) -> str:
    """The last part of the class's name that a call makes an object of; for a class of this file
    that extends another's, the name of its first base."""
    name = last(callee(made))
    module = enclosing(made, "module")
    for each in module.named_children if module is not None and name[:1].isupper() else ():
        if each.type == "class_definition" and field_text(each, "name") == name:
            return last(next(iter(class_bases(each)), name))
    return name


def handed_over(node: Node, router: str, framework: str) -> Iterator[Fact]:
    """A router and a parameter where `router` is a parameter of a function around the node.

    `def register(app): app.include_router(...)` registers on whatever it is given.
    """
    function = enclosing(node, "function_definition")
    while function is not None:
        listed = function.child_by_field_name("parameters")
        for each in listed.named_children if listed is not None else ():
            name = each if each.type == "identifier" else each.child_by_field_name("name")
            name = each.named_children[0] if each.type == "typed_parameter" else name
            if name is not None and node_text(name) == router and router not in ("self", "cls"):
                around, own = scope(function), field_text(function, "name")
                inside = f"{around}.{own}" if around else own
                lines = node_lines(each)
                yield Definition(lines=lines, scope=inside, name=f"{inside}.{router}",
                                 kind="parameter",
                                 type=plain_type(field_text(each, "type")))  # fmt: skip
                yield Router(lines=lines, scope=inside, name=router, framework=framework)
                return
        function = enclosing(function, "function_definition")


def looped_over(child: Node) -> tuple[Expression, ...]:
    """What a name stands for: itself, or all of the list a loop around runs over with it.

    `Opaque` where that list is made at run time.
    """
    loop, name = enclosing(child, "for_statement", "function_definition"), node_text(child)
    if loop is None or loop.type != "for_statement" or field_text(loop, "left") != name:
        return (expression(child),)
    over = loop.child_by_field_name("right")
    if over is not None and over.type == "identifier":
        over = held(node_text(over), over)
    listed = tuple(expression(each) for each in elements(over))
    return listed if listed else (Opaque(source=name),)


_GIVEN = "(call function: [(identifier) (attribute)] arguments: (argument_list (_) @given))"


@cache
def _given() -> Query:
    return Query(grammar("python").language, _GIVEN)


def handovers(source: Source, name: str, known: tuple[str, ...]) -> Iterator[Handover]:
    """The calls, other than those of `known` names, that are given `name` as an argument."""
    tree = source.tree
    nodes = QueryCursor(_given()).captures(tree.root_node).get("given", []) if tree else []
    for node in nodes:
        call = enclosing(node, "call")
        if node_text(node) != name or call is None:
            continue
        called, positional = callee(call), arguments(call).positional
        if called and node in positional and last(called) not in known:
            yield Handover(lines=node_lines(call), scope=scope(call), callee=called,
                           position=positional.index(node), router=name)  # fmt: skip
