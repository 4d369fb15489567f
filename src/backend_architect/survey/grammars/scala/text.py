"""What an expression of Scala says, and the names and types of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

CLASSES = frozenset(
    ("class_definition", "object_definition", "trait_definition", "enum_definition")
)  # fmt: skip
FUNCTIONS = frozenset(("function_definition", "function_declaration"))
DECLARATIONS = CLASSES | FUNCTIONS

_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(u+[0-9A-Fa-f]{4}|.)", re.DOTALL)
_STRINGS = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\])*"', re.DOTALL)
_DOTTED = re.compile(r"[\w$]+(?:\.[\w$]+)*")
#: Calls that give the text they are called on, tidied.
_TIDY = frozenset(("stripMargin", "trim"))
_NAMES = frozenset(
    ("identifier", "type_identifier", "field_expression", "stable_identifier",
     "stable_type_identifier")
)  # fmt: skip


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


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


def dotted(node: Node | None) -> str:
    """ "a.b.c" for names joined by dots, also below what is constructed; "" for anything else."""
    if node is None:
        return ""
    if node.type == "field_expression":
        owner = node.child_by_field_name("value")
        member = node.child_by_field_name("field")
        if owner is not None and member is not None and owner.type in _MADE:
            made = expression(owner)
            base = made.callee if isinstance(made, Made) else ""
        else:
            base = dotted(owner)
        return f"{base}.{node_text(member)}" if base and member is not None else ""
    if node.type not in _NAMES:
        return ""
    written = "".join(node_text(node).split()).replace("`", "")
    return written if _DOTTED.fullmatch(written) else ""


def plain_type(node: Node | None) -> str:
    """A type as written, without type arguments."""
    if node is None:
        return ""
    if node.type in ("generic_type", "annotated_type"):
        return plain_type(node.named_children[0]) if node.named_children else ""
    if node.type in ("compound_type", "infix_type"):
        return plain_type(node.named_children[0]) if node.named_children else ""
    return dotted(node) or (node_text(node) if node.type.endswith("identifier") else "")


def arguments_of_type(node: Node | None) -> list[Node]:
    """The type arguments of a generic type."""
    given = node.child_by_field_name("type_arguments") if node is not None else None
    return list(given.named_children) if given is not None else []


#: Types that stand around what a function really gives.
_WRAPPERS = frozenset(
    ("Future", "IO", "Task", "ZIO", "UIO", "Option", "Seq", "List", "Resource", "F", "URIO", "RIO",
     "Vector", "Set", "Either", "EitherT", "DBIO", "ConnectionIO", "ZLayer", "URLayer")
)  # fmt: skip


def inner_type(node: Node | None) -> str:
    """A type without the wrappers around it: `Future[Option[User]]` is "User"."""
    given = arguments_of_type(node)
    if given and plain_type(node).rpartition(".")[2] in _WRAPPERS:
        return inner_type(given[-1])
    return plain_type(node)


def own_name(node: Node) -> str:
    """The name of a declaration."""
    name = node.child_by_field_name("name")
    return node_text(name).strip("`") if name is not None else ""


def qualified(node: Node) -> str:
    """The names of the declarations around and of a declaration, joined by dots."""
    names: list[str] = []
    above: Node | None = node
    while above is not None:
        if above.type in DECLARATIONS:
            names.append(own_name(above))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)


def bases_of(node: Node) -> Iterator[Node]:
    """The types a class, object or trait extends."""
    for child in node.named_children:
        if child.type == "extends_clause":
            yield from child.children_by_field_name("type")
            for each in child.named_children:
                if each.type == "compound_type":
                    yield from each.named_children


def base_arguments(node: Node) -> list[Node]:
    """The values a class gives to the class it extends."""
    for child in node.named_children:
        if child.type == "extends_clause":
            return [
                value
                for given in child.named_children
                if given.type == "arguments"
                for value in given.named_children
            ]
    return []


def parameters_of(node: Node) -> Iterator[tuple[str, Node | None, Node]]:
    """Name, type and node of each parameter of a function or class, of all its lists."""
    kinds = ("parameters", "class_parameters")
    for given in (child for child in node.named_children if child.type in kinds):
        for each in given.named_children:
            name = each.child_by_field_name("name")
            if name is not None and each.type in ("parameter", "class_parameter"):
                yield node_text(name), each.child_by_field_name("type"), each


def text_of(node: Node) -> Expression:
    """The value of a string literal."""
    written = node_text(node)
    if written.startswith('"""'):
        return Literally(text=dedent(written[3:-3]))
    return Literally(text=_ESCAPE.sub(_unescape, written[1:-1]))


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code.lstrip("u"), 16)) if len(code) > 4 else _ESCAPES.get(code, code)


