"""What nodes of Ruby say: texts, names, calls and their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

#: Nodes that make a scope.
DECLARATIONS = frozenset(("class", "module", "method", "singleton_method"))
#: Longest source that an opaque expression shows, and deepest expression that is read.
SHOWN = 60
DEPTH = 12
_TEXTS = ("string", "bare_string", "delimited_symbol", "string_content", "heredoc_body")


def field_of(node: Node, name: str) -> Node | None:
    """The child of a node in this field."""
    return node.child_by_field_name(name)


def own_name(node: Node) -> str:
    """What a declaration adds to the scope: `class Api::User` is "Api.User"."""
    name = field_of(node, "name")
    return dotted(name) if name is not None else ""


def literal(node: Node | None) -> str | None:
    """The text of a string or symbol that has no interpolation, else None."""
    if node is None:
        return None
    if node.type in ("simple_symbol", "hash_key_symbol"):
        return node_text(node).strip(':"')
    if node.type == "bare_symbol":
        return node_text(node)
    if node.type in _TEXTS and not any(c.type == "interpolation" for c in node.named_children):
        return "".join(node_text(c) for c in node.named_children)
    if node.type == "chained_string":
        parts = [literal(each) for each in node.named_children]
        return None if None in parts else "".join(part or "" for part in parts)
    return None


def dotted(node: Node | None) -> str:
    """A name, constant or chain of calls without arguments: `A::B.c` is "A.B.c"; "" for others."""
    if node is None:
        return ""
    if node.type == "scope_resolution":
        scope, name = field_of(node, "scope"), field_of(node, "name")
        before = dotted(scope) if scope is not None else ""
        return f"{before}.{node_text(name)}" if before and name else node_text(name or node)
    if node.type == "call":
        receiver, method = field_of(node, "receiver"), field_of(node, "method")
        if method is None:
            return ""
        before = dotted(receiver) if receiver is not None else ""
        if receiver is not None and not before:
            return ""
        return f"{before}.{node_text(method)}" if before else node_text(method)
    if node.type in ("instance_variable", "class_variable", "global_variable"):
        return node_text(node).lstrip("@$")
    if node.type in ("constant", "identifier", "self", "setter"):
        return node_text(node)
    return ""


def expression(node: Node, depth: int = 0) -> Expression:
    """What a node says, as far as it can be known without running it."""
    text = literal(node)
    if text is not None:
        return Literally(text=text)
    if depth > DEPTH:
        return Opaque(source=node_text(node)[:SHOWN])
    if node.type in _TEXTS or node.type == "chained_string":
        return Joined(parts=tuple(_parts(node, depth)))
    if node.type == "binary" and node_text(field_of(node, "operator") or node) == "+":
        sides = [side for side in (field_of(node, "left"), field_of(node, "right")) if side]
        return Joined(parts=tuple(expression(side, depth + 1) for side in sides))
    if node.type == "call" and dotted(node).endswith(".freeze"):
        receiver = field_of(node, "receiver")
        return expression(receiver, depth + 1) if receiver is not None else Opaque(source="")
    if node.type == "call":
        return _call(node, depth)
    name = dotted(node)
    return Name(dotted=name) if name else Opaque(source=node_text(node)[:SHOWN])


def _parts(node: Node, depth: int) -> Iterator[Expression]:
    for child in node.named_children:
        if child.type == "interpolation":
            inner = child.named_children[0] if child.named_children else None
            yield expression(inner, depth + 1) if inner is not None else Literally(text="")
        elif child.type in _TEXTS:
            yield (
                expression(child, depth + 1)
                if child.named_children
                else Literally(text=node_text(child))
            )
        else:
            yield Literally(text=node_text(child))


def _call(node: Node, depth: int) -> Expression:
    name = dotted(node)
    if not name:
        return Opaque(source=node_text(node)[:SHOWN])
    if field_of(node, "arguments") is None and not name.endswith(".new"):
        return Name(dotted=name)
    given = given_to(node)
    return Made(
        callee=name.removesuffix(".new"),
        arguments=tuple(expression(each, depth + 1) for each in given.values),
    )


@dataclass(frozen=True)
class Given:
    """What a call is given: values by place, values by name, pairs as they stand, its block."""

    values: tuple[Node, ...] = ()
    named: dict[str, Node] = field(default_factory=dict)
    pairs: tuple[tuple[Node, Node], ...] = ()
    block: Node | None = None

    def text(self, name: str) -> str | None:
        """The literal text of a named value."""
        return literal(self.named.get(name))


def given_to(call: Node) -> Given:
    """What a call is given; a hash in braces at the end counts as named values."""
    arguments = field_of(call, "arguments")
    values: list[Node] = []
    pairs: list[tuple[Node, Node]] = []
    for child in arguments.named_children if arguments is not None else ():
        if child.type == "pair":
            pairs.extend(_pair(child))
        elif child.type == "hash":
            pairs.extend(p for each in child.named_children for p in _pair(each))
        elif child.type not in ("comment", "block_argument"):
            values.append(child)
    named = {key: value for pair, value in pairs if (key := literal(pair)) is not None}
    return Given(tuple(values), named, tuple(pairs), field_of(call, "block"))


def _pair(node: Node) -> Iterator[tuple[Node, Node]]:
    key, value = field_of(node, "key"), field_of(node, "value")
    if node.type == "pair" and key is not None:
        yield key, value if value is not None else key


def method_of(call: Node) -> str:
    """The name of the method a call is of; that of a bare identifier is itself."""
    if call.type == "identifier":
        return node_text(call)
    method = field_of(call, "method") if call.type == "call" else None
    return node_text(method) if method is not None else ""


def statements(node: Node | None) -> list[Node]:
    """The statements of a block, body or branch."""
    if node is None:
        return []
    if node.type in ("do_block", "block"):
        body = field_of(node, "body")
        return statements(body) if body is not None else []
    return [child for child in node.named_children if child.type != "comment"]


def block_names(block: Node | None) -> list[str]:
    """The names of a block's parameters."""
    given = field_of(block, "parameters") if block is not None else None
    return [node_text(c).strip("*&:") for c in given.named_children] if given is not None else []


def elements(node: Node | None) -> list[Node]:
    """The elements of an array, else the node itself."""
    if node is None:
        return []
    if node.type in ("array", "symbol_array", "string_array"):
        return [child for child in node.named_children if child.type != "comment"]
    return [node]


def texts(node: Node | None) -> tuple[str, ...]:
    """The literal texts of an array of strings or symbols, or of one alone."""
    found = (literal(each) for each in elements(node))
    return tuple(text for text in found if text is not None)


def class_of(node: Node) -> str:
    """The qualified name of the class or module around a node, "" at the top."""
    names: list[str] = []
    above = node.parent
    while above is not None:
        if above.type in ("class", "module"):
            names.append(own_name(above))
        above = above.parent
    return ".".join(reversed(names))


def superclass_of(node: Node) -> Node | None:
    """The class that a class extends."""
    found = field_of(node, "superclass")
    return found.named_children[0] if found is not None and found.named_children else None
