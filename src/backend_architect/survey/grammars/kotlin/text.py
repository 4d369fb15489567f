"""What an expression of Kotlin says, and the names and types of declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Joined, Literally, Made, Name, Opaque

#: Types that stand around what a function really gives.
WRAPPERS = frozenset(
    ("ResponseEntity", "HttpEntity", "Optional", "Mono", "Flux", "Flow", "CompletableFuture",
     "Deferred", "List", "MutableList", "Set", "MutableSet", "Collection", "Iterable", "Page",
     "Slice", "Sequence", "Array", "Uni", "Multi", "HttpResponse", "CompletionStage")
)  # fmt: skip
CLASSES = frozenset(("class_declaration", "object_declaration"))
FUNCTIONS = frozenset(("function_declaration", "secondary_constructor"))
DECLARATIONS = CLASSES | FUNCTIONS | {"companion_object"}

_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "r": "\r", '"': '"', "'": "'", "\\": "\\", "$": "$"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_SHORT = re.compile(r"\$([A-Za-z_]\w*)")
_DOTTED = re.compile(r"[\w`]+(?:(?:\?\.|!!\.|\.)[\w`]+)*")
_STRINGS = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\])*"', re.DOTALL)
_NAMES = frozenset(("identifier", "navigation_expression", "user_type", "qualified_identifier"))
#: Calls that give the text they are called on, tidied.
_TIDY = frozenset(("trimIndent", "trimMargin", "trim"))


class Parameter(NamedTuple):
    """A parameter of a function or primary constructor; `modifiers` hold its annotations."""

    name: str
    type: Node | None
    node: Node
    modifiers: Node | None
    default: Node | None
    field: bool


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
    """ "a.b.c" for names joined by dots, "" for anything else. A companion's name is left out."""
    if node is None:
        return ""
    if node.type in ("this_expression", "super_expression"):
        return node_text(node).partition("@")[0]
    if node.type not in _NAMES:
        return ""
    written = "".join(node_text(node).split())
    if not _DOTTED.fullmatch(written):
        return ""
    parts = written.replace("`", "").replace("?.", ".").replace("!!.", ".").split(".")
    return ".".join(part for part in parts if part != "Companion")


def plain_type(node: Node | None) -> str:
    """A type as written, without type arguments, question marks and annotations."""
    if node is None:
        return ""
    if node.type in ("nullable_type", "parenthesized_type", "type_projection", "not_nullable_type"):
        inner = [each for each in node.named_children if each.type.endswith("_type")]
        return plain_type(inner[-1]) if inner else ""
    if node.type == "user_type":
        names = [node_text(each) for each in node.named_children if each.type == "identifier"]
        return ".".join(names)
    return "" if node.type == "function_type" else node_text(node)


def is_nullable(node: Node | None) -> bool:
    """True for a type that ends with a question mark."""
    return node is not None and node.type == "nullable_type"


def arguments_of_type(node: Node | None) -> list[Node]:
    """The type arguments of a type."""
    if node is None:
        return []
    if node.type == "nullable_type":
        return arguments_of_type(node.named_children[0] if node.named_children else None)
    given = next((c for c in node.named_children if c.type == "type_arguments"), None)
    found: list[Node] = []
    for each in given.named_children if given is not None else ():
        found.extend(each.named_children[-1:] if each.type == "type_projection" else [each])
    return found


def inner_type(node: Node | None) -> str:
    """A type without the wrappers around it: `ResponseEntity<List<User>>` is "User"."""
    given = arguments_of_type(node)
    if given and plain_type(node).rpartition(".")[2] in WRAPPERS:
        return inner_type(given[-1])
    return plain_type(node)


def own_name(node: Node) -> str:
    """The name of a declaration; a constructor is "new", a companion's members are its class's."""
    if node.type == "secondary_constructor":
        return "new"
    if node.type == "companion_object":
        return ""
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
    """The types a class, object or interface extends and implements."""
    for child in node.named_children:
        if child.type == "delegation_specifiers":
            for each in child.named_children:
                yield from (t for t in map(_base_type, each.named_children[:1]) if t is not None)


def _base_type(node: Node) -> Node | None:
    if node.type in ("constructor_invocation", "explicit_delegation"):
        return next((each for each in node.named_children if each.type == "user_type"), None)
    return node if node.type == "user_type" else None