def _interpolated(node: Node) -> Expression | None:
    """`s"/x/$id"`: the texts between what is put in, by the bytes around it."""
    word = node.child_by_field_name("interpolator")
    inner = next((c for c in node.named_children if c.type == "interpolated_string"), None)
    if word is None or inner is None or node_text(word) not in ("s", "f", "raw"):
        return None
    raw = inner.text or b""
    quote = 3 if raw.startswith(b'"""') else 1
    at = quote
    parts: list[Expression] = []
    for child in inner.named_children:
        if child.type != "interpolation":
            continue
        start = child.start_byte - inner.start_byte
        parts.append(Literally(text=raw[at:start].decode("utf-8", "replace")))
        held = child.named_children[0] if child.named_children else None
        if held is not None and held.type == "block" and held.named_children:
            held = held.named_children[0]
        parts.append(expression(held) if held is not None else Opaque(source=""))
        at = child.end_byte - inner.start_byte
    parts.append(Literally(text=raw[at : len(raw) - quote].decode("utf-8", "replace")))
    return joined(parts)


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_$][\w$]*", _STRINGS.sub("", node_text(node)[:400]))
    return " ".join(words)[:60].rstrip()


def _plain(node: Node) -> Expression:
    return Literally(text=node_text(node))


def _name(node: Node) -> Expression | None:
    name = dotted(node)
    return Name(dotted=name) if name else None


def _field(node: Node) -> Expression | None:
    member = node.child_by_field_name("field")
    owner = node.child_by_field_name("value")
    if member is not None and owner is not None and node_text(member) in _TIDY:
        return expression(owner)
    return _name(node)


def _inner(node: Node) -> Expression | None:
    return expression(node.named_children[0]) if len(node.named_children) == 1 else None


def _sum(node: Node) -> Expression | None:
    operator = node.child_by_field_name("operator")
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    if operator is None or node_text(operator) != "+":
        return None
    return joined([expression(side) for side in sides if side is not None])


def called_of(node: Node) -> Node | None:
    """What a call calls, without type arguments and earlier lists of arguments."""
    called = node.child_by_field_name("function")
    while called is not None and called.type in ("generic_function", "call_expression"):
        called = called.child_by_field_name("function")
    return called


def callee_of(node: Node) -> str:
    """What a call calls: "repo.save", "helper", or ".map" of something that has no name."""
    if node.type == "instance_expression":
        kind = next((c for c in node.named_children if c.type != "arguments"), None)
        return plain_type(kind)
    called = called_of(node)
    name = dotted(called)
    if name or called is None or called.type != "field_expression":
        return name
    member = called.child_by_field_name("field")
    return f".{node_text(member)}" if member is not None else ""


def arguments_of(node: Node) -> list[Node]:
    """The values of a call's last list of arguments; a block behind it is one value."""
    given = node.child_by_field_name("arguments")
    if node.type == "instance_expression":
        given = next((c for c in node.named_children if c.type == "arguments"), None)
    if given is None:
        return []
    if given.type != "arguments":
        return [given]
    return [each for each in given.named_children if not each.type.endswith("comment")]


def _called(node: Node) -> Expression | None:
    callee = callee_of(node)
    if not callee or callee.startswith("."):
        return None
    return Made(callee=callee, arguments=tuple(expression(a) for a in arguments_of(node)))


def _first(node: Node) -> Expression | None:
    return expression(node.named_children[0]) if node.named_children else None


_MADE = frozenset(("call_expression", "instance_expression"))
_READERS = {
    "string": text_of,
    "interpolated_string_expression": _interpolated,
    "integer_literal": _plain,
    "boolean_literal": _plain,
    "identifier": _name,
    "type_identifier": _name,
    "stable_identifier": _name,
    "field_expression": _field,
    "parenthesized_expression": _inner,
    "indented_block": _inner,
    "infix_expression": _sum,
    "call_expression": _called,
    "instance_expression": _called,
    "generic_function": _first,
}
