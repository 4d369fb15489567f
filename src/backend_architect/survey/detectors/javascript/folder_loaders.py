"""Modules of a folder that a program loads and registers one after the other.

Recognises: `fs.readdirSync(folder)`, `glob.sync(pattern)`, `requireDirectory`, `require-all` with a
folder that the file says, where the loop mounts each module on a router or hands it one
(`app.use(require(...))`, `require(...)(app)`); the name of the file as the path where the mount
names it.
Versions seen: Node.js 12 to 24, glob 7 to 11.
Not recognised: filters by name; folders given by settings (said as a gap).
Documentation: https://nodejs.org/api/fs.html#fsreaddirsyncpath-options
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, FolderMount, Literally, Unresolved
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    expression,
    field,
    field_text,
    joined,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.express import Receiver
from backend_architect.survey.idioms.javascript.express_paths import open_paths

if TYPE_CHECKING:
    from tree_sitter import Node

_LOADS = re.compile(
    r"readdirSync|readdir\b|glob\.sync|globSync|fg\.sync|requireDirectory|requireAll"
)
_HERE = re.compile(r"__dirname|import\.meta")
_STARS = re.compile(r"/?[^/]*[*{].*\Z")
_LOADED = re.compile(r"require\(|import\(")
_GOES_THROUGH = ("forEach", "map", "filter", "each")


@detector(
    language="javascript",
    anchors=("readdir", "glob", "requireDirectory", "requireAll"),
    query="""
    (call_expression
      function: (member_expression property: (property_identifier) @_use)
      arguments: (arguments (_) @last .) (#eq? @_use "use")) @mount
    (call_expression
      function: (call_expression function: (identifier) @_require)
      arguments: (arguments . (identifier) @handed) (#eq? @_require "require")) @given
    """,
)
def folder_loaders(match: Match) -> Iterator[Fact]:
    """A folder's modules below the router that a loop registers them on."""
    mount, given = match.node("mount"), match.node("given")
    call = mount or given
    if call is None or not _LOADS.search(match.source.text):
        return
    if mount is not None and not _is_loaded(match, call):
        return
    loop = _loop(call)
    if loop is None:
        return
    folder = _folder(match, loop)
    name = match.text("handed") or Receiver(match.source, call).name
    if not name:
        return
    if not folder:
        yield Unresolved(lines=node_lines(call), what="routes of a folder",
                         reason="Which folder it loads is known only when it runs.")  # fmt: skip
        return
    prefix, named = _prefix(call) if mount is not None else (Literally(text=""), False)
    yield FolderMount(lines=node_lines(call), scope=scope_of(call), parent=name, folder=folder,
                      prefix=prefix, named="files" if named else "")  # fmt: skip


def _is_loaded(match: Match, call: Node) -> bool:
    """Whether what is mounted was loaded: in place, or by a name of the loop that holds it."""
    last = match.node("last")
    text = node_text(last) if last is not None else ""
    if _LOADED.search(text):
        return True
    head = dotted(last).partition(".")[0]
    loop = _loop(call)
    around = node_text(loop) if loop is not None else ""
    held = re.escape(head)
    return bool(head) and bool(
        re.search(rf"\b{held}\s*=\s*(?:await\s+)?(?:require|import)\(|\{{[^{{}}]*\b{held}\b[^{{}}]*\}}"
                  rf"\s*=\s*(?:await\s+)?(?:require|import)\(", around)
    )  # fmt: skip


def _loop(call: Node) -> Node | None:
    """The outermost statement around a call that goes through files."""
    around: Node | None = call.parent
    while around is not None and around.type != "program":
        if around.type in ("for_in_statement", "for_statement"):
            return around
        word = field_text(field(around, "function"), "property")
        if around.type == "call_expression" and word in _GOES_THROUGH:
            return around
        around = around.parent
    return None


def _folder(match: Match, loop: Node) -> str:
    """The folder whose names the loop goes through, from the repository."""
    listed = field(loop, "right") or field(field(loop, "function"), "object")
    for _ in range(6):
        if listed is None:
            return ""
        listed = plain(listed)
        if listed.type == "identifier":
            listed = _declared(listed)
            continue
        if _LOADS.search(dotted(field(listed, "function")) or ""):
            first = next(iter(arguments(listed)), None)
            return _named(match, first) if first is not None else ""
        listed = field(field(listed, "function"), "object")
    return ""


def _named(match: Match, node: Node) -> str:
    node = plain(node)
    if node.type == "identifier" and node_text(node) != "__dirname":
        declared = _declared(node)
        return _named(match, declared) if declared is not None else ""
    given = arguments(node) if node.type == "call_expression" else [node]
    texts = [string(each) for each in given if string(each)]
    if node.type in ("template_string", "binary_expression"):
        texts = re.findall(r"[/.][\w./*{},-]+", node_text(node).replace("__dirname", ""))
    here = bool(_HERE.search(node_text(node)))
    own = _STARS.sub("", "/".join(each for each in texts if each)).strip("/")
    if not here and not own:
        return ""
    return normpath(join(dirname(match.source.path), own)) if here else own


def _declared(name: Node) -> Node | None:
    """The value a name is declared with in the blocks around, or at the top."""
    wanted, around = node_text(name), name.parent
    while around is not None:
        for statement in around.named_children if around.type in _BLOCKS else ():
            for each in statement.named_children:
                if each.type == "variable_declarator" and field_text(each, "name") == wanted:
                    return field(each, "value")
        around = around.parent
    return None


_BLOCKS = ("program", "statement_block")


def _prefix(call: Node) -> tuple[Expression, bool]:
    """The path before the module, and whether the file's name is its last part."""
    given = arguments(call)
    if len(given) < 2:
        return Literally(text=""), False
    said = open_paths(expression(given[0]))[-1]
    if isinstance(said, Literally):
        return said, False
    text = node_text(given[0])
    first = re.match(r"[`'\"](/[\w/-]*)", text)
    return joined([Literally(text=first[1] if first else "")]), True
