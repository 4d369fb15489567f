"""Reading routers of Go: how they are made, grouped, handed on, and how routes are put on them.

Web frameworks of Go share one form. A router is made by a constructor, kept in a variable or a
field, divided by `Group`, and given to functions of other packages. Routers are named by where
they are kept: "main.v1" for a variable of a function, "Server.engine" for a field, "NewRouter"
for what a function returns. A variable that another one of the same function shadows gets the
line of its declaration, "main.r@12".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Expression, Guard, Joined, Literally, Name
from backend_architect.survey.grammars.go.grammar import grammar
from backend_architect.survey.grammars.go.text import (
    dotted,
    expression,
    joined,
    plain_type,
    receiver_of,
)
from backend_architect.survey.idioms.guard_roles import role_of

EMPTY = Literally(text="")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT")
_METHOD = re.compile(r"[\"`]([A-Za-z, |]+)[\"`]|\bMethod([A-Z]\w*)|\w\.([A-Z]{3,7})\b")
_FUNCTIONS = ("function_declaration", "method_declaration")


@dataclass(frozen=True)
class Dialect:
    """What tells one framework from another: `package` is its import path, `form` turns
    a literal path into OpenAPI's form.

    `grouping` makes a router below a path, `decorating` one with further guards, `passing` gives
    the router on (the first of them as a new one). `nesting` calls a function written in place,
    whose routes stand below the call's path.
    """

    framework: str
    package: str
    makers: tuple[str, ...]
    types: tuple[str, ...]
    verbs: dict[str, tuple[str, ...]]
    form: Callable[[str], str]
    roles: Callable[[str], Guard]
    grouping: tuple[str, ...] = ("Group",)
    decorating: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    nesting: tuple[str, ...] = ()

    @cached_property
    def making(self) -> frozenset[str]:
        """What makes a router of another one."""
        return frozenset((*self.grouping, *self.decorating, *self.passing[:1]))

    @cached_property
    def links(self) -> frozenset[str]:
        """Everything a chain of calls on a router may go through."""
        own = (*self.grouping, *self.decorating, *self.passing, "Use", *self.verbs)
        return frozenset(own)


def plain_guard(name: str) -> Guard:
    """A guard whose role is judged by its name."""
    return Guard(name=name, role=role_of(name))


def query(dialect: Dialect, extra_verbs: tuple[str, ...] = ()) -> str:
    """One query for everything a dialect's routers do."""
    packages = _any(sorted({maker.partition(".")[0] for maker in dialect.makers}))
    makers = _any(sorted({maker.partition(".")[2] for maker in dialect.makers}))
    types = _any(dialect.types)
    typed = "[(pointer_type (qualified_type) @_type) (qualified_type) @_type]"
    return f"""
(call_expression
  function: (selector_expression operand: (_) @router field: (field_identifier) @verb)
  arguments: (argument_list (_)) @arguments
  (#any-of? @verb {_any((*dialect.verbs, *extra_verbs))})) @route
(call_expression
  function: (selector_expression field: (field_identifier) @_group)
  (#any-of? @_group {_any(sorted(dialect.making) or ("-",))})) @group
(call_expression
  function: (selector_expression operand: (_) @used field: (field_identifier) @_use)
  arguments: (argument_list (_)) @arguments
  (#eq? @_use "Use")) @use
(call_expression
  function: (selector_expression operand: (identifier) @_package field: (field_identifier) @_maker)
  (#any-of? @_package {packages}) (#any-of? @_maker {makers})) @made
(call_expression arguments: (argument_list
  (selector_expression operand: (identifier) field: (field_identifier) @_passed) @passed)
  (#match? @_passed "^([rR]outer|[eE]ngine|[aA]pp|[aA]pi|[gG]in|[fF]iber|[mM]ux|[gG]roup)$"))
(parameter_declaration type: {typed} (#any-of? @_type {types})) @parameter
(field_declaration name: (field_identifier) type: {typed} (#any-of? @_type {types})) @field
(var_spec name: (identifier) type: {typed} (#any-of? @_type {types})) @parameter
(function_declaration result: {typed} (#any-of? @_type {types})) @returning
(method_declaration result: {typed} (#any-of? @_type {types})) @returning
"""


