"""Names in the arguments of macros: `routes![list, orders::create]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import node_text
from backend_architect.survey.grammars.rust.text import token_groups

_PATH = re.compile(r"(?:\w+::)*\w+")


def names_in(macro: Node) -> Iterator[str]:
    """The dotted names among a macro's arguments, without the attributes before them."""
    tree = next((c for c in macro.named_children if c.type == "token_tree"), None)
    for group in token_groups(tree) if tree is not None else ():
        written = re.sub(r"#\[[^\]]*\]", "", "".join(node_text(token) for token in group))
        if _PATH.fullmatch(written):
            yield written.replace("::", ".").removeprefix("self.").replace("Self.", "self.")