def base_call(node: Node, name: str) -> Node | None:
    """The arguments a class gives to the constructor of the base of this name."""
    for child in node.named_children:
        for each in child.named_children if child.type == "delegation_specifiers" else ():
            call = each.named_children[0] if each.named_children else None
            if call is not None and call.type == "constructor_invocation":
                kind = _base_type(call)
                if plain_type(kind).rpartition(".")[2] == name:
                    return call
    return None


def parameters_of(node: Node) -> Iterator[Parameter]:
    """The parameters of a function, or of a class's primary constructor, in order."""
    if node.type == "class_declaration":
        for child in node.named_children:
            for inner in child.named_children if child.type == "primary_constructor" else ():
                for each in inner.named_children:
                    if each.type == "class_parameter":
                        yield _parameter(each, _modifiers(each))
        return
    given = next((c for c in node.named_children if c.type == "function_value_parameters"), None)
    modifiers: Node | None = None
    for each in given.named_children if given is not None else ():
        if each.type == "parameter_modifiers":
            modifiers = each
        elif each.type == "parameter":
            yield _parameter(each, modifiers)
            modifiers = None


def _parameter(node: Node, modifiers: Node | None) -> Parameter:
    names = [each for each in node.named_children if each.type == "identifier"]
    types = [each for each in node.named_children if each.type.endswith("_type")]
    kind = types[0] if types else None
    after = [each for each in node.named_children if kind and each.start_byte >= kind.end_byte]
    field = any(child.type in ("val", "var") for child in node.children)
    name = node_text(names[0]).strip("`") if names else ""
    return Parameter(name, kind, node, modifiers, after[0] if after else None, field)


def _modifiers(node: Node) -> Node | None:
    return next((each for each in node.named_children if each.type == "modifiers"), None)


def return_type(node: Node) -> Node | None:
    """The declared type a function gives, None if it is left out."""
    seen = False
    for child in node.named_children:
        if child.type == "function_value_parameters":
            seen = True
        elif seen and child.type.endswith("_type"):
            return child
    return None


def receiver_type(node: Node) -> str:
    """The type a function extends: `fun Route.users()` is "Route"; "" for a plain function."""
    for child in node.named_children:
        if child.type == "function_value_parameters":
            return ""
        if child.type.endswith("_type"):
            return plain_type(child)
    return ""


def declared_variable(node: Node) -> tuple[str, Node | None]:
    """Name and declared type of a property or local variable."""
    found = next((c for c in node.named_children if c.type == "variable_declaration"), None)
    if found is None:
        return "", None
    names = [node_text(c).strip("`") for c in found.named_children if c.type == "identifier"]
    kind = next((c for c in found.named_children if c.type.endswith("_type")), None)
    return names[0] if names else "", kind


def value_of(node: Node) -> Node | None:
    """What a property is set to, computed lazily or given by its getter; None if nothing is."""
    past = False
    for child in node.named_children:
        if child.type == "variable_declaration":
            past = True
        elif child.type == "property_delegate":
            return _lazy(child)
        elif child.type == "getter":
            body = next((c for c in child.named_children if c.type == "function_body"), None)
            return body_expression(body)
        elif past and child.type not in ("setter", "type_constraints") and child.is_named:
            return None if child.type.endswith("comment") else child
    return None


def _lazy(delegate: Node) -> Node | None:
    call = delegate.named_children[0] if delegate.named_children else None
    if call is None or not node_text(call).startswith("lazy"):
        return None
    block = call.named_children[-1].named_children if call.named_children else []
    inner = block[-1].named_children if block and block[-1].type == "lambda_literal" else []
    return inner[-1] if inner else None


def body_expression(body: Node | None) -> Node | None:
    """What a function gives that has one expression as its body, or ends with a return."""
    if body is None or not body.named_children:
        return None
    inner = body.named_children[0]
    if inner.type != "block":
        return inner
    last = inner.named_children[-1] if inner.named_children else None
    if last is not None and last.type == "return_expression":
        return last.named_children[0] if last.named_children else None
    return None


def text_of(node: Node) -> Expression:
    """The value of a string, with what is put into it."""
    parts: list[Expression] = []
    plain = ""
    multiline = node.type == "multiline_string_literal"
    for child in node.named_children:
        if child.type == "interpolation":
            parts.extend(_pieces(plain))
            plain = ""
            inner = child.named_children[0] if child.named_children else None
            parts.append(expression(inner) if inner is not None else Opaque(source=""))
        elif child.type == "string_content":
            plain += node_text(child)
        else:
            parts.extend(_pieces(plain))
            plain = ""
            parts.append(Literally(text=_ESCAPE.sub(_unescape, node_text(child))))
    parts.extend(_pieces(plain))
    whole = joined(parts)
    if multiline and isinstance(whole, Literally):
        return Literally(text=dedent(whole.text))
    return whole


