"""Yii 2: rules of the URL manager.

Recognises: `'rules' => ['GET users/<id:\\d+>' => 'user/view', ...]` of a component `urlManager`,
`addRules([...])`, rules as arrays with `pattern`, `route` and `verb`, REST rules
(`yii\\rest\\UrlRule`) with `controller`, `prefix`, `pluralize`, `only`, `except`, `patterns`,
`extraPatterns`. A module's id is taken to be its folder's name.
Versions seen: Yii 2.
Not recognised: addresses by the names of controllers and actions without a rule, rules of modules
that are computed.
Documentation: https://www.yiiframework.com/doc/guide/2.0/en/runtime-routing,
https://www.yiiframework.com/doc/guide/2.0/en/rest-routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Joined, Literally, Name, Route, Router
from backend_architect.survey.grammars.php.text import dotted, expression, literal
from backend_architect.survey.idioms.php.chains import (
    is_array,
    link_of,
    pairs_of,
    table_of,
    texts_of,
)
from backend_architect.survey.idioms.php.words import plural

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETER = re.compile(r"<([\w.-]+)(?::(?:[^<>]|<[^<>]*>)*)?>")
_VERBS = re.compile(r"\s*((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?:,\s*[A-Z]+)*)\s+(.*)\Z")
_MARKS = ("urlManager", "enablePrettyUrl", "UrlRule", "addRules")
_REST = (
    ("PUT,PATCH {id}", "update"), ("DELETE {id}", "delete"), ("GET,HEAD {id}", "view"),
    ("POST", "create"), ("GET,HEAD", "index"),
)  # fmt: skip


@detector(
    language="php",
    anchors=_MARKS,
    query="""
    (array_element_initializer) @element
    (member_call_expression name: (name) @_name (#eq? @_name "addRules")) @call
    """,
)
def yii_rules(match: Match) -> Iterator[Fact]:
    """The file as a router, and the routes of its rules."""
    call = match.node("call")
    rules = link_of(call).argument(0) if call is not None else _rules(match.nodes("element")[0])
    if not is_array(rules) or not any(mark.encode() in match.source.data for mark in _MARKS):
        return
    module = basename(dirname(match.source.path))
    facts = [fact for key, value in pairs_of(rules) for fact in _rule(key, value, module)]
    if facts:
        yield Router(lines=(1, 1), name="rules", framework="yii", root=True)
        yield from facts


def _rules(pair: Node) -> Node | None:
    """The value of the key "rules"."""
    parts = [part for part in pair.named_children if part.type != "comment"]
    return parts[1] if len(parts) == 2 and literal(parts[0]) == "rules" else None


def _rule(key: str, value: Node, module: str) -> Iterator[Route]:
    said = table_of(value)
    kind = literal(said.get("class")) or dotted(said.get("class"))
    if kind.endswith("UrlRule") and "controller" in said:
        yield from _rest(value, said, module)
    elif is_array(value) and "pattern" in said:
        verbs = tuple(verb.upper() for verb in texts_of(said.get("verb")))
        pattern, target = literal(said["pattern"]) or "", literal(said.get("route")) or ""
        yield _route(value, verbs or ("ANY",), pattern, target)
    elif key and literal(value) is not None:
        found = _VERBS.match(key)
        methods = tuple(re.findall(r"[A-Z]+", found[1])) if found else ("ANY",)
        yield _route(value, methods, found[2] if found else key, literal(value) or "")


def _route(node: Node, methods: tuple[str, ...], pattern: str, target: str) -> Route:
    path = _PARAMETER.sub(r"{\1}", pattern).strip("/")
    controller, _, action = target.strip("/").rpartition("/")
    own = "".join(part.capitalize() for part in controller.rpartition("/")[2].split("-"))
    name = "".join(part.capitalize() for part in action.split("-"))
    known = own and name and "<" not in target
    return Route(
        lines=node_lines(node), router="rules", methods=methods, path=Literally(text=f"/{path}"),
        handler=f"{own}Controller.action{name}" if known else "", framework="yii",
    )  # fmt: skip


def _rest(node: Node, said: dict[str, Node], module: str) -> Iterator[Route]:
    prefix = _text(said.get("prefix"), module)
    many = literal(said.get("pluralize")) != "false"
    for key, value in pairs_of(said["controller"]) or [("", said["controller"])]:
        controller = _text(value, module)
        before, slash, last = controller.rpartition("/")
        base = key or before + slash + (plural(last) if many else last)
        for methods, rest, action in _patterns(said):
            whole = f"{prefix}/{base}/{rest}"
            yield _route(node, methods, whole, f"{controller}/{action}")


def _text(node: Node | None, module: str) -> str:
    """A text in which `$this->id` is the module's id."""
    said = expression(node) if node is not None else None
    parts = said.parts if isinstance(said, Joined) else (said,)
    return "".join(
        part.text if isinstance(part, Literally) else module
        for part in parts
        if isinstance(part, Literally | Name)
    )


def _patterns(said: dict[str, Node]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Methods, path and action of each pattern that is not left out; answers to browsers'
    questions are none."""
    extra = [(p, literal(n) or "") for p, n in pairs_of(said.get("extraPatterns"))]
    told = [(p, literal(n) or "") for p, n in pairs_of(said.get("patterns"))]
    only, without = texts_of(said.get("only")), texts_of(said.get("except"))
    for pattern, action in (*extra, *(told if "patterns" in said else _REST)):
        found = _VERBS.match(f"{pattern} ")
        verbs = re.findall(r"[A-Z]+", found[1]) if found else ["ANY"]
        methods = tuple(verb for verb in verbs if verb not in ("HEAD", "OPTIONS"))
        wanted = (not only or action in only) and action not in (*without, "options")
        if methods and wanted:
            yield methods, (found[2] if found else pattern).strip(), action
