"""PHP without a framework: scripts that a web server runs by their path.

Recognises: files that read `$_GET`, `$_POST`, `$_REQUEST` or `$_FILES` outside of functions and
classes, with the names they read as inputs. The path is the file's below its public folder
(`public`, `web`, `htdocs`, `www`, `html`).
Versions seen: PHP 5 to 8.
Not recognised: scripts that read nothing of the request; rules of the web server; files below
folders for views, includes and the like, and files of a namespace, which other files run.
Documentation: https://www.php.net/manual/en/reserved.variables.get.php
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Input, Literally, Route, Router
from backend_architect.survey.grammars.php.text import literal

if TYPE_CHECKING:
    from tree_sitter import Node

_SENT = ("$_POST", "$_FILES")
_ROOT = re.compile(r"^(?:.*/)?(?:public|public_html|web|webroot|htdocs|www|html|httpdocs)/")
_HELD = re.compile(
    r"(?:^|/)(?:vendor|views?|templates?|partials?|includes?|inc|lib|libs|classes|config|bin|"
    r"scripts|cli|themes?|plugins?|wp-[\w-]+|resources|storage|bootstrap|database)/",
    re.IGNORECASE,
)
_FRAMEWORKS = (b"\nnamespace ", b"Slim\\", b"Illuminate\\", b"Symfony\\", b"HttpKernel", b"ABSPATH",
               b"BASEPATH", b"Yii::", b"defined(")  # fmt: skip


@detector(
    language="php",
    anchors=("$_GET", "$_POST", "$_REQUEST", "$_FILES"),
    query="""
    (program) @program
    """,
)
def php_scripts(match: Match) -> Iterator[Fact]:
    """The script as a router, with one route for reading and one for sending."""
    path = match.source.path
    if _HELD.search(path) or any(mark in match.source.data for mark in _FRAMEWORKS):
        return
    read = list(_read(match.nodes("program")[0]))
    if not read:
        return
    yield Router(lines=(1, 1), name="script", framework="php", root=True)
    sent = any(name in _SENT for name, _, _ in read)
    asked = any(name not in _SENT for name, _, _ in read)
    lines = node_lines(read[0][2])
    where = Literally(text="/" + _ROOT.sub("", path))
    if asked or not sent:
        yield Route(lines=lines, router="script", methods=("GET",), path=where, framework="php",
                    inputs=_inputs(read, sent=False))  # fmt: skip
    if sent:
        yield Route(lines=lines, router="script", methods=("POST",), path=where, framework="php",
                    inputs=_inputs(read, sent=True))  # fmt: skip


def _read(program: Node) -> Iterator[tuple[str, str, Node]]:
    """Variable, key and place of each reading of the request outside functions and classes."""
    waiting, count = list(program.named_children), 0
    while waiting and count < 100_000:
        node, count = waiting.pop(0), count + 1
        if node.type in ("function_definition", "class_declaration", "anonymous_function"):
            continue
        if node.type == "subscript_expression" and node.named_child_count == 2:
            name = node_text(node.named_children[0])
            if name in ("$_GET", "$_REQUEST", *_SENT):
                yield name, literal(node.named_children[1]) or "", node
                continue
        waiting.extend(node.named_children)


def _inputs(read: list[tuple[str, str, Node]], *, sent: bool) -> tuple[Input, ...]:
    found = [
        Input(name=key, location="body" if sent else "query", required=False)
        for name, key, _ in read
        if key and (name in _SENT) == sent
    ]
    return tuple(dict.fromkeys(found))
