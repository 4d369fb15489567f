"""Nodes of JavaScript's and TypeScript's trees: what they say, and what stands around them.

An inline `require("./users")` or `import("./users")` is a name of its own (`inline_module`): the
grammar says an import of that local name, so that it is followed like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node

#: Wrappers that do not change what a value is.
_TRANSPARENT = frozenset(
    (
        "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression",
        "non_null_expression",
    )
)  # fmt: skip
FUNCTIONS = frozenset(
    (
        "arrow_function", "function_expression", "generator_function", "function_declaration",
        "generator_function_declaration", "method_definition",
    )
)  # fmt: skip
#: Methods that frameworks register handlers with.
VERBS = ("get", "post", "put", "patch", "delete", "del", "head", "options", "all")
#: Methods that call their first argument once per element.
PER_ELEMENT = (
    "map", "forEach", "filter", "flatMap", "reduce", "reduceRight", "some", "every", "find",
    "findIndex", "each", "eachSeries", "mapSeries", "mapLimit", "eachLimit",
)  # fmt: skip
_PLAIN = re.compile(r"[\w$#]+(?:[?!]?\.[\w$#]+)*\Z")
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_MODULE_CALL = re.compile(r"(?:require|import)\(\s*['\"]([^'\"\n]+)['\"]\s*\)\Z")
_LONGEST_LITERAL = 200
_LONGEST_OPAQUE = 60
_DEEPEST = 24


def field(node: Node | None, name: str) -> Node | None:
    """The child in this field, or None."""
    return None if node is None else node.child_by_field_name(name)


def field_text(node: Node | None, name: str) -> str:
    """The text of the child in this field, or ""."""
    child = field(node, name)
    return "" if child is None else node_text(child)


def plain(node: Node) -> Node:
    """The node without parentheses, `await`, `as T`, `!` and the like around it."""
    while node.type in _TRANSPARENT and node.named_children:
        node = node.named_children[0]
    if node.type == "type_assertion" and len(node.named_children) > 1:
        return plain(node.named_children[1])
    return node


# ---------------------------------------------------------------- names


def inline_module(node: Node) -> str:
    """The local name that an inline `require("./x")` or `import("./x")` goes by, or ""."""
    module = called_module(node)
    return f"require({module.replace('.', '%')})" if module else ""


def called_module(node: Node) -> str:
    """The module named in a `require("./x")` or `import("./x")`, or ""."""
    if node.type != "call_expression":
        return ""
    function = field(node, "function")
    if function is None or function.end_byte - function.start_byte > len("require"):
        return ""
    match = _MODULE_CALL.match(node_text(node))
    return match.group(1) if match else ""


def dotted(node: Node | None) -> str:
    """The name as written ("this.orders.find"), or "" if it is none.

    A member of something just made is a member of its maker: `new Users().router` and
    `users().router` are "Users.router" and "users.router".
    """
    if node is None:
        return ""
    node = plain(node)
    if node.type == "member_expression" and node.end_byte - node.start_byte < _LONGEST_LITERAL:
        text = node_text(node)
        if _PLAIN.match(text):
            return text.replace("?.", ".").replace("!.", ".")
    return _dotted(node, 0)


def _dotted(node: Node, depth: int) -> str:
    node = plain(node)
    if node.type in ("identifier", "this", "super", "type_identifier", "property_identifier"):
        return node_text(node)
    if node.type == "member_expression" and depth < _DEEPEST:
        owner, member = field(node, "object"), field_text(node, "property")
        prefix = _maker(owner, depth) if owner is not None else ""
        return f"{prefix}.{member}" if prefix else ""
    if node.type == "call_expression":
        return inline_module(node)
    return ""


def _maker(owner: Node, depth: int) -> str:
    owner = plain(owner)
    if owner.type == "new_expression":
        return _dotted(field(owner, "constructor") or owner, depth + 1)
    if owner.type == "call_expression" and not inline_module(owner):
        called = field(owner, "function")
        return node_text(called) if called is not None and called.type == "identifier" else ""
    return _dotted(owner, depth + 1)


def registered_on(call: Node) -> tuple[Node | None, Node | None]:
    """What `x.get(...)` is called on, through a chain (`x.route("/p").get(...).post(...)`): its
    first link, and the path given to `route`, if any."""
    path: Node | None = None
    link = field(field(call, "function"), "object")
    while link is not None and link.type == "call_expression":
        function = field(link, "function")
        if function is None or function.type != "member_expression":
            break
        property = field_text(function, "property")
        if property == "route" and path is None:
            path = next(iter(arguments(link)), None)
        elif property not in VERBS and property not in ("use", "param", "set"):
            break
        link = field(function, "object")
    return link, path


def inline_handler(function: Node) -> str:
    """The name of a function handed to `router.get("/users", ...)`: "get /users", or ""."""
    above = function.parent
    for _ in range(4):
        if above is None or above.type not in ("arguments", "array", "call_expression"):
            return ""
        verb = field_text(field(above, "function"), "property")
        if above.type == "call_expression" and verb in VERBS:
            return _registration(above, verb)
        above = above.parent
    return ""


def _registration(call: Node, verb: str) -> str:
    _, path = registered_on(call)
    path = path or next(iter(arguments(call)), None)
    path = next(iter(elements(path)), path)
    if path is None or path.type not in ("string", "template_string"):
        return ""
    return f"{verb} {node_text(path)[1:-1]}".replace(".", "%")


# ---------------------------------------------------------------- texts


def string(node: Node | None) -> str | None:
    """The text of a string literal or of a template without substitutions, else None."""
    if node is None:
        return None
    node = plain(node)
    if node.type == "string":
        return unescaped(node_text(node)[1:-1])
    if node.type == "template_string" and not any(
        child.type == "template_substitution" for child in node.named_children
    ):
        return unescaped(node_text(node)[1:-1])
    return None


def unescaped(text: str) -> str:
    """The text that an escaped one stands for."""
    return _ESCAPE.sub(_unescape, text) if "\\" in text else text


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2) or match.group(3)
    if code:
        point = int(code, 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
    return _ESCAPED.get(match.group(4), match.group(4))


def identifiers(node: Node) -> str:
    """The beginning of the node's identifiers; never what its strings hold."""
    found: list[str] = []
    queue = [node]
    while queue and sum(map(len, found)) < _LONGEST_OPAQUE:
        each = queue.pop()
        if each.type.endswith("identifier") or each.type == "this":
            found.append(node_text(each))
        if each.type not in ("string", "template_string", "regex", "comment", "statement_block"):
            queue.extend(reversed(each.named_children))
    return " ".join(found)[:_LONGEST_OPAQUE]


