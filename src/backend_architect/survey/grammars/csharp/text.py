"""What an expression of C# says, and the names and types of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

#: Types that stand around what a method really gives.
WRAPPERS = frozenset(
    ("Task", "ValueTask", "ActionResult", "IAsyncEnumerable", "IEnumerable", "List", "IList",
     "ICollection", "IReadOnlyList", "IReadOnlyCollection", "Collection", "HashSet", "ISet",
     "IQueryable", "Ok", "Created", "Results", "Nullable", "DbSet", "Lazy", "IOptions")
)  # fmt: skip
TYPES = (
    "class_declaration", "interface_declaration", "struct_declaration", "record_declaration",
    "enum_declaration",
)  # fmt: skip
FUNCTIONS = ("method_declaration", "constructor_declaration", "local_function_statement")
DECLARATIONS = frozenset((*TYPES, *FUNCTIONS))

_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{1,4}|.)", re.DOTALL)
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
_DOTTED = re.compile(r"@?\w+(?:\.@?\w+)*")


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_]\w*", _STRINGS.sub("", node_text(node)[:400]))
    return " ".join(words)[:60].rstrip()


def dotted(node: Node | None) -> str:
    """ "a.b.c" for names joined by dots, "" for anything else; type arguments are left out."""
    if node is None:
        return ""
    if node.type == "generic_name":
        return dotted(node.named_children[0])
    if node.type == "postfix_unary_expression" and node_text(node).endswith("!"):
        return dotted(node.named_children[0])
    if node.type in ("identifier", "this", "base", "predefined_type"):
        return node_text(node).removeprefix("@")
    if node.type in ("member_access_expression", "qualified_name", "alias_qualified_name"):
        written = "".join(node_text(node).split()).partition("::")
        plain = re.sub(r"<[^()]*>", "", written[2] or written[0]).replace("!", "")
        return plain if _DOTTED.fullmatch(plain) else ""
    return ""


def plain_type(node: Node | None) -> str:
    """A type as written, without type arguments, `?` and brackets."""
    if node is None:
        return ""
    if node.type in ("nullable_type", "array_type", "ref_type", "pointer_type"):
        inner = node.child_by_field_name("type") or next(iter(node.named_children), None)
        return plain_type(inner)
    return dotted(node) or node_text(node)


def type_arguments(node: Node | None) -> list[Node]:
    """The type arguments of a generic type or of a generic call's name."""
    if node is not None and node.type in ("qualified_name", "nullable_type"):
        return type_arguments(node.named_children[-1])
    last = node.named_children[-1] if node is not None and node.type == "generic_name" else None
    found = last is not None and last.type == "type_argument_list"
    return list(last.named_children) if found and last is not None else []


def inner_type(node: Node | None) -> str:
    """A type without the wrappers around it: `Task<ActionResult<List<User>>>` is "User"."""
    if node is not None and node.type == "nullable_type":
        return inner_type(node.child_by_field_name("type"))
    given = type_arguments(node)
    if given and plain_type(node).rpartition(".")[2] in WRAPPERS:
        return inner_type(given[0])
    return plain_type(node)


def own_name(node: Node) -> str:
    """The name of a declaration; a constructor is "new", which no method can be called."""
    if node.type == "constructor_declaration":
        return "new"
    name = node.child_by_field_name("name")
    return node_text(name).removeprefix("@") if name is not None else ""


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
    """The types a class, record or interface extends and implements."""
    for child in node.named_children:
        if child.type == "base_list":
            for base in child.named_children:
                if base.type == "primary_constructor_base_type":
                    yield base.named_children[0]
                elif base.type != "argument_list":
                    yield base


def modifiers(node: Node) -> frozenset[str]:
    """The words before a declaration: "public", "abstract", "this" ..."""
    return frozenset(node_text(c) for c in node.named_children if c.type == "modifier")


def parameters_of(node: Node) -> Iterator[tuple[str, Node | None, Node]]:
    """Name, type and node of each parameter of a method, lambda or primary constructor."""
    given = node.child_by_field_name("parameters") or next(
        (c for c in node.named_children if c.type == "parameter_list"), None
    )
    for declared in given.named_children if given is not None else ():
        name = declared.child_by_field_name("name")
        if declared.type == "parameter" and name is not None:
            yield node_text(name).removeprefix("@"), declared.child_by_field_name("type"), declared


