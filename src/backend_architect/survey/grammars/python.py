"""Python, as tree-sitter sees it.

Parsed with tree-sitter rather than `ast`: a file with newer syntax than our own interpreter's, or
with an error in one function, still gives everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import tree_sitter_python
from tree_sitter import Language, Parser, Query, QueryCursor

from backend_architect.survey.detector import Source, node_lines, node_text
from backend_architect.survey.facts import (
    Call,
    Definition,
    Expression,
    Fact,
    Import,
    Joined,
    Literally,
    Made,
    Name,
    Opaque,
)

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_SYMBOLS = """
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

#: Type constructors that only say how a value comes, not what it is.
_WRAPPERS = re.compile(
    r"^(?:typing\.|t\.|orm\.|sqlalchemy\.orm\.)?"
    r"(?:Optional|Annotated|Mapped|ClassVar|Final|Required|NotRequired|Awaitable|Coroutine"
    r"|Iterator|AsyncIterator|Generator|AsyncGenerator|Type|type|DynamicMapped|WriteOnlyMapped)"
    r"\[(.*)\]$",
    re.DOTALL,
)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
_MADE_THEN = re.compile(rb"([A-Za-z_][\w.]*)\((?s:.*)\)\.([A-Za-z_]\w*)\Z")
_SECRET = re.compile(r"secret|passw|token|credential|private|api_?key|dsn|salt", re.IGNORECASE)
_ESCAPES = {
    "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\\\": "\\", "\\'": "'", '\\"': '"', "\\\n": "",
}  # fmt: skip
_LONGEST_LITERAL = 200
#: Calls that read the environment: name, then default.
_ENVIRONMENT = frozenset(("os.getenv", "getenv", "os.environ.get", "environ.get", "env", "env.str"))
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
)


class _Frame(NamedTuple):
    """A stretch of text with the scope inside it and whether it runs once per element."""

    end: int
    scope: str
    looped: bool
    kind: str


class PythonGrammar:
    """How Python spells what every detector needs."""

    slug = "python"

    @cached_property
    def language(self) -> Language:
        """The compiled grammar, for queries."""
        return Language(tree_sitter_python.language())

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self.language)

    @cached_property
    def _symbols(self) -> Query:
        return Query(self.language, _SYMBOLS)

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        return self._parser.parse(text)

    def expression(self, node: Node) -> Expression:
        """What the node says, as far as it can be known without running it."""
        return _expression(node)

    def scope(self, node: Node) -> str:
        """The qualified name of the function or class around the node, "" at the top."""
        names: list[str] = []
        around = node.parent
        while around is not None:
            if around.type in ("function_definition", "class_definition"):
                names.append(_field_text(around, "name"))
            around = around.parent
        return ".".join(reversed(names))

    def looped(self, node: Node) -> bool:
        """True if the node runs once per element of a loop inside its function."""
        inner, around = node, node.parent
        while around is not None and around.type not in ("function_definition", "class_definition"):
            if _repeats(around, inner):
                return True
            inner, around = around, around.parent
        return False

    def symbols(self, source: Source) -> Iterator[Fact]:
        """The imports, definitions and calls of a file."""
        assert source.tree is not None  # noqa: S101  # narrows: `scan` parses before it asks
        found = QueryCursor(self._symbols).captures(source.tree.root_node)
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


@cache
def grammar(slug: str) -> PythonGrammar:
    """The one grammar of this module; `slug` is always "python"."""
    assert slug == PythonGrammar.slug  # noqa: S101  # held by the table of endings
    return PythonGrammar()


# ---------------------------------------------------------------- symbols


def _rank(name: str) -> int:
    return _RANK.index(name) if name in _RANK else len(_RANK)


def _enter(name: str, node: Node, end: int, stack: list[_Frame]) -> None:
    """Push the stretches that a captured node opens."""
    top = stack[-1]
    if name in ("function", "class"):
        own = _field_text(node, "name")
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
    if not _DOTTED.match(callee):
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
            yield Import(lines=lines, scope=scope, local=_field_text(name, "alias"),
                         module=_field_text(name, "name"))  # fmt: skip
            continue
        module = node_text(name)
        yield Import(lines=lines, scope=scope, local=module, module=module)
        if "." in module:
            head = module.partition(".")[0]
            yield Import(lines=lines, scope=scope, local=head, module=head)


def _from_imports(node: Node, scope: str) -> Iterator[Fact]:
    module, lines = _field_text(node, "module_name").replace(" ", ""), node_lines(node)
    for name in node.children_by_field_name("name"):
        aliased = name.type == "aliased_import"
        what = _field_text(name, "name") if aliased else node_text(name)
        local = _field_text(name, "alias") if aliased else what
        yield Import(lines=lines, scope=scope, local=local, module=module, name=what)
    if any(child.type == "wildcard_import" for child in node.children):
        yield Import(lines=lines, scope=scope, local="*", module=module, name="*")


