"""What an expression of Rust says, and the names and types of declarations.

Paths are written with dots: `crate::http::users` is "crate.http.users"; `self::x` is "x", and
`Self::x` is "self.x", the type around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

#: Types that stand around what a value really is.
WRAPPERS = frozenset(
    ("Arc", "Box", "Rc", "Option", "Result", "Vec", "Json", "RwLock", "Mutex", "Cow", "HttpResult",
     "ApiResult", "AppResult", "Pin", "JsonResult", "Query", "Form", "Path", "State", "Data",
     "Extension")
)  # fmt: skip
DECLARATIONS = frozenset(
    ("function_item", "function_signature_item", "impl_item", "trait_item", "struct_item",
     "enum_item", "mod_item")
)  # fmt: skip
#: Methods whose result says what their receiver says.
_TRANSPARENT = frozenset(
    ("to_string", "to_owned", "into", "as_str", "clone", "as_ref", "unwrap", "expect", "borrow",
     "deref", "as_deref", "to_vec", "into_boxed_str")
)  # fmt: skip
_WRAPPING = frozenset(
    ("String.from", "Some", "Ok", "Box.new", "Arc.new", "Cow.Borrowed", "Cow.from")
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\", '"': '"', "'": "'"}
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"')
_HOLE = re.compile(r"\{\{|\}\}|\{([^{}:]*)(?::[^{}]*)?\}")
_DOTTED = re.compile(r"[\w.]+")


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


def text_of(node: Node) -> str:
    """The value of a string literal, plain or raw."""
    parts = []
    for child in node.named_children:
        written = node_text(child)
        if child.type == "string_content":
            parts.append(written)
        elif child.type == "escape_sequence":
            parts.append(_ESCAPES.get(written[1:2], ""))
    return "".join(parts)


def dotted(node: Node | None) -> str:
    """ "a.b.c" for a path or for fields joined by dots, "" for anything else."""
    if node is None:
        return ""
    if node.type in ("scoped_identifier", "scoped_type_identifier"):
        return _below(dotted_path(node.child_by_field_name("path")), node, "name")
    if node.type == "field_expression":
        before = dotted(node.child_by_field_name("value"))
        return _below(before, node, "field") if before else ""
    if node.type == "generic_function":
        return dotted(node.child_by_field_name("function"))
    return dotted_path(node) if node.type in _PLAIN else ""


_PLAIN = ("identifier", "type_identifier", "self", "crate", "super", "field_identifier")


def dotted_path(node: Node | None) -> str:
    """What stands before the last `::`; "" for `self` as a module and for nothing."""
    if node is None:
        return ""
    if node.type in ("scoped_identifier", "scoped_type_identifier"):
        return dotted(node)
    if node.type in ("generic_type", "generic_type_with_turbofish"):
        return dotted_path(node.child_by_field_name("type"))
    if node.type == "self" and node.parent is not None and "scoped" in node.parent.type:
        return ""
    written = node_text(node).removeprefix("r#")
    return "self" if written == "Self" else written if _DOTTED.fullmatch(written) else ""


def _below(before: str, node: Node, field: str) -> str:
    last = node.child_by_field_name(field)
    own = node_text(last).removeprefix("r#") if last is not None else ""
    return f"{before}.{own}" if before else own


def plain_type(node: Node | None) -> str:
    """A type as a dotted name, without references, lifetimes and type arguments."""
    if node is None:
        return ""
    if node.type in ("reference_type", "pointer_type"):
        return plain_type(node.child_by_field_name("type"))
    if node.type in ("generic_type", "generic_type_with_turbofish"):
        return plain_type(node.child_by_field_name("type"))
    if node.type in ("dynamic_type", "abstract_type"):
        return plain_type(node.child_by_field_name("trait"))
    found = dotted(node)
    return found or (node_text(node) if node.type == "primitive_type" else "")


def inner_type(node: Node | None) -> str:
    """A type without the wrappers around it: `Result<Json<Vec<User>>, E>` is "User"."""
    if node is not None and node.type in ("reference_type", "pointer_type"):
        return inner_type(node.child_by_field_name("type"))
    if node is None or node.type != "generic_type":
        return plain_type(node)
    given = type_arguments(node)
    if plain_type(node).rpartition(".")[2] in WRAPPERS and given:
        return inner_type(given[0])
    return plain_type(node)


def type_arguments(node: Node) -> list[Node]:
    """The type arguments of a generic type, without lifetimes."""
    given = node.child_by_field_name("type_arguments")
    return [a for a in given.named_children if a.type != "lifetime"] if given is not None else []


def own_name(node: Node) -> str:
    """The name of a declaration; an `impl` has that of its type."""
    if node.type == "impl_item":
        return plain_type(node.child_by_field_name("type")).rpartition(".")[2]
    name = node.child_by_field_name("name")
    return node_text(name).removeprefix("r#") if name is not None else ""


def qualified(node: Node) -> str:
    """The names of the declarations around and of a declaration, joined by dots."""
    names: list[str] = []
    above: Node | None = node
    while above is not None:
        if above.type in DECLARATIONS:
            names.append(own_name(above))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)


def parameters_of(node: Node) -> Iterator[tuple[str, Node | None, Node]]:
    """Name, type and node of each parameter but `self`; of a pattern its last name."""
    given = node.child_by_field_name("parameters")
    for declared in given.named_children if given is not None else ():
        if declared.type == "parameter":
            pattern = declared.child_by_field_name("pattern")
            yield name_in(pattern), declared.child_by_field_name("type"), declared


def name_in(pattern: Node | None) -> str:
    """The name a pattern binds: `id` of `Path(id)` and `mut id`; "_" for several or none."""
    if pattern is None:
        return "_"
    if pattern.type == "identifier":
        return node_text(pattern).removeprefix("r#")
    inner = [c for c in pattern.named_children if c.type not in ("mutable_specifier",)]
    return name_in(inner[-1]) if inner else "_"


def call_arguments(node: Node) -> list[Node]:
    """The arguments of a call, without comments and attributes."""
    given = node.child_by_field_name("arguments")
    noise = ("line_comment", "block_comment", "attribute_item")
    return [a for a in given.named_children if a.type not in noise] if given is not None else []


def callee_of(node: Node) -> str:
    """What a call calls: "repo.save", "Router.new", or ".map" of something without a name."""
    function = node.child_by_field_name("function")
    if function is not None and function.type == "generic_function":
        function = function.child_by_field_name("function")
    if function is None:
        return ""
    name = dotted(function)
    if name or function.type != "field_expression":
        return name
    field = function.child_by_field_name("field")
    return f".{node_text(field)}" if field is not None else ""


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


def macro_name(node: Node) -> str:
    """The last part of the name of the macro that is invoked."""
    return dotted(node.child_by_field_name("macro")).rpartition(".")[2]


def token_groups(tree: Node) -> list[list[Node]]:
    """The tokens of a macro's arguments between its commas."""
    groups: list[list[Node]] = [[]]
    for token in tree.children[1:-1]:
        if node_text(token) == ",":
            groups.append([])
        elif token.type not in ("line_comment", "block_comment"):
            groups[-1].append(token)
    return [group for group in groups if group]


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
    value = node.child_by_field_name("value") or next(iter(node.named_children), None)
    return expression(value) if value is not None else None


