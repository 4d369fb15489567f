"""The imports, definitions and calls of a JavaScript or TypeScript file.

Exports. `export default x`, `module.exports = x` and `export = x` define "default", whose value is
`x`; a default-exported class or function keeps its name and is `exported` as "default". Members of
`exports` and of an object given to `module.exports` are defined at the top. `export ... from` is an
import. A module brought in by `require("./x")` or `import * as x` is imported with name "": as a
value it stands for the other file's "default".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

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
    Name,
    Opaque,
)
from backend_architect.survey.grammars.javascript_nodes import (
    FUNCTIONS,
    PER_ELEMENT,
    arguments,
    called_module,
    dotted,
    expression,
    field,
    field_text,
    inline_handler,
    inline_module,
    plain,
    string,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_RANK = {"export": 0, "class": 1, "function": 1, "method": 1, "value": 1, "loop": 3, "callee": 4}
_ASYNC = re.compile(r"^(?:Promise|Observable)<(.*)>$", re.DOTALL)
_PLAIN = re.compile(rb"[A-Za-z_$][\w$]*(?:[?!]?\.[#\w$]+)*\Z")
#: Objects of the language itself; calling their methods tells nothing about the program.
_BUILT_IN = re.compile(
    r"(?:console|JSON|Math|Object|Array|Number|String|Date|Symbol|Promise|Buffer|Reflect|expect|jest)\."
)
_SECRET = re.compile(r"secret|passw|token|credential|private|api_?key|dsn|salt", re.IGNORECASE)
_EXPORTS = ("module.exports", "exports")
_LARGEST_OBJECT = 200


class _Frame(NamedTuple):
    """A stretch of text: what qualifies names made in it, the function or class that runs it, and
    whether it runs once per element."""

    end: int
    scope: str
    runs: str
    looped: bool


def say(captures: Mapping[str, list[Node]]) -> Iterator[Fact]:
    """The facts of the captured nodes, in the order of the source."""
    ordered = sorted(
        (
            (node.start_byte, _RANK.get(name, 2), -node.end_byte, name, node)
            for name, nodes in captures.items()
            if not name.startswith("_")
            for node in nodes
        ),
        key=itemgetter(0, 1, 2),
    )
    stack = [_Frame(1 << 62, "", "", looped=False)]
    called: set[tuple[str, str, bool]] = set()
    for start, _, end, name, node in ordered:
        while stack[-1].end <= start:
            stack.pop()
        top = stack[-1]
        if name == "callee":
            yield from _call(node, top, called)
        elif name == "loop":
            stack.append(_Frame(-end, top.scope, top.runs, looped=True))
        else:
            yield from _SAYS[name](node, top.scope)
            own = _namer(node)
            if own is not None:
                scope = _qualified(top.scope, own)
                held = _holds_object(node)
                looped = held and top.looped
                stack.append(_Frame(-end, scope, top.runs if held else scope, looped=looped))


def _qualified(scope: str, own: str) -> str:
    return f"{scope}.{own}" if scope and own else scope or own


# ---------------------------------------------------------------- scopes


def scope_of(node: Node) -> str:
    """The qualified name of the function, class or object around the node."""
    names: list[str] = []
    around = node.parent
    while around is not None:
        own = _namer(around)
        if own and (names or not _holds_object(around)):
            names.append(own)
        around = around.parent
    return ".".join(reversed(names))


def looped(node: Node) -> bool:
    """True if the node runs once per element of a loop inside its named function."""
    inner, around = node, node.parent
    while around is not None and (_namer(around) is None or _holds_object(around)):
        if around.type in _LOOPS and inner == field(around, "body"):
            return True
        if around.type in FUNCTIONS and _per_element(around):
            return True
        inner, around = around, around.parent
    return False


_LOOPS = ("for_statement", "for_in_statement", "while_statement", "do_statement")


def _per_element(function: Node) -> bool:
    call = function.parent.parent if function.parent is not None else None
    if call is None or call.type != "call_expression":
        return False
    return field_text(field(call, "function"), "property") in PER_ELEMENT


_HOLDERS = {
    "variable_declarator": ("name", "value"),
    "pair": ("key", "value"),
    "public_field_definition": ("name", "value"),
    "field_definition": ("property", "value"),
    "assignment_expression": ("left", "right"),
}
_UNNAMED = frozenset(("arrow_function", "function_expression", "generator_function"))
_NAMED = FUNCTIONS - _UNNAMED | {
    "class_declaration", "abstract_class_declaration", "class",
}  # fmt: skip


def _namer(node: Node) -> str | None:
    """The name this node gives to the scope inside it ("" for the file's own), or None."""
    if node.type in _NAMED:
        own = field_text(node, "name")
        if own:
            return own
        return "default" if _is_default(node.parent) else None
    if node.type == "export_statement":
        value = field(node, "value")
        unnamed = value is not None and _holds_scope(value, at_top=True)
        return "default" if _is_default(node) and unnamed else None
    if node.type in _UNNAMED:
        return inline_handler(node) or None
    if node.type not in _HOLDERS:
        return None
    name_field, value_field = _HOLDERS[node.type]
    value = field(node, value_field)
    if value is None or not _holds_scope(value, at_top=_at_top(node)):
        return None
    return _holder_name(field(node, name_field), value)


def _holds_object(node: Node) -> bool:
    """True for what names an object: code in it runs where it stands, methods in it do not."""
    if node.type == "export_statement":
        value = field(node, "value")
    else:
        value = field(node, _HOLDERS[node.type][1]) if node.type in _HOLDERS else None
    return value is not None and plain(value).type == "object"


def _is_default(node: Node | None) -> bool:
    return (
        node is not None
        and node.type == "export_statement"
        and any(child.type in ("default", "=") for child in node.children)
    )


def _at_top(holder: Node) -> bool:
    parent = holder.parent
    if parent is not None and parent.type == "assignment_expression":
        return _at_top(parent)
    above = parent.parent if parent is not None else None
    return (parent is not None and parent.type in ("class_body", "object")) or (
        above is not None and above.type in ("program", "export_statement")
    )


def _holds_scope(value: Node, *, at_top: bool) -> bool:
    value = plain(value)
    if value.type in FUNCTIONS or value.type in ("object", "class"):
        return True
    if not at_top or value.type != "call_expression":
        return False
    each = field_text(field(value, "function"), "property") in PER_ELEMENT
    return not each and any(argument.type in FUNCTIONS for argument in arguments(value))


def _holder_name(name: Node | None, value: Node) -> str | None:
    if name is None or name.type.endswith("pattern"):
        return None
    if name.type != "member_expression":
        return string(name) or (node_text(name) if name.type.endswith("identifier") else None)
    own = exported_name(dotted(name))
    if own is not None:
        return "" if own == "default" and plain(value).type == "object" else own
    text = dotted(name)
    return text.removeprefix("this.") or None


def exported_name(target: str) -> str | None:
    """What an assignment to this name exports ("default" for the module itself), or None."""
    for owner in _EXPORTS:
        if target == owner:
            return "default"
        if target.startswith(f"{owner}."):
            return target.removeprefix(f"{owner}.")
    return None


# ---------------------------------------------------------------- calls


def _call(node: Node, top: _Frame, called: set[tuple[str, str, bool]]) -> Iterator[Fact]:
    """One fact for each function a scope calls, at its first line."""
    text = node.text or b""
    if _PLAIN.match(text):
        callee = text.decode().replace("?.", ".").replace("!.", ".")
    else:
        callee = dotted(node)
    if callee in ("require", "import") or node.type == "import":
        yield from _inline_import(node, top.scope)
        return
    key = (top.runs, callee, top.looped)
    if not callee or key in called or _BUILT_IN.match(callee):
        return
    called.add(key)
    first, last = node.start_point.row + 1, node.end_point.row + 1
    yield Call(lines=(first, last), scope=top.runs, callee=callee, looped=top.looped)


def _inline_import(function: Node, scope: str) -> Iterator[Fact]:
    call = function.parent
    if call is None or call.type != "call_expression":
        return
    module, local = called_module(call), inline_module(call)
    if module:
        yield Import(lines=node_lines(call), scope=scope, local=local, module=module)


# ---------------------------------------------------------------- what comes in and goes out


def _import(node: Node, scope: str) -> Iterator[Fact]:
    lines = node_lines(node)
    clause = next((c for c in node.named_children if c.type.startswith("import_")), None)
    module = string(field(node, "source") or field(clause, "source")) or ""
    if clause is None:
        yield Import(lines=lines, scope=scope, local="", module=module)
        return
    for child in clause.named_children:
        if child.type == "identifier":
            whole = clause.type == "import_require_clause"
            yield Import(lines=lines, scope=scope, local=node_text(child), module=module,
                         name="" if whole else "default")  # fmt: skip
        elif child.type == "namespace_import":
            yield Import(lines=lines, scope=scope, local=node_text(child.named_children[-1]),
                         module=module)  # fmt: skip
        elif child.type == "named_imports":
            for local, name in _specifiers(child):
                yield Import(lines=lines, scope=scope, local=local, module=module, name=name)


def _specifiers(clause: Node) -> Iterator[tuple[str, str]]:
    """Pairs of the name given and the name taken."""
    for each in clause.named_children:
        name = field(each, "name")
        if name is not None:
            taken = string(name) or node_text(name)
            yield field_text(each, "alias").strip("\"'") or taken, taken


def _export(node: Node, scope: str) -> Iterator[Fact]:
    lines, module = node_lines(node), string(field(node, "source"))
    clause = next((c for c in node.named_children if c.type.endswith("export_clause")), None)
    namespace = next((c for c in node.named_children if c.type == "namespace_export"), None)
    if module is not None and namespace is not None:
        local = node_text(namespace.named_children[-1])
        yield Import(lines=lines, scope=scope, local=local, module=module)
    elif module is not None and clause is None:
        yield Import(lines=lines, scope=scope, local="*", module=module, name="*")
    elif clause is not None:
        yield from _exported_names(clause, module, lines, scope)
    elif _is_default(node):
        value = field(node, "value") or _last_named(node)
        if value is not None and field(node, "declaration") is None:
            yield from _default(plain(value), lines)


def _last_named(node: Node) -> Node | None:
    """`export = x` has its value in no field."""
    return node.named_children[-1] if node.named_children else None


def _exported_names(
    clause: Node, module: str | None, lines: tuple[int, int], scope: str
) -> Iterator[Fact]:
    for local, name in _specifiers(clause):
        if module is not None:
            yield Import(lines=lines, scope=scope, local=local, module=module, name=name)
        elif local != name:
            yield Definition(lines=lines, scope=scope, name=local, kind="value",
                             value=Name(dotted=name), exported=local)  # fmt: skip


def _default(value: Node, lines: tuple[int, int]) -> Iterator[Fact]:
    """What a file exports as itself."""
    module = called_module(value)
    if module:
        yield Import(lines=lines, local="default", module=module)
    elif value.type in FUNCTIONS:
        yield from _function_named("default", value, "", exported="default")
    elif value.type == "class":
        if field(value, "name") is None:
            yield _class_named("default", value, "", exported="default")
    else:
        yield Definition(lines=lines, name="default", kind="value", value=expression(value),
                         exported="default")  # fmt: skip
    yield from _members("default", value, "")


# ---------------------------------------------------------------- definitions


def _function(node: Node, scope: str) -> Iterator[Fact]:
    default = _is_default(node.parent)
    own = field_text(node, "name") or ("default" if default else "")
    if own:
        exported = "default" if default else ""
        yield from _function_named(_qualified(scope, own), node, scope, exported=exported)


def _method(node: Node, scope: str) -> Iterator[Fact]:
    own = field_text(node, "name")
    name = _qualified(scope, own)
    yield from _function_named(name, node, scope)
    if own == "constructor":
        yield from _promoted(node, scope)


def _promoted(constructor: Node, scope: str) -> Iterator[Fact]:
    """`constructor(private orders: Orders)` declares a field."""
    for each in parameters(constructor):
        modified = any(c.type in ("accessibility_modifier", "readonly") for c in each.children)
        name, type = field_text(each, "pattern"), declared_type(each)
        if modified and type:
            yield Definition(lines=node_lines(each), scope=scope, kind="field", type=type,
                             name=_qualified(scope, name))  # fmt: skip


def parameters(function: Node) -> list[Node]:
    """The nodes of a function's parameters, without TypeScript's `this`."""
    single = field(function, "parameter")
    if single is not None:
        return [single]
    listed = field(function, "parameters")
    found = [c for c in listed.named_children if c.type != "comment"] if listed is not None else []
    return [each for each in found if field_text(each, "pattern") != "this"]


def parameter_name(node: Node) -> str:
    """The name of a parameter; "" for one that is taken apart."""
    for wrapper in ("pattern", "left"):
        node = field(node, wrapper) or node
    if node.type == "rest_pattern" and node.named_children:
        node = node.named_children[0]
    return node_text(node) if node.type == "identifier" else ""


def declared_type(node: Node | None, name: str = "type") -> str:
    """The type in this field as written; `Promise<User>` is "User"."""
    annotation = field(node, name)
    if annotation is None or annotation.type != "type_annotation":
        return ""
    text = " ".join(node_text(annotation).removeprefix(":").split())
    match = _ASYNC.match(text)
    return match.group(1).strip() if match else text


def _function_named(name: str, node: Node, scope: str, *, exported: str = "") -> Iterator[Fact]:
    listed = parameters(node)
    names = tuple(parameter_name(each) for each in listed)
    yield Definition(lines=node_lines(node), scope=scope, name=name, kind="function",
                     parameters=names, type=declared_type(node, "return_type"),
                     exported=exported)  # fmt: skip
    for own, each in zip(names, listed, strict=True):
        type = declared_type(each)
        if own and type:
            yield Definition(lines=node_lines(each), scope=name, name=f"{name}.{own}",
                             kind="parameter", type=type)  # fmt: skip
        elif type.startswith("{"):
            yield from _taken_parameters(each, name)


def _taken_parameters(parameter: Node, function: str) -> Iterator[Fact]:
    """`({ app }: { app: Application }) => ...`: the parts of a parameter with their types."""
    annotation = field(parameter, "type")
    literal = annotation.named_children[0] if annotation is not None else None
    for each in literal.named_children if literal is not None else ():
        own, type = field_text(each, "name"), declared_type(each)
        if each.type == "property_signature" and own and type:
            yield Definition(lines=node_lines(each), scope=function, name=f"{function}.{own}",
                             kind="parameter", type=type)  # fmt: skip


def _class(node: Node, scope: str) -> Iterator[Fact]:
    default = _is_default(node.parent)
    own = field_text(node, "name")
    if own:
        exported = "default" if default else ""
        yield _class_named(_qualified(scope, own), node, scope, exported=exported)


def _class_named(name: str, node: Node, scope: str, *, exported: str = "") -> Definition:
    return Definition(lines=node_lines(node), scope=scope, name=name, kind="class",
                      bases=class_bases(node), exported=exported)  # fmt: skip


def class_bases(node: Node) -> tuple[str, ...]:
    """The dotted names of what a class extends and implements; `Base<T>` is "Base"."""
    heritage = next((c for c in node.named_children if c.type == "class_heritage"), None)
    found: list[str] = []
    for part in heritage.named_children if heritage is not None else ():
        listed = part.named_children if part.type.endswith("_clause") else [part]
        for each in listed:
            named = field(each, "name") if each.type == "generic_type" else each
            if named is not None and named.type.endswith(("identifier", "member_expression")):
                found.append(node_text(named))
    return tuple(found)


def _field(node: Node, scope: str) -> Iterator[Fact]:
    own = field_text(node, "name") or field_text(node, "property")
    value, type = field(node, "value"), declared_type(node)
    name = _qualified(scope, own)
    if value is not None and plain(value).type in FUNCTIONS:
        yield from _function_named(name, plain(value), scope)
    elif value is not None or type:
        known = None if value is None else discreet(own, expression(value))
        yield Definition(lines=node_lines(node), scope=scope, name=name, type=type, value=known,
                         kind="field" if type else "value")  # fmt: skip


def _value(node: Node, scope: str) -> Iterator[Fact]:
    name, value = field(node, "name"), field(node, "value")
    if name is None or value is None:
        return
    value = plain(value)
    required = _required(value)
    if required is not None:
        yield from _bound_module(node, name, *required, scope)
    elif name.type == "identifier":
        own = node_text(name)
        local = scope and not _at_top(node)
        yield from _assigned(_qualified(scope, own), own, node, value, scope, local=bool(local))


def _required(value: Node) -> tuple[str, str] | None:
    """Module and member of `require("./x")`, `require("./x").y` or `await import("./x")`."""
    module = called_module(value)
    if module:
        return module, ""
    if value.type == "member_expression":
        owner = field(value, "object")
        module = called_module(plain(owner)) if owner is not None else ""
        return (module, field_text(value, "property")) if module else None
    return None


def _bound_module(node: Node, name: Node, module: str, member: str, scope: str) -> Iterator[Fact]:
    lines = node_lines(node)
    if name.type == "identifier":
        yield Import(lines=lines, scope=scope, local=node_text(name), module=module, name=member)
    elif name.type == "object_pattern":
        for local, taken in _taken_apart(name):
            yield Import(lines=lines, scope=scope, local=local, module=module, name=taken)


def _taken_apart(pattern: Node) -> Iterator[tuple[str, str]]:
    for each in pattern.named_children:
        if each.type == "shorthand_property_identifier_pattern":
            yield node_text(each), node_text(each)
        elif each.type == "pair_pattern":
            yield field_text(each, "value"), field_text(each, "key")
        elif each.type == "object_assignment_pattern":
            yield field_text(each, "left"), field_text(each, "left")


def _assigned(
    name: str, own: str, node: Node, value: Node, scope: str, *, local: bool, exported: str = ""
) -> Iterator[Fact]:
    """A variable or member that holds a function, a class or a value. Of local variables only
    those that hold something new or a text."""
    wrapped = _holds_scope(value, at_top=not local)
    function = value if value.type in FUNCTIONS else _wrapped_function(value) if wrapped else None
    if function is not None:
        yield from _function_named(name, function, scope, exported=exported)
    elif value.type == "class":
        yield _class_named(name, value, scope, exported=exported)
    else:
        type, said = declared_type(node), discreet(own, expression(value))
        if not local or type or isinstance(said, Literally | Joined | Made):
            yield Definition(lines=node_lines(node), scope=scope, name=name, kind="value",
                             type=type, value=said, exported=exported)  # fmt: skip
        if not local:
            yield from _members(name, value, scope)


def _wrapped_function(value: Node) -> Node | None:
    """The function in `asyncHandler(async (req, res) => ...)`."""
    return next((each for each in arguments(value) if each.type in FUNCTIONS), None)


def _assign(node: Node, scope: str) -> Iterator[Fact]:
    target, right = dotted(field(node, "left")), field(node, "right")
    if right is None or not target:
        return
    value = plain(right)
    while value.type == "assignment_expression":
        value = plain(field(value, "right") or value)
    own = exported_name(target)
    if own == "default" and value.type == "object":
        yield from _members("", value, "")
    elif own == "default":
        yield from _default(value, node_lines(node))
    elif own is not None:
        module = called_module(value)
        if module:
            yield Import(lines=node_lines(node), local=own, module=module)
        else:
            yield from _assigned(own, own, node, value, scope, local=False, exported=own)
    elif target.startswith("this.") and target.count(".") == 1:
        yield from _own_field(target.removeprefix("this."), node, value, scope)


def _own_field(own: str, node: Node, value: Node, scope: str) -> Iterator[Fact]:
    """`this.app = express()` in a method gives the class a field."""
    owner = scope.rpartition(".")[0]
    if owner and value.type in ("call_expression", "new_expression", "identifier", "string"):
        yield Definition(lines=node_lines(node), scope=owner, name=f"{owner}.{own}", kind="value",
                         value=discreet(own, expression(value)))  # fmt: skip


def _members(owner: str, literal: Node, scope: str) -> Iterator[Fact]:
    """The members of an object literal that are texts, names or objects; functions come as pairs
    and methods of their own."""
    wanted = literal
    if literal.type == "call_expression":  # Object.freeze({...}), defineConfig({...})
        wanted = next((each for each in arguments(literal) if each.type == "object"), literal)
    queue = [(owner, wanted)] if wanted.type == "object" else []
    left = _LARGEST_OBJECT
    while queue and left > 0:
        prefix, current = queue.pop()
        for child in current.named_children:
            left -= 1
            if child.type == "shorthand_property_identifier" and prefix:
                own = node_text(child)
                yield Definition(lines=node_lines(child), scope=scope, kind="value",
                                 name=f"{prefix}.{own}", value=Name(dotted=own))  # fmt: skip
            key, value = field(child, "key"), field(child, "value")
            if child.type != "pair" or key is None or value is None:
                continue
            name = _qualified(prefix, string(key) or node_text(key))
            value = plain(value)
            if value.type == "object":
                queue.append((name, value))
                yield Definition(lines=node_lines(child), scope=scope, name=name, kind="value")
                continue
            yield from _member(name, child, value, scope)


def _member(name: str, pair: Node, value: Node, scope: str) -> Iterator[Fact]:
    if value.type in FUNCTIONS:
        return
    module = called_module(value)
    if module:
        yield Import(lines=node_lines(pair), scope=scope, local=name, module=module)
        return
    said = discreet(name, expression(value))
    if not isinstance(said, Opaque):
        yield Definition(lines=node_lines(pair), scope=scope, name=name, kind="value", value=said)


def _pair(node: Node, scope: str) -> Iterator[Fact]:
    value, key = field(node, "value"), field(node, "key")
    if value is None or key is None or value.type not in FUNCTIONS:
        return
    yield from _function_named(_qualified(scope, string(key) or node_text(key)), value, scope)


def _inline(node: Node, scope: str) -> Iterator[Fact]:
    own = inline_handler(node)
    if own:
        yield from _function_named(_qualified(scope, own), node, scope)


def _enum(node: Node, scope: str) -> Iterator[Fact]:
    name = _qualified(scope, field_text(node, "name"))
    yield Definition(lines=node_lines(node), scope=scope, name=name, kind="value")
    body = field(node, "body")
    for each in body.named_children if body is not None else ():
        value = field(each, "value")
        if each.type == "enum_assignment" and value is not None:
            own = field_text(each, "name")
            yield Definition(lines=node_lines(each), scope=name, name=f"{name}.{own}",
                             kind="value", value=discreet(own, expression(value)))  # fmt: skip


def discreet(name: str, value: Expression) -> Expression:
    """The value, without texts that may be secrets: those never leave the file."""
    if isinstance(value, Literally):
        path = value.text.startswith("/") or not value.text
        return value if path or not _SECRET.search(name) else Opaque(source="")
    if isinstance(value, Made):
        given = tuple(discreet(name, each) for each in value.arguments)
        return Made(callee=value.callee, arguments=given)
    if isinstance(value, Joined):
        return Joined(parts=tuple(discreet(name, part) for part in value.parts))
    return value


_SAYS = {
    "import": _import, "export": _export, "function": _function, "method": _method,
    "class": _class, "value": _value, "pair": _pair, "assign": _assign, "field": _field,
    "enum": _enum, "inline": _inline,
}  # fmt: skip
