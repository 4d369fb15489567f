"""Yii 2: rules of the URL manager.

Recognises: `'rules' => ['GET users/<id:\\d+>' => 'user/view', ...]` of a component `urlManager`,
rules as arrays with `pattern`, `route` and `verb`, REST rules
(`yii\\rest\\UrlRule`) with `controller`, `prefix`, `pluralize`, `only`, `except`, `extraPatterns`.
Versions seen: Yii 2.
Not recognised: addresses by the names of controllers and actions without a rule, rules of modules
that are computed.
Documentation: https://www.yiiframework.com/doc/guide/2.0/en/runtime-routing,
https://www.yiiframework.com/doc/guide/2.0/en/rest-routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Route, Router
from backend_architect.survey.grammars.php.text import dotted, literal
from backend_architect.survey.idioms.php.chains import is_array, pairs_of, table_of, texts_of
from backend_architect.survey.idioms.php.words import plural

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETER = re.compile(r"<([\w.-]+)(?::(?:[^<>]|<[^<>]*>)*)?>")
_VERBS = re.compile(r"\s*((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?:,\s*[A-Z]+)*)\s+(.*)\Z")
_REST = (
    ("index", ("GET",), ""), ("create", ("POST",), ""), ("view", ("GET",), "/{id}"),
    ("update", ("PUT", "PATCH"), "/{id}"), ("delete", ("DELETE",), "/{id}"),
)  # fmt: skip


@detector(
    language="php",
    anchors=("urlManager", "enablePrettyUrl", "UrlRule"),
    query="(array_element_initializer) @element",
)
def yii_rules(match: Match) -> Iterator[Fact]:
    """The file as a router, and the routes of its rules."""
    pair = match.nodes("element")[0]
    parts = [part for part in pair.named_children if part.type != "comment"]
    if len(parts) != 2 or literal(parts[0]) != "rules" or not is_array(parts[1]):
        return
    facts = [fact for key, value in pairs_of(parts[1]) for fact in _rule(key, value)]
    if facts:
        yield Router(lines=(1, 1), name="rules", framework="yii", root=True)
        yield from facts


def _rule(key: str, value: Node) -> Iterator[Route]:
    said = table_of(value)
    kind = literal(said.get("class")) or dotted(said.get("class"))
    if kind.endswith("UrlRule") and "controller" in said:
        yield from _rest(value, said)
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


def _rest(node: Node, said: dict[str, Node]) -> Iterator[Route]:
    prefix = literal(said.get("prefix")) or ""
    many = literal(said.get("pluralize")) != "false"
    only, without = texts_of(said.get("only")), texts_of(said.get("except"))
    for key, value in pairs_of(said["controller"]) or [("", said["controller"])]:
        controller = literal(value) or ""
        before, slash, last = controller.rpartition("/")
        base = key or before + slash + (plural(last) if many else last)
        for action, methods, path in _REST:
            if (not only or action in only) and action not in without:
                whole = f"{prefix}/{base}{path}"
                yield _route(node, methods, whole, f"{controller}/{action}")
        for pattern, action_node in table_of(said.get("extraPatterns")).items():
            found = _VERBS.match(f"{pattern} " if " " not in pattern else pattern)
            methods = tuple(re.findall(r"[A-Z]+", found[1])) if found else ("ANY",)
            rest = (found[2] if found else pattern).strip()
            target = f"{controller}/{literal(action_node) or ''}"
            yield _route(node, methods, f"{prefix}/{base}/{rest}", target)