def _pieces(plain: str) -> Iterator[Expression]:
    """A text with short templates (`$name`) apart."""
    at = 0
    for found in _SHORT.finditer(plain):
        yield Literally(text=_ESCAPE.sub(_unescape, plain[at : found.start()]))
        yield Name(dotted=found[1])
        at = found.end()
    yield Literally(text=_ESCAPE.sub(_unescape, plain[at:]))


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else _ESCAPES.get(code, code)


def _identifiers(node: Node) -> str:
    words = re.findall(r"[A-Za-z_$][\w$]*", _STRINGS.sub("", node_text(node)[:400]))
    return " ".join(words)[:60].rstrip()


def _plain(node: Node) -> Expression:
    return Literally(text=node_text(node))


def _name(node: Node) -> Expression | None:
    name = dotted(node)
    if name in ("true", "false"):
        return Literally(text=name)
    for suffix in (".class.java", ".class"):
        name = name.removesuffix(suffix)
    return Name(dotted=name) if name else None


def _navigation(node: Node) -> Expression | None:
    """A dotted name, also of what a construction gives: `Users(db).routes`."""
    written = "".join(node_text(node).split())
    if "::class" in written:
        return Name(dotted=written.partition("::class")[0])
    name = _name(node)
    if name is not None or len(node.named_children) != 2:
        return name
    on, member = node.named_children
    made = expression(on)
    if isinstance(made, Made) and member.type == "identifier":
        return Name(dotted=f"{made.callee}.{node_text(member)}")
    return None


def _inner(node: Node) -> Expression | None:
    return expression(node.named_children[0]) if node.named_children else None


def _sum(node: Node) -> Expression | None:
    operators = [child.type for child in node.children if not child.is_named]
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    if "+" not in operators:
        return None
    return joined([expression(side) for side in sides if side is not None])


def callee_of(node: Node) -> str:
    """What a call calls: "repo.save", "helper", or ".map" of something that has no name."""
    called = node.named_children[0] if node.named_children else None
    if called is None:
        return ""
    if called.type == "call_expression":  # a call with arguments and a block behind them
        return callee_of(called)
    name = dotted(called)
    if name or called.type != "navigation_expression":
        return name
    last = called.named_children[-1]
    on = called.named_children[0]
    made = expression(on) if on.type == "call_expression" else None
    owner = made.callee if isinstance(made, Made) else ""
    return f"{owner}.{node_text(last)}" if last.type == "identifier" else ""


def arguments_of(node: Node) -> list[Node]:
    """The values given to a call, in order, without their names; the block behind is none."""
    return [value for _, value in named_arguments(node)]


def named_arguments(node: Node) -> list[tuple[str, Node]]:
    """The values given to a call or annotation with their names, "" for those without."""
    called = node.named_children[0] if node.named_children else None
    if called is not None and called.type == "call_expression":
        own = [child for child in node.named_children if child.type == "value_arguments"]
        if not own:
            return named_arguments(called)
    given = next((c for c in node.named_children if c.type == "value_arguments"), None)
    found: list[tuple[str, Node]] = []
    for each in given.named_children if given is not None else ():
        if each.type == "value_argument" and each.named_children:
            named = any(child.type == "=" for child in each.children)
            name = node_text(each.named_children[0]) if named else ""
            found.append((name, each.named_children[-1]))
    return found


def _called(node: Node) -> Expression | None:
    callee = callee_of(node)
    last = callee.rpartition(".")[2]
    on = node.named_children[0].named_children[:1] if node.named_children else []
    if last in _TIDY and on and on[0].type.endswith("string_literal"):
        return expression(on[0])
    if not callee or callee.startswith("."):
        return None
    arguments = tuple(expression(argument) for argument in arguments_of(node))
    return Made(callee=callee, arguments=arguments)


_READERS = {
    "string_literal": text_of,
    "multiline_string_literal": text_of,
    "number_literal": _plain,
    "identifier": _name,
    "this_expression": _name,
    "navigation_expression": _navigation,
    "parenthesized_expression": _inner,
    "binary_expression": _sum,
    "call_expression": _called,
}