def call_arguments(node: Node) -> list[tuple[str, Node]]:
    """The arguments of a call or construction: the name it is given by ("" mostly), its value."""
    given = node.child_by_field_name("arguments")
    found: list[tuple[str, Node]] = []
    for argument in given.named_children if given is not None else ():
        if argument.type == "argument" and argument.named_children:
            name = argument.child_by_field_name("name")
            found.append((node_text(name) if name else "", argument.named_children[-1]))
    return found


def values(node: Node) -> list[Node]:
    """The values of a call's arguments, in order."""
    return [value for _, value in call_arguments(node)]


def called(node: Node) -> tuple[Node | None, Node | None]:
    """What a call is made on (None for a plain name) and the name that is called."""
    function = node.child_by_field_name("function")
    if function is not None and function.type == "member_access_expression":
        return function.child_by_field_name("expression"), function.child_by_field_name("name")
    if function is not None and function.type == "conditional_access_expression":
        last = function.named_children[-1]
        return function.named_children[0], last.child_by_field_name("name")
    return None, function


def called_name(node: Node) -> str:
    """The last name of what is called: "MapGet"."""
    return dotted(called(node)[1]).rpartition(".")[2]


def callee_of(node: Node) -> str:
    """What a call calls: "repo.Save", "Helper", or ".Map" of something that has no name."""
    on, name = called(node)
    return dotted(name) if on is None else f"{dotted(on)}.{dotted(name)}"


def text_of(node: Node) -> str:
    """The value of a string literal, verbatim or raw too."""
    written = node_text(node)
    if node.type == "verbatim_string_literal":
        return written[2:-1].replace('""', '"')
    if node.type == "raw_string_literal":
        return written.strip('"').strip()
    return _ESCAPE.sub(_unescape, written.removesuffix("u8")[1:-1])


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, code)


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


def _literal(node: Node) -> Expression:
    return Literally(text=text_of(node))


def _written(node: Node) -> Expression:
    return Literally(text=node_text(node))


def _name(node: Node) -> Expression | None:
    name = dotted(node)
    if name in ("string.Empty", "String.Empty"):
        return Literally(text="")
    return Name(dotted=name) if name else None


def _inner(node: Node) -> Expression | None:
    return expression(node.named_children[-1]) if node.named_children else None


def _unsuppressed(node: Node) -> Expression | None:
    """`name!` is the name."""
    plain = node.type == "postfix_unary_expression" and node_text(node).endswith("!")
    return expression(node.named_children[0]) if plain else None


def _sum(node: Node) -> Expression | None:
    operator = node.child_by_field_name("operator")
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    if operator is None or operator.type != "+":
        return None
    return joined([expression(side) for side in sides if side is not None])


def _interpolated(node: Node) -> Expression:
    """`$"{Base}/x"`; doubled braces are single ones of the text."""
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "interpolation":
            inner = [c for c in child.named_children if c.type != "interpolation_brace"]
            parts.append(expression(inner[0]) if inner else Opaque(source=""))
        elif child.type in ("string_content", "string_literal_content"):
            parts.append(Literally(text=node_text(child).replace("{{", "{").replace("}}", "}")))
        elif child.type == "escape_sequence":
            parts.append(Literally(text=_ESCAPE.sub(_unescape, node_text(child))))
    return joined(parts)


def _invoked(node: Node) -> Expression | None:
    callee = callee_of(node)
    given = values(node)
    if callee == "nameof" and given:
        return Literally(text=dotted(given[0]).rpartition(".")[2])
    arguments = tuple(expression(argument) for argument in given)
    return None if callee.startswith(".") else Made(callee=callee, arguments=arguments)


def _created(node: Node) -> Expression | None:
    kind = plain_type(node.child_by_field_name("type"))
    return Made(callee=kind, arguments=tuple(expression(each) for each in values(node)))


_READERS = {
    "string_literal": _literal,
    "verbatim_string_literal": _literal,
    "raw_string_literal": _literal,
    "integer_literal": _written,
    "boolean_literal": _written,
    "identifier": _name,
    "this": _name,
    "member_access_expression": _name,
    "generic_name": _name,
    "parenthesized_expression": _inner,
    "cast_expression": _inner,
    "await_expression": _inner,
    "postfix_unary_expression": _unsuppressed,
    "binary_expression": _sum,
    "interpolated_string_expression": _interpolated,
    "invocation_expression": _invoked,
    "object_creation_expression": _created,
}
