"""Kotlin, by tree-sitter-kotlin.

Scopes are the names of the declarations around, "Order.place", "Outer.Inner.run"; packages are left
out. Members of a companion object are those of its class, a constructor is called "Order.new".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import tree_sitter_kotlin
from tree_sitter import Language, Node, Tree

from backend_architect.survey.facts import Fact
from backend_architect.survey.grammars.kotlin import symbols
from backend_architect.survey.grammars.kotlin.text import (
    DECLARATIONS,
    callee_of,
    expression,
    own_name,
)
from backend_architect.survey.grammars.tree import Captures, Spans, Tongue, TreeGrammar

#: Functions that call their block once per element.
_EACH = frozenset(
    ("forEach", "forEachIndexed", "onEach", "map", "mapNotNull", "mapIndexed", "flatMap", "filter",
     "associate", "associateBy", "associateWith", "groupBy", "any", "all", "none", "sumOf", "fold",
     "removeIf", "repeat")
)  # fmt: skip

_SYMBOLS = """
(import) @import
[(class_declaration) (object_declaration)] @class
(companion_object) @companion
[(function_declaration) (secondary_constructor)] @function
(property_declaration) @property
(call_expression) @call
(for_statement (_) @loop .)
(while_statement (_) @loop .)
(call_expression (annotated_lambda) @block)
"""


def per_element(block: Node) -> bool:
    """True for a block that its call runs once per element."""
    call = block.parent
    if call is None or call.type != "call_expression":
        return False
    return callee_of(call).rpartition(".")[2] in _EACH


def _repeats(outer: Node, inner: Node) -> bool:
    if outer.type in ("for_statement", "while_statement", "do_while_statement"):
        return inner == outer.named_children[-1]
    return inner.type == "annotated_lambda" and per_element(inner)


def _say(found: Captures) -> Iterator[Fact]:
    loops = [*found.get("loop", []), *(n for n in found.get("block", []) if per_element(n))]
    kinds = ("class", "companion", "function")
    spans = Spans([node for kind in kinds for node in found.get(kind, [])], loops, own_name)
    for node in found.get("import", []):
        yield from symbols.say_import(node)
    for node in found.get("class", []):
        yield from symbols.say_class(node, spans)
    for node in found.get("function", []):
        yield from symbols.say_function(node, spans)
    for node in found.get("property", []):
        yield from symbols.say_property(node, spans)
    for node in found.get("call", []):
        yield from symbols.say_call(node, spans)


_KOTLIN = Tongue(_SYMBOLS, _say, expression, DECLARATIONS, own_name, _repeats)


#: What the parser cannot read: `$$"..."`, raw texts with a backslash, or with a dollar sign at
#: their end, a comma after the last type argument, a property right before a brace, a call of a
#: function `get` in the line after a property, which it takes for that property's getter.
_PREFIXED = re.compile(rb'\$\$+"[^"\n]*"')
_COMMA = re.compile(rb",(?=\s*>)")
_BRACE = re.compile(rb"(\b(?:val|var)\b[^\n{};]*[^\s{};]) \}")
_GET = re.compile(rb"(?<=[ \t])get(?=[ \t]*[<{]|\((?!\s*\)))")
_ENDED = re.compile(rb"(?:[\w)\"}\]?]|(?<!-)>)$(?<!\belse)(?<!\breturn)(?<!\bby)")
_REMARK = re.compile(rb"[ \t]//.*$")
_RAW = re.compile(rb'"""(?:.*?)"""(?!")', re.DOTALL)


def _plain(found: re.Match[bytes]) -> bytes:
    inner = found[0][3:-3].replace(b"\\", b" ")
    return b'"""' + (inner[:-1] + b" " if inner.endswith(b"$") else inner) + b'"""'


def _before(lines: list[bytes], at: int) -> bytes:
    """The code line before a line, without remarks."""
    while at > 0:
        at -= 1
        line = _REMARK.sub(b"", lines[at]).strip()
        if line and not line.startswith((b"//", b"/*", b"*")):
            return line
    return b""


def _separated(text: bytes) -> bytes:
    """The text with a semicolon in the blank before calls of `get` that follow a statement."""
    if _GET.search(text) is None:
        return text
    lines = text.split(b"\n")
    for at, line in enumerate(lines):
        blank = len(line) - len(line.lstrip())
        if blank and _GET.match(line, blank) and _ENDED.search(_before(lines, at)):
            lines[at] = line[: blank - 1] + b";" + line[blank:]
    return b"\n".join(lines)


class KotlinGrammar(TreeGrammar):
    """The common grammar, with what the parser cannot read made plain in place."""

    def parse(self, text: bytes) -> Tree:
        """The syntax tree; erroneous parts are marked in it."""
        plain = _PREFIXED.sub(lambda found: found[0].replace(b"$", b" "), text)
        plain = _COMMA.sub(b" ", _RAW.sub(_plain, plain))
        return super().parse(_separated(_BRACE.sub(rb"\1;}", plain)))


@cache
def grammar(slug: str) -> TreeGrammar:
    """The grammar; Kotlin has one."""
    return KotlinGrammar(slug, Language(tree_sitter_kotlin.language()), _KOTLIN)
