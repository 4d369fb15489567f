"""What an expression of Go says, and the names and types of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, repeat, zip_longest

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import (
    Expression,
    Joined,
    Literally,
    Made,
    Name,
    Opaque,
)

_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"',
}  # fmt: skip
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-7]{3}|.)")
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|`[^`]*`')
_JOINING = frozenset(("path.Join", "filepath.Join", "url.JoinPath"))
_TYPE = re.compile(r"(?:\[\]\*?|map\[\w+\]\*?)?[\w.]+")
#: Sums with more terms than this are data, not paths.
TERMS = 64
_VERB = re.compile(r"%(?:\[\d+\])?[-+# 0]*[\d*]*(?:\.[\d*]+)?([a-zA-Z%])")


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


def text_of(node: Node) -> str:
    """The value of a string literal."""
    written = node_text(node)
    if written.startswith("`"):
        return written[1:-1].replace("\r", "")
    return _ESCAPE.sub(_unescape, written[1:-1])


def dotted(node: Node) -> str:
    """ "a.b.c" for names joined by dots, "" for anything else."""
    if node.type == "selector_expression":
        operand = node.child_by_field_name("operand")
        field = node.child_by_field_name("field")
        before = dotted(operand) if operand else ""
        return f"{before}.{node_text(field)}" if before and field else ""
    if node.type == "parenthesized_expression" and node.named_child_count == 1:
        return dotted(node.named_children[0])
    plain = ("identifier", "qualified_type", "type_identifier", "package_identifier")
    return node_text(node) if node.type in plain else ""


def plain_type(node: Node | None) -> str:
    """A type as written, without the star of a pointer and without type arguments."""
    if node is None:
        return ""
    if node.type == "generic_type":
        return plain_type(node.child_by_field_name("type"))
    if node.type == "pointer_type" and node.named_children:
        return plain_type(node.named_children[0])
    return node_text(node).lstrip("*")


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "xuU":
        return chr(min(int(code[1:], 16), 0x10FFFF))
    return chr(int(code, 8)) if len(code) == 3 else _ESCAPES.get(code, code)


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_]\w*", _STRINGS.sub("", node_text(node)[:400]))
    return " ".join(words)[:60].rstrip()


def _literal(node: Node) -> Expression:
    return Literally(text=text_of(node))


def _number(node: Node) -> Expression:
    return Literally(text=node_text(node))


def _name(node: Node) -> Expression | None:
    name = dotted(node)
    return Name(dotted=name) if name else None


def _inner(node: Node) -> Expression | None:
    return expression(node.named_children[-1]) if node.named_children else None


def _reference(node: Node) -> Expression | None:
    return _inner(node) if node_text(node)[0] in "&*" else None


def _sum(node: Node) -> Expression | None:
    """A sum, read along its left side by a loop: generated code adds up thousands of texts."""
    parts: list[Expression] = []
    rest: Node | None = node
    while rest is not None and rest.type == "binary_expression":
        operator, right = rest.child_by_field_name("operator"), rest.child_by_field_name("right")
        if operator is None or operator.type != "+" or len(parts) >= TERMS:
            return None
        if right is not None:
            parts.append(expression(right))
        rest = rest.child_by_field_name("left")
    if rest is not None:
        parts.append(expression(rest))
    return joined(parts[::-1])


def joined(parts: list[Expression]) -> Expression:
    """The parts one after the other, neighbouring texts as one."""
    flat: list[Expression] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Joined) else (part,):
            if isinstance(piece, Literally) and flat and isinstance(flat[-1], Literally):
                flat[-1] = Literally(text=flat[-1].text + piece.text)
            elif piece != Literally(text=""):
                flat.append(piece)
    if len(flat) == 1:
        return flat[0]
    return Joined(parts=tuple(flat)) if flat else Literally(text="")


def _made(node: Node) -> Expression | None:
    function = node.child_by_field_name("function")
    callee = dotted(function) if function is not None else ""
    if not callee:
        return None
    given = node.child_by_field_name("arguments")
    written = [a for a in given.named_children if a.type != "comment"] if given is not None else []
    if callee == "new" and len(written) == 1:
        return _allocated(written[0])
    arguments = [expression(argument) for argument in written]
    if callee == "fmt.Sprintf" and arguments and isinstance(arguments[0], Literally):
        return _formatted(arguments[0].text, arguments[1:])
    if callee in _JOINING and arguments:
        return joined(list(chain.from_iterable(zip(arguments, repeat(Literally(text="/")))))[:-1])
    return Made(callee=callee, arguments=tuple(arguments))


def _allocated(kind: Node) -> Expression | None:
    """`new(T)` makes a T, as `&T{}` does."""
    name = plain_type(kind)
    return Made(callee=name) if re.fullmatch(r"[\w.]+", name) else None


def _formatted(pattern: str, arguments: list[Expression]) -> Expression:
    """`fmt.Sprintf` as the texts and values it writes one after the other."""
    verbs = _VERB.findall(pattern)
    texts = _VERB.split(pattern)[::2]
    rest = iter(arguments)
    unknown: Expression = Opaque(source="")
    values = [Literally(text="%") if verb == "%" else next(rest, unknown) for verb in verbs]
    pairs = zip_longest((Literally(text=text) for text in texts), values)
    return joined([part for part in chain.from_iterable(pairs) if part is not None])


def _composed(node: Node) -> Expression | None:
    kind = plain_type(node.child_by_field_name("type"))
    return Made(callee=kind) if _TYPE.fullmatch(kind) else None


_READERS = {
    "interpreted_string_literal": _literal,
    "raw_string_literal": _literal,
    "int_literal": _number,
    "identifier": _name,
    "true": _number,
    "false": _number,
    "selector_expression": _name,
    "parenthesized_expression": _inner,
    "literal_element": _inner,
    "unary_expression": _reference,
    "binary_expression": _sum,
    "call_expression": _made,
    "composite_literal": _composed,
}


# ---------------------------------------------------------------- declarations


def qualified(node: Node) -> str:
    """ "Function", "Type.Method" or "Type": the name a declaration has in its package."""
    name = node.child_by_field_name("name")
    own = node_text(name) if name is not None else ""
    receiver = receiver_of(node)
    return f"{receiver[1]}.{own}" if receiver else own


def receiver_of(node: Node) -> tuple[str, str] | None:
    """Name and type of a method's receiver, or None for a function."""
    given = node.child_by_field_name("receiver")
    if given is None or not given.named_children:
        return None
    declared = given.named_children[0]
    name = declared.child_by_field_name("name")
    kind = declared.child_by_field_name("type")
    if kind is not None and kind.type == "pointer_type":
        kind = kind.named_children[0]
    return (node_text(name) if name is not None else "", plain_type(kind))


def parameters_of(node: Node) -> Iterator[tuple[str, str, Node]]:
    """Name, type and node of each parameter of a function, in order; unnamed ones as "_"."""
    given = node.child_by_field_name("parameters")
    for declared in given.named_children if given is not None else ():
        kind = plain_type(declared.child_by_field_name("type"))
        names = [node_text(n) for n in declared.children_by_field_name("name")]
        if declared.type in ("parameter_declaration", "variadic_parameter_declaration"):
            for name in names or ["_"]:
                yield name, kind, declared


def result_of(node: Node) -> str:
    """The type of the first result, "" if there is none."""
    result = node.child_by_field_name("result")
    if result is not None and result.type == "parameter_list":
        first = next(iter(result.named_children), None)
        return plain_type(first.child_by_field_name("type")) if first is not None else ""
    return plain_type(result)


def fields_of(struct: Node) -> Iterator[tuple[list[str], Node, Node]]:
    """Names (none for an embedded type), type and node of each field of a struct."""
    for fields in struct.named_children:
        for declared in fields.named_children:
            kind = declared.child_by_field_name("type")
            if declared.type == "field_declaration" and kind is not None:
                yield (
                    [node_text(n) for n in declared.children_by_field_name("name")],
                    kind,
                    declared,
                )
