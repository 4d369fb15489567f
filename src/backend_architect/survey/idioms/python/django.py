"""Reading Django's words: URL patterns, permissions, the app a file belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from backend_architect.survey.detector import node_text
from backend_architect.survey.facts import Expression, Guard, Joined, Literally
from backend_architect.survey.grammars.python.nodes import class_bases
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    attribute_of,
    callee,
    decorators,
    dotted,
    elements,
    last,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_CONVERTER = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
#: Class attributes of DRF's views that name checks, and whether their names are permissions.
CHECKS = ("authentication_classes", "permission_classes", "throttle_classes")
#: Permissions that lift those of the whole service; for reading only, those that say so.
_OPEN = frozenset(("AllowAny",))
_OPEN_TO_READERS = re.compile(r"OrReadOnly$|AnonReadOnly$|^ReadOnly$")
_MIXINS = re.compile(r"(?:LoginRequired|PermissionRequired|UserPassesTest|StaffRequired|"
                     r"SuperuserRequired|AccessMixin|GroupRequired)\w*$")  # fmt: skip
_DRESSING = frozenset(
    ("api_view", "renderer_classes", "parser_classes", "action", "override", "property")
)


def open_path(path: Expression, *, regular: bool = False) -> Expression:
    """A route's text in OpenAPI's form, from `path()`'s or (`regular`) `re_path()`'s."""
    if isinstance(path, Literally):
        text = path_of_regex(path.text) if regular else _CONVERTER.sub(r"{\1}", path.text)
        return Literally(text=text)
    if isinstance(path, Joined):
        return Joined(parts=tuple(open_path(part, regular=regular) for part in path.parts))
    return path


def path_of_regex(pattern: str) -> str:
    """The path a URL's regular expression matches, groups as parameters: `^a/(?P<id>\\d+)/$` is
    `a/{id}/`. An optional piece is left out, of alternatives the first is taken."""
    text = pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z").removeprefix("\\A")
    return "".join(_pieces(text, [0]))


def _pieces(text: str, unnamed: list[int]) -> Iterator[str]:
    position = 0
    while position < len(text):
        end = _end_of_atom(text, position)
        atom, position = text[position:end], end
        quantifier = re.match(r"[*+?]\??|\{[\d,]+\}\??", text[position:])
        position += len(quantifier.group(0)) if quantifier else 0
        if quantifier and quantifier.group(0)[0] in "?*" and atom[:1] != "(":
            continue
        if quantifier and quantifier.group(0)[0] == "?" and atom.startswith("(?:"):
            continue
        yield from _atom(atom, unnamed)


def _end_of_atom(text: str, start: int) -> int:
    """Where the letter, escape, class or group that begins at `start` ends."""
    if text[start] == "\\":
        return start + 2
    if text[start] == "[":
        closing = text.find("]", start + 2)
        return closing + 1 if closing > 0 else len(text)
    if text[start] != "(":
        return start + 1
    depth, position = 0, start
    while position < len(text):
        letter = text[position]
        position += 2 if letter == "\\" else 1
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return position
    return len(text)


def _atom(atom: str, unnamed: list[int]) -> Iterator[str]:
    named = re.match(r"\(\?P<(\w+)>", atom)
    if named:
        yield f"{{{named.group(1)}}}"
    elif atom.startswith("(?:"):
        yield from _pieces(atom[3:-1].split("|")[0], unnamed)
    elif atom.startswith("(?"):
        return
    elif atom[0] in "([" or atom in ("\\d", "\\w", "\\S", "."):
        if atom == ".":
            yield "."
            return
        unnamed[0] += 1
        yield f"{{arg{unnamed[0]}}}"
    elif atom[0] == "\\":
        yield atom[1:]
    elif atom not in "^$":
        yield atom


# ---------------------------------------------------------------- guards


def named_guards(listed: Node | None) -> Iterator[Guard]:
    """The guards of `permission_classes = [A, B & C]` and its like."""
    for each in elements(listed) or ((listed,) if listed is not None else ()):
        for name in re.findall(r"[A-Za-z_][\w.]*", node_text(each)):
            if last(name) in _OPEN:
                yield Guard(name=name, role="authorization", opens=True)
            elif last(name)[:1].isupper():
                yield guard(name)


def for_method(guards: tuple[Guard, ...], method: str) -> tuple[Guard, ...]:
    """The guards as they meet a method: `IsAuthenticatedOrReadOnly` lets readers pass."""
    return tuple(
        Guard(name=each.name, role=each.role, opens=True)
        if method == "GET" and _OPEN_TO_READERS.search(last(each.name))
        else each
        for each in guards
    )


def class_guards(class_: Node) -> tuple[Guard, ...]:
    """What a view class demands: its mixins, its DRF attributes, its method decorators."""
    found = [guard(base) for base in class_bases(class_) if _MIXINS.search(base)]
    for attribute in CHECKS:
        value = attribute_of(class_, attribute)
        if value is None or (attribute == "authentication_classes" and found):
            continue
        found.extend(named_guards(value))
    for each in decorators(class_):
        if last(callee(each)) == "method_decorator":
            found.extend(_decorator_guard(arguments(each).get("decorator", 0)))
    return tuple(dict.fromkeys(found))


def function_guards(function: Node) -> tuple[Guard, ...]:
    """What the decorators of a view function or method demand."""
    found: list[Guard] = []
    for each in decorators(function):
        name = last(callee(each) or dotted(each))
        if name in CHECKS:
            found.extend(named_guards(arguments(each).get("classes", 0)))
        elif name == "method_decorator":
            found.extend(_decorator_guard(arguments(each).get("decorator", 0)))
        elif name not in _DRESSING:
            found.extend(_decorator_guard(each))
    return tuple(dict.fromkeys(found))


def _decorator_guard(node: Node | None) -> Iterator[Guard]:
    for each in elements(node) or ((node,) if node is not None else ()):
        name = callee(each) or dotted(each)
        if name and guard(name).role != "other" and "exempt" not in name:
            yield guard(name)


# ---------------------------------------------------------------- classes and apps


def takes_request(function: Node, position: int) -> bool:
    """True if the parameter at this place is named as Django's views name the request."""
    listed = function.child_by_field_name("parameters")
    named = listed.named_children if listed is not None else []
    if position >= len(named):
        return False
    name = named[position].child_by_field_name("name") or named[position]
    return re.match(r"(?:_?req(?:uest)?\b|\*)", node_text(name)) is not None


def app_label(path: str) -> str:
    """The label of the app whose models a file holds: the folder of `models.py` or `models/`."""
    folder = dirname(path)
    parts = folder.split("/")
    for marker in ("models", "migrations"):
        if marker in parts:
            return parts[parts.index(marker) - 1] if parts.index(marker) else ""
    return basename(folder)