def _sum(node: Node) -> Expression | None:
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "+":
        return None
    return joined([expression(side) for side in sides if side is not None])


def _called(node: Node) -> Expression | None:
    function = node.child_by_field_name("function")
    arguments = call_arguments(node)
    if function is not None and function.type == "field_expression":
        value, field = function.child_by_field_name("value"), function.child_by_field_name("field")
        method = node_text(field) if field is not None else ""
        if value is not None and method in _TRANSPARENT:
            return expression(value)
        if value is not None and value.type == "array_expression" and method in ("concat", "join"):
            return _concatenated(value, arguments)
    callee = callee_of(node)
    if callee in _WRAPPING and len(arguments) == 1:
        return expression(arguments[0])
    if not callee or callee.startswith("."):
        return None
    return Made(callee=callee, arguments=tuple(expression(each) for each in arguments))


def _concatenated(array: Node, separator: list[Node]) -> Expression:
    between = expression(separator[0]) if separator else Literally(text="")
    parts: list[Expression] = []
    for each in array.named_children:
        parts.extend([between, expression(each)] if parts else [expression(each)])
    return joined(parts)


def _macro(node: Node) -> Expression | None:
    tree = next((c for c in node.named_children if c.type == "token_tree"), None)
    name = macro_name(node)
    if tree is None:
        return None
    values = [_tokens(group) for group in token_groups(tree)]
    if name in ("concat", "concatcp"):
        return joined(values)
    if name in ("format", "formatcp", "const_format") and values:
        return _formatted(values[0], values[1:])
    return None


def _tokens(group: list[Node]) -> Expression:
    """What the tokens of one argument of a macro say: a text or a path."""
    if len(group) == 1 and group[0].type in ("string_literal", "raw_string_literal"):
        return _literal(group[0])
    written = "".join(node_text(token) for token in group).lstrip("&")
    name = written.replace("::", ".").removeprefix("self.").replace("Self.", "self.")
    return Name(dotted=name) if _DOTTED.fullmatch(name) else Opaque(source="")


def _formatted(pattern: Expression, given: list[Expression]) -> Expression | None:
    """`format!` as the texts and values it writes one after the other."""
    if not isinstance(pattern, Literally):
        return None
    rest, at = iter(given), 0
    parts: list[Expression] = []
    for hole in _HOLE.finditer(pattern.text):
        parts.append(Literally(text=pattern.text[at : hole.start()]))
        at = hole.end()
        if hole[0] in ("{{", "}}"):
            parts.append(Literally(text=hole[0][0]))
        elif hole[1] and not hole[1].isdigit():
            parts.append(Name(dotted=hole[1]))
        else:
            parts.append(next(rest, Opaque(source="")))
    return joined([*parts, Literally(text=pattern.text[at:])])


_READERS = {
    "string_literal": _literal,
    "raw_string_literal": _literal,
    "integer_literal": _number,
    "boolean_literal": _number,
    "identifier": _name,
    "self": _name,
    "scoped_identifier": _name,
    "field_expression": _name,
    "reference_expression": _inner,
    "parenthesized_expression": _inner,
    "try_expression": _inner,
    "await_expression": _inner,
    "binary_expression": _sum,
    "call_expression": _called,
    "macro_invocation": _macro,
}
