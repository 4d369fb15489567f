"""The imports, definitions and calls of a Python file, from one query over its syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import QueryCursor

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import (
    Call,
    Definition,
    Expression,
    Fact,
    Import,
    Joined,
    Literally,
    Made,
    Opaque,
)
from backend_architect.survey.grammars.python.nodes import (
    DOTTED,
    class_bases,
    expression,
    field_text,
    field_type,
    is_class,
    plain_type,
)

if TYPE_CHECKING:
    from tree_sitter import Node, Query

#: One query for everything a file tells others.
SYMBOLS = """
(import_statement) @import
(import_from_statement) @from
(function_definition) @function
(class_definition) @class
(module (expression_statement (assignment) @value))
(class_definition body: (block (expression_statement (assignment) @value)))
(module (if_statement (block (expression_statement (assignment) @value))))
(module (try_statement (block (expression_statement (assignment) @value))))
(block (expression_statement (assignment
  left: (identifier) right: (call function: [(identifier) (attribute)])) @local))
(block (expression_statement (assignment
  left: (attribute object: (identifier)) right: [(call) (identifier)]) @field))
(for_statement body: (block) @loop)
(while_statement) @loop
[(list_comprehension) (set_comprehension) (dictionary_comprehension) (generator_expression)] @comp
(list_comprehension body: (_) . (for_in_clause right: (_) @once))
(set_comprehension body: (_) . (for_in_clause right: (_) @once))
(dictionary_comprehension body: (_) . (for_in_clause right: (_) @once))
(generator_expression body: (_) . (for_in_clause right: (_) @once))
(call function: [(identifier) (attribute)] @callee)
"""

#: Order of captures that begin at the same byte: what surrounds goes first.
_RANK = ("class", "function", "once", "comp", "loop")

_MADE_THEN = re.compile(rb"([A-Za-z_][\w.]*)\((?s:.*)\)\.([A-Za-z_]\w*)\Z")
_SECRET = re.compile(r"secret|passw|token|credential|private|api_?key|dsn|salt", re.IGNORECASE)
_LONGEST_LITERAL = 200
#: Calls that read the environment: name, then default.
_ENVIRONMENT = frozenset(("os.getenv", "getenv", "os.environ.get", "environ.get", "env", "env.str"))


class _Frame(NamedTuple):
    """A stretch of text with the scope inside it and whether it runs once per element."""

    end: int
    scope: str
    looped: bool
    kind: str


def symbols(root: Node, query: Query) -> Iterator[Fact]:
    """The imports, definitions and calls below a node; `query` is `SYMBOLS`, compiled."""
    found = QueryCursor(query).captures(root)
    ordered = sorted(
        (node.start_byte, _rank(name), -node.end_byte, number, name, node)
        for number, (name, node) in enumerate(
            (name, node) for name, nodes in found.items() for node in nodes
        )
    )
    stack = [_Frame(1 << 62, "", looped=False, kind="")]
    for start, _, end, _, name, node in ordered:
        while stack[-1].end <= start:
            stack.pop()
        yield from _symbol(name, node, stack)
        _enter(name, node, -end, stack)


def _rank(name: str) -> int:
    return _RANK.index(name) if name in _RANK else len(_RANK)


def _enter(name: str, node: Node, end: int, stack: list[_Frame]) -> None:
    """Push the stretches that a captured node opens."""
    top = stack[-1]
    if name in ("function", "class"):
        own = field_text(node, "name")
        scope = f"{top.scope}.{own}" if top.scope else own
        stack.append(_Frame(end, scope, looped=False, kind=name))
    elif name in ("loop", "comp"):
        stack.append(_Frame(end, top.scope, looped=True, kind=name))
    elif name == "once":  # the first iterable of a comprehension, evaluated before it loops
        stack.append(_Frame(end, top.scope, looped=stack[-2].looped, kind=name))


def _symbol(name: str, node: Node, stack: list[_Frame]) -> Iterator[Fact]:
    scope = stack[-1].scope
    if name == "callee":
        yield from _call(node, stack)
    elif name == "import":
        yield from _imports(node, scope)
    elif name == "from":
        yield from _from_imports(node, scope)
    elif name == "function":
        yield from _function(node, scope, in_class=stack[-1].kind == "class")
    elif name == "class":
        yield _class(node, scope)
    elif name == "value":
        yield from _value(node, scope, in_class=stack[-1].kind == "class")
    elif name == "local":
        yield from _local(node, scope, stack[-1].kind)
    elif name == "field":
        yield from _own_field(node, stack)


def _call(node: Node, stack: list[_Frame]) -> Iterator[Fact]:
    text = node.text or b""
    callee = text.decode("utf-8", errors="replace")
    if not DOTTED.match(callee):
        made = _MADE_THEN.match(text)
        if made is None or b")." in made.group(0)[: made.start(2) - 2]:
            return
        callee = f"{made.group(1).decode()}.{made.group(2).decode()}"
    row = node.start_point.row + 1
    yield Call(lines=(row, node.end_point.row + 1), scope=stack[-1].scope, callee=callee,
               looped=stack[-1].looped)  # fmt: skip


def _imports(node: Node, scope: str) -> Iterator[Fact]:
    for name in node.children_by_field_name("name"):
        lines = node_lines(node)
        if name.type == "aliased_import":
            yield Import(lines=lines, scope=scope, local=field_text(name, "alias"),
                         module=field_text(name, "name"))  # fmt: skip
            continue
        module = node_text(name)
        yield Import(lines=lines, scope=scope, local=module, module=module)
        if "." in module:
            head = module.partition(".")[0]
            yield Import(lines=lines, scope=scope, local=head, module=head)


def _from_imports(node: Node, scope: str) -> Iterator[Fact]:
    module, lines = field_text(node, "module_name").replace(" ", ""), node_lines(node)
    for name in node.children_by_field_name("name"):
        aliased = name.type == "aliased_import"
        what = field_text(name, "name") if aliased else node_text(name)
        local = field_text(name, "alias") if aliased else what
        yield Import(lines=lines, scope=scope, local=local, module=module, name=what)
    if any(child.type == "wildcard_import" for child in node.children):
        yield Import(lines=lines, scope=scope, local="*", module=module, name="*")


def _function(node: Node, scope: str, *, in_class: bool) -> Iterator[Fact]:
    own = field_text(node, "name")
    name = f"{scope}.{own}" if scope else own
    parameters = list(_parameters(node))
    if in_class and parameters and parameters[0][0].type == "identifier":
        del parameters[0]
    names = tuple(node_text(each) for each, _ in parameters)
    lines = node_lines(node)
    yield Definition(lines=lines, scope=scope, name=name, kind="function", parameters=names,
                     type=field_type(node, "return_type") or _returned(node))  # fmt: skip
    types = {}
    for each, type_node in parameters:
        if type_node is not None:
            types[node_text(each)] = type = plain_type(node_text(type_node))
            yield Definition(lines=node_lines(each), scope=name, name=f"{name}.{node_text(each)}",
                             kind="parameter", type=type)  # fmt: skip


def _returned(function: Node) -> str:
    """The class a function without annotation makes in its last statement."""
    body = function.child_by_field_name("body")
    end = body.named_child(body.named_child_count - 1) if body and body.named_child_count else None
    if end is None or end.type != "return_statement" or not end.named_child_count:
        return ""
    value = end.named_child(0)
    callee = field_text(value, "function") if value is not None and value.type == "call" else ""
    return callee if is_class(callee) else ""


def _parameters(function: Node) -> Iterator[tuple[Node, Node | None]]:
    """The name of each parameter and the node of its type."""
    listed = function.child_by_field_name("parameters")
    for each in listed.named_children if listed is not None else ():
        if each.type == "identifier":
            yield each, None
        elif each.type in ("typed_default_parameter", "default_parameter"):
            name = each.child_by_field_name("name")
            if name is not None:
                yield name, each.child_by_field_name("type")
        elif each.type == "typed_parameter" and each.named_children[0].type == "identifier":
            yield each.named_children[0], each.child_by_field_name("type")


def _class(node: Node, scope: str) -> Definition:
    own = field_text(node, "name")
    return Definition(lines=node_lines(node), scope=scope, kind="class", bases=class_bases(node),
                      name=f"{scope}.{own}" if scope else own)  # fmt: skip


def _value(node: Node, scope: str, *, in_class: bool) -> Iterator[Fact]:
    target = node.child_by_field_name("left")
    right, type = node.child_by_field_name("right"), field_type(node, "type")
    while right is not None and right.type == "assignment":
        right = right.child_by_field_name("right")
    if target is None or target.type != "identifier" or not (type or right):
        return
    own = node_text(target)
    value = None if right is None else _discreet(own, _held(expression(right)))
    yield Definition(lines=node_lines(node), scope=scope, name=f"{scope}.{own}" if scope else own,
                     kind="field" if in_class and type else "value", type=type,
                     value=value)  # fmt: skip


def _held(value: Expression) -> Expression:
    """The value that stands unless the environment says otherwise: the default of pydantic's
    `Field("/api")` and of `os.getenv("PREFIX", "/api")`."""
    if not isinstance(value, Made):
        return value
    called, given = value.callee.rpartition(".")[2], value.arguments
    if called == "Field" and given:
        return given[0]
    if value.callee in _ENVIRONMENT and len(given) > 1:
        first, second = given[0], given[1]
        return second if isinstance(first, Literally) and len(given) == 2 else value
    return value


def _local(node: Node, scope: str, kind: str) -> Iterator[Fact]:
    """A local variable that holds what a call gives: what its attributes are can then be known."""
    right, left = node.child_by_field_name("right"), field_text(node, "left")
    if right is None or kind not in ("function", "loop"):
        return
    callee = field_text(right, "function")
    if DOTTED.match(callee):
        type = callee if is_class(callee) else ""
        yield Definition(lines=node_lines(node), scope=scope, name=f"{scope}.{left}",
                         kind="value", type=type, value=Made(callee=callee))  # fmt: skip


def _own_field(node: Node, stack: list[_Frame]) -> Iterator[Fact]:
    """`self.orders = orders` or `self.orders = Orders()` in a constructor gives a typed field."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    owner, _, method = stack[-1].scope.rpartition(".")
    if left is None or right is None or method != "__init__" or not owner:
        return
    own = node_text(left)
    if not own.startswith("self.") or own.count(".") != 1:
        return
    type = _assigned_type(right)
    if type:
        yield Definition(lines=node_lines(node), scope=owner, kind="field", type=type,
                         name=f"{owner}.{own.removeprefix('self.')}")  # fmt: skip


def _assigned_type(right: Node) -> str:
    if right.type == "call":
        callee = field_text(right, "function")
        return callee if is_class(callee) else ""
    function = right.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    wanted = node_text(right)
    pairs = _parameters(function) if function is not None else ()
    return next(
        (plain_type(node_text(type)) for name, type in pairs if type and node_text(name) == wanted),
        "",
    )


def _discreet(name: str, value: Expression) -> Expression:
    """The value, without texts that may be secrets: those never leave the file."""
    if isinstance(value, Literally):
        path = value.text.startswith("/") or not value.text
        if len(value.text) > _LONGEST_LITERAL or ("@" in value.text and "://" in value.text):
            return Opaque(source="")
        return value if path or not _SECRET.search(name) else Opaque(source="")
    if isinstance(value, Made):
        return Made(
            callee=value.callee, arguments=tuple(_discreet(name, a) for a in value.arguments)
        )
    if isinstance(value, Joined):
        return Joined(parts=tuple(_discreet(name, part) for part in value.parts))
    return value
