"""WordPress: routes of its REST API and of `admin-ajax.php`.

Recognises: `register_rest_route(namespace, route, args)` with one or several sets of arguments,
`methods` as texts, lists or constants of `WP_REST_Server`, namespaces and bases in fields of the
class; `add_action('wp_ajax_...')` is one of many actions of one address and is left out.
Versions seen: WordPress 4.4 to 6.
Not recognised: routes that a controller of WordPress itself registers.
Documentation: https://developer.wordpress.org/rest-api/extending-the-rest-api/adding-custom-endpoints/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Guard, Joined, Literally, Route, Router
from backend_architect.survey.grammars.php.text import arguments_of, dotted, expression, joined
from backend_architect.survey.idioms.php.chains import is_array, pairs_of, table_of, texts_of
from backend_architect.survey.idioms.php.handlers import handler_of

if TYPE_CHECKING:
    from tree_sitter import Node

_CONSTANTS = {
    "READABLE": ("GET",), "CREATABLE": ("POST",), "EDITABLE": ("POST", "PUT", "PATCH"),
    "DELETABLE": ("DELETE",), "ALLMETHODS": ("GET", "POST", "PUT", "PATCH", "DELETE"),
}  # fmt: skip
_NAMED = re.compile(r"\(\?P?<(\w+)>")


@detector(
    language="php",
    anchors=("register_rest_route",),
    query="""
    (function_call_expression function: (name) @_name (#eq? @_name "register_rest_route")) @call
    """,
)
def wordpress_rest(match: Match) -> Iterator[Fact]:
    """The file as a router, and the routes of one call."""
    call = match.nodes("call")[0]
    given = [value for _, value in arguments_of(call)]
    if len(given) < 3:
        return
    path = _plain(joined([Literally(text="/wp-json/"), expression(given[0]), Literally(text="/"),
                          expression(given[1])]))  # fmt: skip
    scope = match.scope("call")
    yield Router(lines=(1, 1), name="rest", framework="wordpress", root=True)
    for node in _sets(given[2]):
        said = table_of(node)
        handler = handler_of(said.get("callback"))
        name = handler.name.replace("this.", f"{scope.partition('.')[0]}.") if handler else ""
        methods = _methods(said.get("methods"))
        yield Route(
            lines=node_lines(node), scope=scope, router="rest", methods=methods, path=path,
            handler=name, framework="wordpress", guards=_guards(said),
        )  # fmt: skip


def _sets(node: Node) -> list[Node]:
    """The sets of arguments: a list of them, or the one."""
    inner = [value for key, value in pairs_of(node) if not key and is_array(value)]
    return inner or [node]


def _methods(node: Node | None) -> tuple[str, ...]:
    """The methods; GET unless told."""
    if node is None:
        return ("GET",)
    known = _CONSTANTS.get(dotted(node).rpartition(".")[2])
    listed = [m for text in texts_of(node) for m in re.findall(r"[A-Z]+", text.upper())]
    return known or tuple(dict.fromkeys(listed)) or ("GET",)


def _guards(said: dict[str, Node]) -> tuple[Guard, ...]:
    """The permission callback, but not the one that lets everybody in."""
    found = handler_of(said.get("permission_callback"))
    name = found.method if found is not None else ""
    return (Guard(name=name, role="authorization"),) if name else ()


def _plain(path: Expression) -> Expression:
    if isinstance(path, Joined):
        return Joined(parts=tuple(_plain(part) for part in path.parts))
    return Literally(text=_patterns(path.text)) if isinstance(path, Literally) else path


def _patterns(text: str) -> str:
    """The path with `(?P<id>[\\d]+)` as `{id}`."""
    found = _NAMED.search(text)
    while found is not None:
        depth, end = 1, found.end()
        while end < len(text) and depth:
            depth += (text[end] == "(") - (text[end] == ")")
            end += 1
        text = f"{text[: found.start()]}{{{found[1]}}}{text[end:]}"
        found = _NAMED.search(text)
    return text