def _any(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


# ---------------------------------------------------------------- where things stand


def function_around(node: Node) -> Node | None:
    """The declared function or method around a node, not a function literal."""
    above = node.parent
    while above is not None and above.type not in _FUNCTIONS:
        above = above.parent
    return above


def scope_of(node: Node) -> str:
    """The qualified name of the declaration around a node."""
    return grammar("go").scope(node)


def statements_before(node: Node) -> Iterator[Node]:
    """Declarations a node can see in its function: nearest block first, function literals too."""
    below, above = node, node.parent
    while above is not None and below.type not in _FUNCTIONS:
        if above.type == "statement_list":
            yield from _earlier(above, below)
        elif above.type in ("func_literal", *_FUNCTIONS):
            for part in ("parameters", "result"):
                given = above.child_by_field_name(part)
                listed = given is not None and given.type == "parameter_list"
                yield from given.named_children if given is not None and listed else ()
        below, above = above, above.parent


def _earlier(statements: Node, below: Node) -> Iterator[Node]:
    for statement in reversed(statements.named_children):
        if statement.start_byte <= below.start_byte:
            yield statement


def declaration_of(node: Node, name: str) -> Node | None:
    """The declaration of a local variable or parameter a node can see, or None."""
    for statement in statements_before(node):
        if name in _declared(statement):
            return statement
    return None


def _declared(statement: Node) -> list[str]:
    if statement.type == "short_var_declaration":
        left = statement.child_by_field_name("left")
        return [node_text(each) for each in left.named_children] if left is not None else []
    if statement.type == "parameter_declaration":
        return [node_text(each) for each in statement.children_by_field_name("name")]
    if statement.type == "var_declaration":
        specs = statement.named_children
        return [node_text(n) for spec in specs for n in spec.children_by_field_name("name")]
    return []


def shadows(declared: Node, name: str) -> bool:
    """True for a variable of an inner block or function literal whose name is used twice."""
    function = function_around(declared)
    if function is None or _outermost(declared, function):
        return False
    return _declared_often(function.text or b"", name)


def _outermost(declared: Node, function: Node) -> bool:
    above = declared.parent
    if above is not None and above.type == "parameter_list":
        return above.parent == function
    body = function.child_by_field_name("body")
    return above is not None and above.parent == body


@lru_cache(maxsize=64)
def _declared_often(function: bytes, name: str) -> bool:
    word = re.escape(name).encode()
    declares = rb"(?<![\w.])%b(?:\s*,\s*\w+)?\s*:=|[(,]\s*%b\s+\*?\w+\.\w" % (word, word)
    return len(re.findall(declares, function)) > 1


def reference(node: Node) -> str:
    """How facts name the router kept in the variable or field that is written here.

    A field of the receiver is named by its type, a variable of a function by the function, a
    shadowing one also by its line; what is declared elsewhere stays as it is written.
    """
    written = dotted(node)
    head, dot, rest = written.partition(".")
    function = function_around(node)
    if not written or function is None:
        return written
    declared = declaration_of(node, head)
    receiver = receiver_of(function)
    if declared is not None:
        return f"{variable_name(declared, head)}{dot}{rest}"
    return f"{receiver[1]}.{rest}" if receiver and head == receiver[0] and dot else written


def variable_name(declared: Node, name: str) -> str:
    """The qualified name of a variable or parameter of a function."""
    line = f"@{declared.start_point.row + 1}" if shadows(declared, name) else ""
    return f"{scope_of(declared)}.{name}{line}"


# ---------------------------------------------------------------- where a made router is kept


def kept(call: Node) -> Node | None:
    """The name a call's result is given: a variable, or the key of a struct's literal."""
    value, above = call, call.parent
    while above is not None and above.type in ("unary_expression", "parenthesized_expression"):
        value, above = above, above.parent
    if above is None:
        return None
    if above.type == "literal_element":
        element = above.parent
        return element.child_by_field_name("key") if element is not None else None
    holder = above.parent if above.type == "expression_list" else None
    if (
        holder is None
        or holder.child_by_field_name("right" if holder.type != "var_spec" else "value") != above
    ):
        return None
    index = [child.id for child in above.named_children].index(value.id)
    return _left(holder, index)


def _left(holder: Node, index: int) -> Node | None:
    left = holder.child_by_field_name("left")
    names = left.named_children if left is not None else holder.children_by_field_name("name")
    return names[index] if index < len(names) else None


def keeper(call: Node) -> str:
    """The qualified name under which a call's result is kept, "" if it is not kept."""
    target = kept(call)
    if target is None or target.type != "literal_element":
        return reference(target) if target is not None else ""
    literal = _literal_around(target)
    kind = literal.child_by_field_name("type") if literal is not None else None
    return f"{plain_type(kind)}.{node_text(target)}" if kind is not None else ""


def _literal_around(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.type != "composite_literal":
        above = above.parent
    return above


# ---------------------------------------------------------------- chains of calls


class Reached(NamedTuple):
    """A router with what a chain of `Group` and `Use` put between: `base` is the written router,
    or the call that makes one. `methods` are those the chain is limited to (`method` says them
    where they are not written out), `whole` is True where it says the route's path already
    (`Combo("/x").Get(h)`, `Path("/x").HandlerFunc(h)`)."""

    base: Node
    prefix: Expression
    guards: tuple[Guard, ...]
    methods: tuple[str, ...] = ()
    method: Expression | None = None
    whole: bool = False


def arguments_of(call: Node) -> list[Node]:
    """The arguments of a call, without comments."""
    given = call.child_by_field_name("arguments")
    return [a for a in given.named_children if a.type != "comment"] if given is not None else []


def reach(node: Node, dialect: Dialect) -> Reached:
    """Follow a chain such as `r.Group("/a").Use(auth)` down to the router it starts from, and from
    there out of the functions written in place that calls of the same router run."""
    reached = _chain(node, dialect)
    for call in _nests_around(node, reached.base, dialect) if dialect.nesting else ():
        function = call.child_by_field_name("function")
        operand = function.child_by_field_name("operand") if function is not None else None
        above = _chain(operand, dialect) if operand is not None else reached
        given = [a for a in arguments_of(call) if a.type != "func_literal"]
        prefix, guards = path_and_guards(given, dialect)
        reached = reached._replace(
            prefix=join_paths(join_paths(above.prefix, prefix), reached.prefix),
            guards=above.guards + guards + reached.guards,
        )
    return reached


def _nests_around(node: Node, base: Node, dialect: Dialect) -> Iterator[Node]:
    """The calls on the same router whose function without parameters a node stands in."""
    written, above = dotted(base), node.parent
    while written and above is not None and above.type not in _FUNCTIONS:
        call = above.parent.parent if above.type == "func_literal" and above.parent else None
        function = call.child_by_field_name("function") if call is not None else None
        if call is not None and function is not None and _takes_nothing(above):
            field = function.child_by_field_name("field")
            operand = function.child_by_field_name("operand")
            nests = field is not None and node_text(field) in dialect.nesting
            if nests and operand is not None and dotted(_chain(operand, dialect).base) == written:
                yield call
        above = above.parent


def _takes_nothing(function: Node) -> bool:
    given = function.child_by_field_name("parameters")
    return given is not None and not given.named_children


def path_and_guards(given: list[Node], dialect: Dialect) -> tuple[Expression, tuple[Guard, ...]]:
    """The path a call begins with, if it does, and the checks among its other arguments."""
    first = expression(given[0]) if given else None
    if isinstance(first, Literally | Joined | Name) and given[0].type != "func_literal":
        return path_of(given[0], dialect), guards_of(given[1:], dialect)
    return EMPTY, guards_of(given, dialect)


def _chain(node: Node, dialect: Dialect) -> Reached:
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    if function is None or function.type != "selector_expression":
        return Reached(node, EMPTY, ())
    field = function.child_by_field_name("field")
    operand = function.child_by_field_name("operand")
    name = node_text(field) if field is not None else ""
    given = arguments_of(node)
    if operand is None or name not in dialect.links:
        return Reached(node, EMPTY, ())
    return _link(_chain(operand, dialect), name, given, dialect)


def _link(before: Reached, name: str, given: list[Node], dialect: Dialect) -> Reached:
    """What one call of a chain adds to it."""
    if name in dialect.grouping and given:
        return before._replace(
            prefix=join_paths(before.prefix, path_of(given[0], dialect)),
            guards=before.guards + guards_of(given[1:], dialect),
            whole=before.whole or name in ("Path", "Combo", "PathPrefix"),
        )
    if name == "Use" or name in dialect.decorating:
        return before._replace(guards=before.guards + guards_of(given, dialect))
    if name == "Methods":
        method = expression(given[0]) if len(given) == 1 and dotted(given[0]) else None
        return before._replace(methods=before.methods + methods_in(given), method=method)
    if name in dialect.passing[:1]:
        return before._replace(whole=False)
    return before


def methods_in(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The HTTP methods that are written out: texts, `http.MethodGet`, `echo.GET`, lists of them."""
    named = [found for node in nodes for found in _METHOD.findall(node_text(node))]
    methods = (word.upper() for a, b, c in named for word in re.findall(r"\w+", a or b or c))
    return tuple(dict.fromkeys(method for method in methods if method in METHODS))


def path_of(node: Node, dialect: Dialect) -> Expression:
    """A path with the parameters of its literal parts in OpenAPI's form."""
    said = expression(node)
    if isinstance(said, Literally):
        return Literally(text=dialect.form(said.text))
    if isinstance(said, Joined):
        parts = said.parts
        return Joined(
            parts=tuple(
                Literally(text=dialect.form(p.text)) if isinstance(p, Literally) else p
                for p in parts
            )
        )
    return said


def join_paths(prefix: Expression, path: Expression) -> Expression:
    """A path below a prefix, with one slash between where both are literal."""
    if isinstance(prefix, Literally) and isinstance(path, Literally) and prefix.text and path.text:
        return Literally(text=f"{prefix.text.rstrip('/')}/{path.text.lstrip('/')}")
    return joined([prefix, path])


def guards_of(nodes: list[Node], dialect: Dialect) -> tuple[Guard, ...]:
    """The checks among arguments, by the name of what is given or what makes it; a variable of the
    function by what made it."""
    found = (_maker_of(node) or callee_of(node) for node in nodes)
    return tuple(dialect.roles(name) for name in found if name)


def _maker_of(node: Node) -> str:
    """`middleware.JWTAuth` for `auth` after `auth := middleware.JWTAuth()`."""
    declared = declaration_of(node, node_text(node)) if node.type == "identifier" else None
    right = declared.child_by_field_name("right") if declared is not None else None
    value = right.named_children[0] if right is not None and right.named_children else None
    return callee_of(value) if value is not None and value.type == "call_expression" else ""


def callee_of(node: Node) -> str:
    """The dotted name of a value, or of the function that makes it; "" for a function literal."""
    if node.type == "call_expression":
        function = node.child_by_field_name("function")
        return callee_of(function) if function is not None else ""
    if node.type == "selector_expression":
        operand = node.child_by_field_name("operand")
        field = node.child_by_field_name("field")
        whole = dotted(node)
        made = callee_of(operand) if operand is not None and not whole else ""
        return whole or (f"{made}.{node_text(field)}" if made and field is not None else "")
    if node.type == "variadic_argument" and node.named_children:
        return callee_of(node.named_children[0])
    return dotted(node)


def short_lines(call: Node, verb: Node | None, handler: Node | None) -> tuple[int, int]:
    """The lines of a registration: from its method's name to its end, or to where the body of a
    handler written in place begins."""
    first = (verb.start_point.row if verb is not None else call.start_point.row) + 1
    if handler is not None and handler.type == "func_literal":
        return first, handler.start_point.row + 1
    return first, max(first, node_lines(call)[1])
