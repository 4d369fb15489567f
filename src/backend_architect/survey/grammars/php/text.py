"""What an expression of PHP says, and the names and types of declarations.

Class names keep their backslashes without the leading one (`App\\Models\\User`), so that a dot
always stands before a member: `User::TABLE` is "User.TABLE", `$this->name` is "this.name".
Laravel's `config('a.b')` is the name "config\\a.b", which `symbols` imports from `config/a.php`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

CLASSES = frozenset(
    ("class_declaration", "interface_declaration", "trait_declaration", "enum_declaration")
)
DECLARATIONS = CLASSES | {"method_declaration", "function_definition"}
NAMES = ("name", "qualified_name", "relative_name")

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "$": "$", '"': '"', "e": "\x1b"}
_ESCAPE = re.compile(r"\\(u\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_STRINGS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)
_KEY = re.compile(r"(\w[\w-]*)\.([\w.-]+)")


def expression(node: Node) -> Expression:
    """What an expression says: texts, names, concatenations and calls; the rest is opaque."""
    read = _READERS.get(node.type)
    found = read(node) if read else None
    return found or Opaque(source=_identifiers(node))


def literal(node: Node | None) -> str | None:
    """The text of a node that is a text written out, else None."""
    said = expression(node) if node is not None else None
    return said.text if isinstance(said, Literally) else None


def class_name(node: Node | None) -> str:
    """A class's name as written, without the leading backslash; `static` is "self"."""
    if node is None:
        return ""
    written = "".join(node_text(node).split()).lstrip("\\")
    if node.type == "relative_scope":
        return "self" if written.lower() == "static" else written.lower()
    return written if node.type in NAMES else ""


def dotted(node: Node | None) -> str:
    """ "a.b.c" for names joined by `->` and `::`, "" for anything else."""
    if node is None:
        return ""
    if node.type == "variable_name":
        return node_text(node).removeprefix("$")
    if node.type in ("member_access_expression", "nullsafe_member_access_expression"):
        return _member(node)
    if node.type == "class_constant_access_expression":
        return _constant(node)
    if node.type == "scoped_property_access_expression":
        owner, name = field_of(node, "scope"), field_of(node, "name")
        return f"{class_name(owner)}.{node_text(name).lstrip('$')}" if owner and name else ""
    return class_name(node)


def _member(node: Node) -> str:
    before, name = dotted(field_of(node, "object")), field_of(node, "name")
    if not before or name is None or name.type != "name":
        return ""
    of_case = node_text(name) == "value" and "." in before and not before.startswith("this.")
    return before if of_case else f"{before}.{node_text(name)}"


def _constant(node: Node) -> str:
    parts = node.named_children
    owner = class_name(parts[0]) if len(parts) == 2 else ""
    if not owner:
        return ""
    name = node_text(parts[1])
    return owner if name == "class" else f"{owner}.{name}"


def is_class_constant(node: Node | None) -> bool:
    """True for `X::class`."""
    if node is None or node.type != "class_constant_access_expression":
        return False
    return node_text(node.named_children[-1]) == "class"


def callee_of(node: Node) -> str:
    """The dotted name of what a call calls or makes; ".get" for a member of no name."""
    if node.type == "function_call_expression":
        return dotted(field_of(node, "function"))
    if node.type == "object_creation_expression":
        made = next((child for child in node.named_children if child.type in NAMES), None)
        return class_name(made)
    name = field_of(node, "name")
    own = node_text(name) if name is not None and name.type == "name" else ""
    of = field_of(node, "object") or field_of(node, "scope")
    return f"{dotted(of)}.{own}" if own else ""


def arguments_of(node: Node) -> list[tuple[str, Node]]:
    """Name ("" where none is given) and value of each argument of a call, in order."""
    given = field_of(node, "arguments") or field_of(node, "parameters")
    if given is None:
        given = next((child for child in node.named_children if child.type == "arguments"), None)
    found = []
    for each in given.named_children if given is not None else ():
        if each.type == "argument" and each.named_children:
            name = field_of(each, "name")
            found.append((node_text(name) if name is not None else "", each.named_children[-1]))
    return found


def field_of(node: Node | None, name: str) -> Node | None:
    """A field of a node, None for none."""
    return node.child_by_field_name(name) if node is not None else None


