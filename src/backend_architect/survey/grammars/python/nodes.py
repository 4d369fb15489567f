"""What a node of Python's syntax tree says: its text, its value, its type, whether it repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node

#: Type constructors that only say how a value comes, not what it is.
_WRAPPERS = re.compile(
    r"^(?:typing\.|t\.|orm\.|sqlalchemy\.orm\.)?"
    r"(?:Optional|Annotated|Mapped|ClassVar|Final|Required|NotRequired|Awaitable|Coroutine"
    r"|Iterator|AsyncIterator|Generator|AsyncGenerator|Type|type|DynamicMapped|WriteOnlyMapped)"
    r"\[(.*)\]$",
    re.DOTALL,
)
#: A dotted name and nothing else.
DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
_ESCAPES = {
    "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\", "\\'": "'", '\\"': '"', "\\\n": "",
}  # fmt: skip
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
)


def class_bases(node: Node) -> tuple[str, ...]:
    """The dotted names of what a class definition extends; `Base[T]` is "Base"."""
    listed = node.child_by_field_name("superclasses")
    found = []
    for each in listed.named_children if listed is not None else ():
        named = each.child_by_field_name("value") if each.type == "subscript" else each
        if named is not None and named.type in ("identifier", "attribute"):
            found.append(node_text(named))
    return tuple(found)


def is_class(name: str) -> bool:
    """By convention (PEP 8) the name of a class."""
    return name.rpartition(".")[2][:1].isupper() and bool(DOTTED.match(name))


# ---------------------------------------------------------------- loops


def repeats(around: Node, inner: Node) -> bool:
    """True if `around` runs its part `inner` once per element."""
    if around.type == "for_statement":
        return inner == around.child_by_field_name("body")
    if around.type == "for_in_clause":  # all but the first iterable of a comprehension repeat
        whole = around.parent
        clauses = [c for c in whole.named_children if c.type == around.type] if whole else []
        return bool(clauses) and clauses[0] != around
    return around.type == "while_statement" or (
        around.type in _COMPREHENSIONS and inner.type != "for_in_clause"
    )


# ---------------------------------------------------------------- expressions


def field_text(node: Node, field: str) -> str:
    """The text of a node's part of this name, or ""."""
    child = node.child_by_field_name(field)
    return "" if child is None else node_text(child)


def field_type(node: Node, field: str) -> str:
    """The plain type that a node's part of this name writes, or ""."""
    child = node.child_by_field_name(field)
    return "" if child is None else plain_type(node_text(child))


def plain_type(written: str) -> str:
    """A type without what only says how it comes: `Optional[User]` and `User | None` are "User"."""
    text = written.strip().strip("\"'").strip()
    match = _WRAPPERS.match(text)
    while match:
        text = _split_type(match.group(1), ",")[0].strip().strip("\"'")
        match = _WRAPPERS.match(text)
    parts = [part.strip() for part in _split_type(text, "|")]
    known = [part for part in parts if part != "None"]
    return plain_type(known[0]) if len(parts) > 1 and len(known) == 1 else text


def _split_type(text: str, mark: str) -> list[str]:
    """The parts of a type between marks that stand in no brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "[(") - (letter in ")]")
        if letter == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def expression(node: Node) -> Expression:
    """What a node says, as far as it can be known without running it."""
    kind = node.type
    if kind == "string":
        return _string(node)
    if kind in ("identifier", "attribute"):
        return _name(node)
    if kind == "call":
        return _made(node)
    if kind in ("parenthesized_expression", "await", "type") and len(node.named_children) == 1:
        return expression(node.named_children[0])
    if kind == "concatenated_string":
        return _join([expression(child) for child in node.named_children])
    if kind == "binary_operator":
        return _operation(node)
    return opaque(node)


def _name(node: Node) -> Expression:
    text = node_text(node)
    return Name(dotted=text) if DOTTED.match(text) else opaque(node)


def opaque(node: Node) -> Opaque:
    """The identifiers of a node: never its texts and numbers, which may be secrets."""
    names: list[str] = []
    rest = [node]
    while rest and len(names) < 8:
        next_node = rest.pop()
        if next_node.type == "identifier":
            names.append(node_text(next_node))
        rest.extend(reversed(next_node.named_children))
    return Opaque(source=" ".join(names)[:60])


def _string(node: Node) -> Expression:
    parts: list[Expression] = []
    start = next((c for c in node.children if c.type == "string_start"), None)
    raw = start is not None and b"r" in (start.text or b"").lower()
    for child in node.named_children:
        if child.type == "interpolation":
            inner = child.child_by_field_name("expression")
            parts.append(opaque(child) if inner is None else expression(inner))
        elif child.type == "string_content":
            parts.append(Literally(text=_unescape(node_text(child), raw=raw)))
    return _join(parts)


def _unescape(text: str, *, raw: bool) -> str:
    if raw or "\\" not in text:
        return text
    return re.sub(r"\\(?:\n|.)", lambda m: _ESCAPES.get(m.group(0), m.group(0)), text)


def _join(parts: list[Expression]) -> Expression:
    """The parts as one, neighbouring texts put together."""
    flat: list[Expression] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Joined) else (part,):
            if isinstance(piece, Literally) and flat and isinstance(flat[-1], Literally):
                flat[-1] = Literally(text=flat[-1].text + piece.text)
            elif not (isinstance(piece, Literally) and not piece.text):
                flat.append(piece)
    if not flat:
        return Literally(text="")
    return flat[0] if len(flat) == 1 else Joined(parts=tuple(flat))


def _operation(node: Node) -> Expression:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign = field_text(node, "operator")
    if left is None or right is None:
        return opaque(node)
    if sign == "+":
        return _join([expression(left), expression(right)])
    if sign == "%":
        values = right.named_children if right.type == "tuple" else [right]
        return _filled(expression(left), re.compile(r"%s"), values) or opaque(node)
    return opaque(node)


def _filled(pattern: Expression, hole: re.Pattern[str], values: list[Node]) -> Expression | None:
    """`"%s/x" % prefix` and `"{}/x".format(prefix)`; None where holes and values do not agree."""
    if not isinstance(pattern, Literally):
        return None
    texts = hole.split(pattern.text)
    if len(texts) != len(values) + 1:
        return None
    parts: list[Expression] = [Literally(text=texts[0])]
    for value, text in zip(values, texts[1:], strict=True):
        parts += [expression(value), Literally(text=text)]
    return _join(parts)


def _made(node: Node) -> Expression:
    function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or listed is None:
        return opaque(node)
    children = [c for c in listed.named_children if c.type != "comment"]
    positional = [c for c in children if not c.type.endswith(("keyword_argument", "splat"))]
    callee = node_text(function)
    if function.type == "attribute" and callee.endswith(".format"):
        receiver = function.child_by_field_name("object")
        filled = receiver and _filled(expression(receiver), re.compile(r"\{\w*\}"), positional)
        if filled:
            return filled
    if not DOTTED.match(callee):
        return opaque(node)
    defaults = [
        value
        for c in children
        if c.type == "keyword_argument" and field_text(c, "name") == "default"
        if (value := c.child_by_field_name("value")) is not None
    ]
    return Made(callee=callee, arguments=tuple(expression(c) for c in defaults + positional))
