"""What an expression of Java says, and the names and types of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from textwrap import dedent

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

#: Types that stand around what a method really gives.
WRAPPERS = frozenset(
    ("ResponseEntity", "HttpEntity", "Optional", "Mono", "Flux", "CompletableFuture", "Future",
     "CompletionStage", "Callable", "DeferredResult", "WebAsyncTask", "ListenableFuture", "List",
     "Set", "Collection", "Iterable", "Page", "Slice", "Stream", "Window", "Supplier")
)  # fmt: skip
DECLARATIONS = frozenset(
    ("class_declaration", "interface_declaration", "enum_declaration", "record_declaration",
     "annotation_type_declaration", "method_declaration", "constructor_declaration")
)  # fmt: skip

_ESCAPES = {
    "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "s": " ", '"': '"', "'": "'",
    "\\": "\\", "\n": "",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(u+[0-9A-Fa-f]{4}|[0-7]{1,3}|.|\n)", re.DOTALL)
_STRINGS = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\])*"', re.DOTALL)
_DOTTED = re.compile(r"[\w$]+(?:\.[\w$]+)*")
_VERB = re.compile(r"%(?:\d+\$)?[-#+ 0,(]*\d*(?:\.\d+)?([a-zA-Z%])")


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


def text_of(node: Node) -> str:
    """The value of a string literal or text block."""
    written = node_text(node)
    if written.startswith('"""'):
        block = written[3:-3].partition("\n")[2]
        return _ESCAPE.sub(_unescape, dedent(block))
    return _ESCAPE.sub(_unescape, written[1:-1])


def dotted(node: Node | None) -> str:
    """ "a.b.c" for names joined by dots, "" for anything else."""
    if node is None:
        return ""
    if node.type in ("field_access", "scoped_identifier", "scoped_type_identifier"):
        written = "".join(node_text(node).split())
        return written if _DOTTED.fullmatch(written) else ""
    plain = ("identifier", "type_identifier", "this", "super")
    return node_text(node) if node.type in plain else ""


def plain_type(node: Node | None) -> str:
    """A type as written, without type arguments, brackets and annotations."""
    if node is None:
        return ""
    if node.type in ("generic_type", "annotated_type"):
        return plain_type(node.named_children[-1 if node.type == "annotated_type" else 0])
    if node.type == "array_type":
        return plain_type(node.child_by_field_name("element"))
    return node_text(node)


def inner_type(node: Node | None) -> str:
    """A type without the wrappers around it: `ResponseEntity<List<User>>` is "User"."""
    if node is None or node.type != "generic_type":
        return plain_type(node)
    given = arguments_of_type(node)
    if plain_type(node).rpartition(".")[2] in WRAPPERS and given:
        return inner_type(given[0])
    return plain_type(node)


def arguments_of_type(node: Node) -> list[Node]:
    """The type arguments of a generic type."""
    last = node.named_children[-1] if node.type == "generic_type" else None
    return list(last.named_children) if last is not None and last.type == "type_arguments" else []


def own_name(node: Node) -> str:
    """The name of a declaration; a constructor is "new", which no method can be called."""
    if node.type == "constructor_declaration":
        return "new"
    name = node.child_by_field_name("name")
    return node_text(name) if name is not None else ""


def qualified(node: Node) -> str:
    """The names of the declarations around and of a declaration, joined by dots."""
    names: list[str] = []
    above: Node | None = node
    while above is not None:
        if above.type in DECLARATIONS:
            names.append(own_name(above))
        above = above.parent
    return ".".join(reversed(names))


def bases_of(node: Node) -> Iterator[Node]:
    """The types a class or interface extends and implements."""
    for child in node.named_children:
        if child.type == "superclass":
            yield from child.named_children
        elif child.type in ("super_interfaces", "extends_interfaces"):
            for types in child.named_children:
                yield from types.named_children


def parameters_of(node: Node) -> Iterator[tuple[str, Node, Node]]:
    """Name, type and node of each parameter of a method, constructor or record, in order."""
    given = node.child_by_field_name("parameters")
    for declared in given.named_children if given is not None else ():
        if declared.type == "formal_parameter":
            name, kind = declared.child_by_field_name("name"), declared.child_by_field_name("type")
        elif declared.type == "spread_parameter":
            kind = next((c for c in declared.named_children if c.type != "modifiers"), None)
            name = declared.named_children[-1].child_by_field_name("name")
        else:
            continue
        if name is not None and kind is not None:
            yield node_text(name), kind, declared


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] == "u":
        return chr(int(code.lstrip("u"), 16))
    return chr(int(code, 8)) if code[0] in "01234567" else _ESCAPES.get(code, code)


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_$][\w$]*", _STRINGS.sub("", node_text(node)[:400]))
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


def _class(node: Node) -> Expression | None:
    return Name(dotted=plain_type(node.named_children[0])) if node.named_children else None


def _sum(node: Node) -> Expression | None:
    operator = node.child_by_field_name("operator")
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    if operator is None or operator.type != "+":
        return None
    return joined([expression(side) for side in sides if side is not None])


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


def callee_of(node: Node) -> str:
    """What a call calls: "repo.save", "helper", or ".map" of something that has no name."""
    own = node.child_by_field_name("name")
    name = node_text(own) if own is not None else ""
    on = node.child_by_field_name("object")
    if on is None:
        return name
    owner = dotted(on)
    return f"{owner}.{name}"


def _invoked(node: Node) -> Expression | None:
    callee = callee_of(node)
    arguments = [expression(argument) for argument in call_arguments(node)]
    if callee == "String.format" and arguments and isinstance(arguments[0], Literally):
        return _formatted(arguments[0].text, arguments[1:])
    return None if callee.startswith(".") else Made(callee=callee, arguments=tuple(arguments))


def call_arguments(node: Node) -> list[Node]:
    """The arguments of a call or construction, without comments."""
    given = node.child_by_field_name("arguments")
    comments = ("line_comment", "block_comment")
    return [a for a in given.named_children if a.type not in comments] if given is not None else []


def _formatted(pattern: str, arguments: list[Expression]) -> Expression:
    """`String.format` as the texts and values it writes one after the other."""
    verbs, texts = _VERB.findall(pattern), _VERB.split(pattern)[::2]
    rest = iter(arguments)
    unknown: Expression = Opaque(source="")
    values = [Literally(text="%") if verb == "%" else next(rest, unknown) for verb in verbs]
    pairs = zip_longest((Literally(text=text) for text in texts), values)
    return joined([part for part in chain.from_iterable(pairs) if part is not None])


def _created(node: Node) -> Expression | None:
    kind = plain_type(node.child_by_field_name("type"))
    arguments = tuple(expression(argument) for argument in call_arguments(node))
    return Made(callee=kind, arguments=arguments)


_READERS = {
    "string_literal": _literal,
    "decimal_integer_literal": _number,
    "true": _number,
    "false": _number,
    "identifier": _name,
    "this": _name,
    "field_access": _name,
    "scoped_identifier": _name,
    "class_literal": _class,
    "parenthesized_expression": _inner,
    "cast_expression": _inner,
    "binary_expression": _sum,
    "method_invocation": _invoked,
    "object_creation_expression": _created,
}