# ---------------------------------------------------------------- expressions


def expression(node: Node) -> Expression:
    """What the node says, as far as it can be known without running it.

    `process.env.X || "/api"` says its default: that is what is served unless somebody configures
    another.
    """
    return _expression(node, 0)


def _expression(node: Node, depth: int) -> Expression:
    node = plain(node)
    text = string(node)
    if text is not None:
        return _literally(text)
    if node.type == "number":
        return Literally(text=node_text(node))
    if node.type == "template_string":
        return _template(node, depth)
    if node.type == "binary_expression" and depth < _DEEPEST:
        return _binary(node, depth)
    name = dotted(node)
    if name:
        return Name(dotted=name)
    if node.type in ("call_expression", "new_expression") and depth < _DEEPEST:
        return _made(node, depth)
    return Opaque(source=identifiers(node))


def _literally(text: str) -> Expression:
    if len(text) > _LONGEST_LITERAL or ("@" in text and "://" in text):
        return Opaque(source="")
    return Literally(text=text)


def _template(node: Node, depth: int) -> Expression:
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "template_substitution" and child.named_children:
            parts.append(_expression(child.named_children[0], depth + 1))
        elif child.type in ("string_fragment", "escape_sequence"):
            parts.append(Literally(text=unescaped(node_text(child))))
    return joined(parts)