def _function(node: Node, scope: str, *, in_class: bool) -> Iterator[Fact]:
    own = _field_text(node, "name")
    name = f"{scope}.{own}" if scope else own
    parameters = list(_parameters(node))
    if in_class and parameters and parameters[0][0].type == "identifier":
        del parameters[0]
    names = tuple(node_text(each) for each, _ in parameters)
    lines = node_lines(node)
    yield Definition(lines=lines, scope=scope, name=name, kind="function", parameters=names,
                     type=_field_type(node, "return_type") or _returned(node))  # fmt: skip
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
    callee = _field_text(value, "function") if value is not None and value.type == "call" else ""
    return callee if _is_class(callee) else ""


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
    own = _field_text(node, "name")
    return Definition(lines=node_lines(node), scope=scope, kind="class", bases=class_bases(node),
                      name=f"{scope}.{own}" if scope else own)  # fmt: skip


def class_bases(node: Node) -> tuple[str, ...]:
    """The dotted names of what a class definition extends; `Base[T]` is "Base"."""
    listed = node.child_by_field_name("superclasses")
    found = []
    for each in listed.named_children if listed is not None else ():
        named = each.child_by_field_name("value") if each.type == "subscript" else each
        if named is not None and named.type in ("identifier", "attribute"):
            found.append(node_text(named))
    return tuple(found)


def _value(node: Node, scope: str, *, in_class: bool) -> Iterator[Fact]:
    target = node.child_by_field_name("left")
    right, type = node.child_by_field_name("right"), _field_type(node, "type")
    while right is not None and right.type == "assignment":
        right = right.child_by_field_name("right")
    if target is None or target.type != "identifier" or not (type or right):
        return
    own = node_text(target)
    value = None if right is None else _discreet(own, _held(_expression(right)))
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
    right, left = node.child_by_field_name("right"), _field_text(node, "left")
    if right is None or kind not in ("function", "loop"):
        return
    callee = _field_text(right, "function")
    if _DOTTED.match(callee):
        type = callee if _is_class(callee) else ""
        yield Definition(lines=node_lines(node), scope=scope, name=f"{scope}.{left}",
                         kind="value", type=type, value=Made(callee=callee))  # fmt: skip


def _is_class(name: str) -> bool:
    """By convention (PEP 8) the name of a class."""
    return name.rpartition(".")[2][:1].isupper() and bool(_DOTTED.match(name))


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
        callee = _field_text(right, "function")
        return callee if _is_class(callee) else ""
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


# ---------------------------------------------------------------- loops


def _repeats(around: Node, inner: Node) -> bool:
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


def _field_text(node: Node, field: str) -> str:
    child = node.child_by_field_name(field)
    return "" if child is None else node_text(child)


def _field_type(node: Node, field: str) -> str:
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


def _expression(node: Node) -> Expression:
    kind = node.type
    if kind == "string":
        return _string(node)
    if kind in ("identifier", "attribute"):
        return _name(node)
    if kind == "call":
        return _made(node)
    if kind in ("parenthesized_expression", "await", "type") and len(node.named_children) == 1:
        return _expression(node.named_children[0])
    if kind == "concatenated_string":
        return _join([_expression(child) for child in node.named_children])
    if kind == "binary_operator":
        return _operation(node)
    return _opaque(node)


def _name(node: Node) -> Expression:
    text = node_text(node)
    return Name(dotted=text) if _DOTTED.match(text) else _opaque(node)


def _opaque(node: Node) -> Opaque:
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
            parts.append(_opaque(child) if inner is None else _expression(inner))
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
    sign = _field_text(node, "operator")
    if left is None or right is None:
        return _opaque(node)
    if sign == "+":
        return _join([_expression(left), _expression(right)])
    if sign == "%":
        values = right.named_children if right.type == "tuple" else [right]
        return _filled(_expression(left), re.compile(r"%s"), values) or _opaque(node)
    return _opaque(node)


def _filled(pattern: Expression, hole: re.Pattern[str], values: list[Node]) -> Expression | None:
    """`"%s/x" % prefix` and `"{}/x".format(prefix)`; None where holes and values do not agree."""
    if not isinstance(pattern, Literally):
        return None
    texts = hole.split(pattern.text)
    if len(texts) != len(values) + 1:
        return None
    parts: list[Expression] = [Literally(text=texts[0])]
    for value, text in zip(values, texts[1:], strict=True):
        parts += [_expression(value), Literally(text=text)]
    return _join(parts)


def _made(node: Node) -> Expression:
    function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or listed is None:
        return _opaque(node)
    children = [c for c in listed.named_children if c.type != "comment"]
    positional = [c for c in children if not c.type.endswith(("keyword_argument", "splat"))]
    callee = node_text(function)
    if function.type == "attribute" and callee.endswith(".format"):
        receiver = function.child_by_field_name("object")
        filled = receiver and _filled(_expression(receiver), re.compile(r"\{\w*\}"), positional)
        if filled:
            return filled
    if not _DOTTED.match(callee):
        return _opaque(node)
    defaults = [
        value
        for c in children
        if c.type == "keyword_argument" and _field_text(c, "name") == "default"
        if (value := c.child_by_field_name("value")) is not None
    ]
    return Made(callee=callee, arguments=tuple(_expression(c) for c in defaults + positional))
