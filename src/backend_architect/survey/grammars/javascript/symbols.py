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
from backend_architect.survey.facts import Call, Definition, Fact, Import, Name
from backend_architect.survey.grammars.javascript.definitions import (
    assigned,
    class_field,
    class_named,
    enum,
    function_named,
    members,
    own_field,
    promoted,
)
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
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
from backend_architect.survey.grammars.javascript.scopes import (
    at_top,
    exported_name,
    holds_object,
    is_default,
    namer,
    qualified,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_RANK = {"export": 0, "class": 1, "function": 1, "method": 1, "value": 1, "loop": 3, "callee": 4}
_PLAIN = re.compile(rb"[A-Za-z_$][\w$]*(?:[?!]?\.[#\w$]+)*\Z")
#: Objects of the language itself; calling their methods tells nothing about the program.
_BUILT_IN = re.compile(
    r"(?:console|JSON|Math|Object|Array|Number|String|Date|Symbol|Promise|Buffer|Reflect|expect|jest)\."
)


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
            own = namer(node)
            if own is not None:
                scope = qualified(top.scope, own)
                held = holds_object(node)
                looped = held and top.looped
                stack.append(_Frame(-end, scope, top.runs if held else scope, looped=looped))


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
    elif is_default(node):
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
        yield Import(lines=lines, local="*", module=module, name="*")
    elif value.type in FUNCTIONS:
        yield from function_named("default", value, "", exported="default")
    elif value.type == "class":
        if field(value, "name") is None:
            yield class_named("default", value, "", exported="default")
    else:
        yield Definition(lines=lines, name="default", kind="value", value=expression(value),
                         exported="default")  # fmt: skip
    yield from members("default", value, "")


def _function(node: Node, scope: str) -> Iterator[Fact]:
    default = is_default(node.parent)
    own = field_text(node, "name") or ("default" if default else "")
    if own:
        exported = "default" if default else ""
        yield from function_named(qualified(scope, own), node, scope, exported=exported)


def _method(node: Node, scope: str) -> Iterator[Fact]:
    own = field_text(node, "name")
    name = qualified(scope, own)
    yield from function_named(name, node, scope)
    if own == "constructor":
        yield from promoted(node, scope)


def _class(node: Node, scope: str) -> Iterator[Fact]:
    default = is_default(node.parent)
    own = field_text(node, "name")
    if own:
        exported = "default" if default else ""
        yield class_named(qualified(scope, own), node, scope, exported=exported)


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
        local = scope and not at_top(node)
        yield from assigned(qualified(scope, own), own, node, value, scope, local=bool(local))


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


def _assign(node: Node, scope: str) -> Iterator[Fact]:
    target, right = dotted(field(node, "left")), field(node, "right")
    if right is None or not target:
        return
    value = plain(right)
    while value.type == "assignment_expression":
        value = plain(field(value, "right") or value)
    own = exported_name(target)
    if own == "default" and value.type == "object":
        yield from members("", value, "")
    elif own == "default":
        yield from _default(value, node_lines(node))
    elif own is not None:
        module = called_module(value)
        if module:
            yield Import(lines=node_lines(node), local=own, module=module)
        else:
            yield from assigned(own, own, node, value, scope, local=False, exported=own)
    elif target.startswith("this.") and target.count(".") == 1:
        yield from own_field(target.removeprefix("this."), node, value, scope)


def _pair(node: Node, scope: str) -> Iterator[Fact]:
    value, key = field(node, "value"), field(node, "key")
    if value is None or key is None or value.type not in FUNCTIONS:
        return
    yield from function_named(qualified(scope, string(key) or node_text(key)), value, scope)


def _inline(node: Node, scope: str) -> Iterator[Fact]:
    own = inline_handler(node)
    if own:
        yield from function_named(qualified(scope, own), node, scope)


_SAYS = {
    "import": _import, "export": _export, "function": _function, "method": _method,
    "class": _class, "value": _value, "pair": _pair, "assign": _assign, "field": class_field,
    "enum": enum, "inline": _inline,
}  # fmt: skip