def _binary(node: Node, depth: int) -> Expression:
    operator = field_text(node, "operator")
    left, right = field(node, "left"), field(node, "right")
    if left is not None and right is not None and operator == "+":
        return joined([_expression(left, depth + 1), _expression(right, depth + 1)])
    default = string(right)
    if operator in ("||", "??") and default is not None and dotted(left).startswith("process.env."):
        return _literally(default)
    return Opaque(source=identifiers(node))


def joined(parts: list[Expression]) -> Expression:
    """The parts one after the other, neighbouring texts in one."""
    flat: list[Expression] = []
    for part in parts:
        for each in part.parts if isinstance(part, Joined) else (part,):
            last = flat[-1] if flat else None
            if isinstance(each, Literally) and isinstance(last, Literally):
                flat[-1] = Literally(text=last.text + each.text)
            else:
                flat.append(each)
    if not flat:
        return Literally(text="")
    return flat[0] if len(flat) == 1 else Joined(parts=tuple(flat))


def _made(node: Node, depth: int) -> Expression:
    callee = dotted(field(node, "function") or field(node, "constructor"))
    if not callee:
        return Opaque(source=identifiers(node))
    given = arguments(node)
    return Made(callee=callee, arguments=tuple(_expression(each, depth + 1) for each in given))


# ---------------------------------------------------------------- parts


def arguments(call: Node | None) -> list[Node]:
    """The arguments of a call or construction."""
    listed = field(call, "arguments")
    if listed is None or listed.type != "arguments":
        return []
    return [child for child in listed.named_children if child.type != "comment"]


def elements(array: Node | None) -> list[Node]:
    """The elements of an array literal; of anything else nothing."""
    if array is None:
        return []
    array = plain(array)
    if array.type != "array":
        return []
    return [child for child in array.named_children if child.type != "comment"]


def pairs(literal: Node | None) -> dict[str, Node]:
    """The members of an object literal by key; a method's value is its definition."""
    return dict(_pairs(literal)) if literal is not None else {}


def _pairs(literal: Node) -> Iterator[tuple[str, Node]]:
    literal = plain(literal)
    for child in literal.named_children if literal.type == "object" else ():
        if child.type == "pair":
            value = field(child, "value")
            if value is not None:
                yield key_of(child), value
        elif child.type == "shorthand_property_identifier":
            yield node_text(child), child
        elif child.type == "method_definition":
            yield field_text(child, "name"), child


def key_of(pair: Node) -> str:
    """The key of a pair, without quotes; "" for a computed one."""
    key = field(pair, "key")
    if key is None or key.type == "computed_property_name":
        return ""
    return string(key) or node_text(key)


def is_true(node: Node | None) -> bool:
    """True for the literal `true`."""
    return node is not None and plain(node).type == "true"


def returned(function: Node | None) -> Node | None:
    """What an arrow function without a block, or one with a single return, gives back."""
    if function is None or function.type not in FUNCTIONS:
        return None
    body = field(function, "body")
    if body is None or body.type != "statement_block":
        return None if body is None else plain(body)
    statements = [child for child in body.named_children if child.type != "comment"]
    if len(statements) == 1 and statements[0].type == "return_statement":
        return next(iter(statements[0].named_children), None)
    return None


def decorators(node: Node) -> list[Node]:
    """The decorators of a class, a member or a parameter, in the order of the source."""
    own = [child for child in node.children if child.type == "decorator"]
    parent = node.parent
    if node.type.endswith("class_declaration"):
        exporting = parent is not None and parent.type == "export_statement"
        before = (
            [c for c in parent.children if c.type == "decorator"] if parent and exporting else []
        )
        return before + own
    sibling, before = node.prev_named_sibling, []
    while sibling is not None and sibling.type in ("decorator", "comment"):
        if sibling.type == "decorator":
            before.append(sibling)
        sibling = sibling.prev_named_sibling
    return [*reversed(before), *own] if node.type == "method_definition" else own


def decorator_call(decorator: Node) -> tuple[str, Node | None]:
    """A decorator's name and its call, which is None for one without parentheses."""
    inner = next(iter(decorator.named_children), None)
    if inner is None:
        return "", None
    if inner.type == "call_expression":
        return dotted(field(inner, "function")), inner
    return dotted(inner), None
