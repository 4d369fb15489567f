"""What nodes of Elixir say: texts, names, calls and their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

#: Nodes that may make a scope: every declaration is a call of a macro.
DECLARATIONS = frozenset(("call",))
MODULES = ("defmodule", "defprotocol", "defimpl")
FUNCTIONS = ("def", "defp", "defmacro", "defmacrop")
#: Longest source that an opaque expression shows, and deepest expression that is read.
SHOWN = 60
DEPTH = 12


@dataclass(frozen=True)
class Given:
    """What a call is given: values by place, values by name, and its `do` block."""

    values: tuple[Node, ...] = ()
    named: dict[str, Node] = field(default_factory=dict)
    block: Node | None = None

    def text(self, name: str) -> str | None:
        """The literal text of a named value."""
        return literal(self.named.get(name))


def callee_of(call: Node) -> str:
    """The dotted name a call is of: "get", "Repo.all", "" for others."""
    target = call.child_by_field_name("target") if call.type == "call" else None
    return dotted(target)


def dotted(node: Node | None) -> str:
    """A name, module, attribute or member: `@x` is "x"; "" for others."""
    if node is None:
        return ""
    if node.type in ("identifier", "alias"):
        return node_text(node)
    if node.type == "dot":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        before, after = dotted(left), dotted(right)
        return f"{before}.{after}" if before and after else ""
    if node.type == "unary_operator" and node_text(node).startswith("@"):
        operand = node.child_by_field_name("operand")
        return dotted(operand)
    if node.type == "call" and not given_to(node).values:
        return callee_of(node)
    return ""


def literal(node: Node | None) -> str | None:
    """The text of a string, atom or keyword without interpolation, else None."""
    if node is None:
        return None
    if node.type == "atom":
        return node_text(node).removeprefix(":")
    if node.type == "keyword":
        return node_text(node).strip().removesuffix(":").strip('"')
    if node.type in ("quoted_atom", "quoted_keyword", "string"):
        if any(child.type == "interpolation" for child in node.named_children):
            return None
        return "".join(node_text(child) for child in node.named_children)
    return None


def given_to(call: Node) -> Given:
    """What a call is given; keywords at the end are the values by name."""
    values: list[Node] = []
    named: dict[str, Node] = {}
    block: Node | None = None
    for child in call.named_children:
        if child.type == "do_block":
            block = child
        elif child.type == "arguments":
            for argument in child.named_children:
                if argument.type == "keywords":
                    named.update(pairs_of(argument))
                elif argument.type != "comment":
                    values.append(argument)
    if block is None and "do" in named:
        block = named.pop("do")
    return Given(tuple(values), named, block)


def pairs_of(node: Node | None) -> dict[str, Node]:
    """The values of keywords by name; of a list or map, those in it."""
    if node is None:
        return {}
    if node.type in ("list", "map", "map_content"):
        return {k: v for child in node.named_children for k, v in pairs_of(child).items()}
    found: dict[str, Node] = {}
    for pair in node.named_children if node.type == "keywords" else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        name = literal(key)
        if name is not None and value is not None:
            found[name] = value
    return found


def statements(block: Node | None) -> list[Node]:
    """The statements of a `do` block, or the one behind `do:`."""
    if block is None:
        return []
    if block.type in ("do_block", "source"):
        kinds = ("comment", "else_block", "rescue_block", "after_block")
        return [child for child in block.named_children if child.type not in kinds]
    return [block]


def elements(node: Node | None) -> list[Node]:
    """The elements of a list, or the node itself."""
    if node is None:
        return []
    return (
        [c for c in node.named_children if c.type != "comment"] if node.type == "list" else [node]
    )


def texts(node: Node | None) -> tuple[str, ...]:
    """The literal texts of a list of atoms or strings, of a `~w` sigil, or of one alone."""
    if node is not None and node.type == "sigil":
        return tuple(
            word
            for child in node.named_children
            if child.type == "quoted_content"
            for word in node_text(child).split()
        )
    return tuple(text for each in elements(node) if (text := literal(each)) is not None)


def own_name(node: Node) -> str:
    """What a declaration adds to the scope, "" for any other call."""
    name = callee_of(node)
    first = next(iter(given_to(node).values), None) if name in (*MODULES, *FUNCTIONS) else None
    if first is None:
        return ""
    return dotted(first) if name in MODULES else function_name(first)


def function_name(head: Node) -> str:
    """The name in the head of a function, which may have a guard (`when`)."""
    if head.type == "binary_operator":
        left = head.child_by_field_name("left")
        return function_name(left) if left is not None else ""
    return callee_of(head) if head.type == "call" else dotted(head)


def expression(node: Node, depth: int = 0) -> Expression:
    """What a node says, as far as it can be known without running it."""
    text = literal(node)
    if text is not None:
        return Literally(text=text)
    if node.type == "string" and depth <= DEPTH:
        return Joined(parts=tuple(_parts(node, depth)))
    if node.type == "binary_operator" and depth <= DEPTH:
        sides = [node.child_by_field_name("left"), node.child_by_field_name("right")]
        operator = node.child_by_field_name("operator")
        if operator is not None and node_text(operator) == "<>":
            return Joined(parts=tuple(expression(s, depth + 1) for s in sides if s is not None))
    name = dotted(node)
    if name:
        return Name(dotted=name)
    if node.type == "call" and callee_of(node) and depth <= DEPTH:
        given = tuple(expression(value, depth + 1) for value in given_to(node).values)
        return Made(callee=callee_of(node), arguments=given)
    return Opaque(source=node_text(node)[:SHOWN])


def _parts(node: Node, depth: int) -> Iterator[Expression]:
    for child in node.named_children:
        if child.type == "interpolation" and child.named_children:
            yield expression(child.named_children[0], depth + 1)
        else:
            yield Literally(text=node_text(child))


def module_of(node: Node) -> str:
    """The qualified name of the modules around a node, "" at the top."""
    names: list[str] = []
    above = node.parent
    while above is not None:
        if above.type == "call" and callee_of(above) in MODULES:
            names.append(own_name(above))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)


def function_of(node: Node) -> str:
    """The name of the innermost function around a node, "" outside."""
    above = node.parent
    while above is not None:
        if above.type == "call" and callee_of(above) in FUNCTIONS:
            return own_name(above)
        above = above.parent
    return ""


def modules_in(root: Node) -> Iterator[tuple[str, Node]]:
    """The modules of a file with their qualified names."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "call" and callee_of(node) == "defmodule":
            around, own = module_of(node), own_name(node)
            yield (f"{around}.{own}" if around else own), node
        if node.type in ("source", "call", "do_block"):
            waiting.extend(reversed(node.named_children))