def plain_type(node: Node | None) -> str:
    """The class a type names: the first that is no `null` or `array` of a union."""
    if node is None:
        return ""
    if node.type in NAMES:
        return class_name(node)
    found = (plain_type(child) for child in node.named_children)
    return next((name for name in found if name), "")


def own_name(node: Node) -> str:
    """The name of a declaration."""
    name = field_of(node, "name")
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


def bases_of(node: Node) -> Iterator[str]:
    """What a class extends, implements and uses (traits)."""
    for child in node.named_children:
        if child.type in ("base_clause", "class_interface_clause"):
            yield from (class_name(each) for each in child.named_children)
    body = field_of(node, "body")
    for child in body.named_children if body is not None else ():
        if child.type == "use_declaration":
            yield from (class_name(each) for each in child.named_children if each.type in NAMES)


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


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] == "u" and code[1:2] == "{":
        return chr(min(int(code[2:-1], 16), 0x10FFFF))
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8) % 256)
    return _ESCAPES.get(code, f"\\{code}")


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_]\w*", _STRINGS.sub("", node_text(node)[:400]))
    return " ".join(words)[:60].rstrip()


def _single(node: Node) -> Expression:
    """A text between single quotes: only the quote and the backslash are escaped."""
    return Literally(text=re.sub(r"\\([\\'])", r"\1", node_text(node)[1:-1]))


def _encapsed(node: Node) -> Expression:
    """A text with values in it: a double-quoted string or the body of a heredoc."""
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "string_content":
            parts.append(Literally(text=node_text(child)))
        elif child.type == "escape_sequence":
            parts.append(Literally(text=_ESCAPE.sub(_unescape, node_text(child))))
        else:
            parts.append(expression(child))
    return joined(parts)


def _heredoc(node: Node) -> Expression | None:
    body = field_of(node, "value")
    if body is None:
        return Literally(text="")
    if node.type == "nowdoc":
        return Literally(text=node_text(body).strip("\n"))
    return _encapsed(body)


def _number(node: Node) -> Expression:
    return Literally(text=node_text(node))


def _name(node: Node) -> Expression | None:
    name = dotted(node)
    return Name(dotted=name) if name else None


def _inner(node: Node) -> Expression | None:
    return expression(node.named_children[-1]) if node.named_children else None


def _sum(node: Node) -> Expression | None:
    """`a . b`, and the alternative of `a ?? b` that is written out."""
    operator = field_of(node, "operator")
    left, right = field_of(node, "left"), field_of(node, "right")
    if operator is None or left is None or right is None:
        return None
    if operator.type == ".":
        return joined([expression(left), expression(right)])
    return expression(right) if operator.type == "??" else None


def _made(node: Node) -> Expression | None:
    callee = callee_of(node)
    if not callee:
        return None
    given = [value for _, value in arguments_of(node)]
    if callee == "config" and given:
        return _configured([expression(each) for each in given])
    if callee == "env" and len(given) == 2:
        return expression(given[1])
    if callee in ("trim", "rtrim", "ltrim", "strval", "strtolower") and given:
        return expression(given[0])
    return Made(callee=callee, arguments=tuple(expression(each) for each in given))


def _configured(given: list[Expression]) -> Expression:
    key = _KEY.fullmatch(given[0].text) if isinstance(given[0], Literally) else None
    if key is None:
        return given[1] if len(given) == 2 else Made(callee="config", arguments=tuple(given))
    return Name(dotted=f"config\\{key[1]}.{key[2]}")


_READERS = {
    "string": _single,
    "encapsed_string": _encapsed,
    "heredoc": _heredoc,
    "nowdoc": _heredoc,
    "integer": _number,
    "float": _number,
    "boolean": _number,
    "variable_name": _name,
    "name": _name,
    "qualified_name": _name,
    "member_access_expression": _name,
    "nullsafe_member_access_expression": _name,
    "class_constant_access_expression": _name,
    "scoped_property_access_expression": _name,
    "parenthesized_expression": _inner,
    "cast_expression": _inner,
    "binary_expression": _sum,
    "function_call_expression": _made,
    "member_call_expression": _made,
    "scoped_call_expression": _made,
    "object_creation_expression": _made,
}
