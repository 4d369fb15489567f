"""Diesel: the tables of `schema.rs`.

Recognises: `table!` with columns, types, lengths left out, `Nullable`, `Array`, `#[sql_name]`, keys
of several columns, schemas before names; `joinable!` as references.
Versions seen: 1.0 to 2.3.
Not recognised: views, custom types (they keep their name in lower case).
Documentation: https://docs.diesel.rs/2.2.x/diesel/macro.table.html
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Entity, Fact, Field, Grouped, Literally
from backend_architect.survey.grammars.rust.text import macro_name, text_of, token_groups
from backend_architect.survey.idioms.rust.column_types import diesel_type
from backend_architect.survey.idioms.rust.items import is_tested, is_text

#: Beginnings of the schemas and tables of the database itself.
_CATALOGS = ("pg_", "information_schema")


@detector(
    language="rust",
    anchors=("table!", "joinable!"),
    query="(macro_invocation (token_tree) @tree) @macro",
)
def diesel_schema(match: Match) -> Iterator[Fact]:
    """A table with its columns, or a reference."""
    name, tree = macro_name(match.nodes("macro")[0]), match.nodes("tree")[0]
    if name == "table" and not _is_local(tree):
        yield from _table(tree)
    elif name == "joinable":
        yield from _joinable(tree)


def _is_local(tree: Node) -> bool:
    """True inside of a function, where temporary tables are made, and in tests."""
    above = tree.parent
    while above is not None and above.type != "function_item":
        above = above.parent
    return above is not None or is_tested(tree)


def _table(tree: Node) -> Iterator[Fact]:
    body = next((c for c in reversed(tree.children) if _is_tree(c, "{")), None)
    if body is None:
        return
    head = _plain(tree.children[1 : tree.children.index(body)])
    keys = next((t for t in reversed(head) if _is_tree(t, "(")), None)
    named = [t for t in head if t.type == "identifier" and t.end_byte <= _start(keys, body)]
    after = max((t.end_byte for t in head if node_text(t) == ";"), default=0)
    named = [t for t in named if t.start_byte >= after]
    if not named or node_text(named[0]).startswith(_CATALOGS):
        return
    name = _sql_name(tree.children[1:]) or node_text(named[-1])
    primary = (
        [node_text(t) for t in keys.named_children if t.type == "identifier"] if keys else ["id"]
    )
    yield Entity(
        lines=(node_lines(named[-1])[0], node_lines(body)[1]),
        name=node_text(named[-1]),
        mapper="diesel",
        table=Literally(text=name),
        schema=node_text(named[-2]) if len(named) > 1 else "",
    )
    for group in token_groups(body):
        yield from _column(node_text(named[-1]), group, primary)
    if len(primary) > 1:
        yield Grouped(
            lines=node_lines(named[-1]),
            entity=node_text(named[-1]),
            kind="primary",
            columns=tuple(primary),
        )


def _is_tree(node: Node, bracket: str) -> bool:
    return node.type == "token_tree" and node_text(node)[:1] == bracket


def _start(keys: Node | None, body: Node) -> int:
    return keys.start_byte if keys is not None else body.start_byte


def _plain(tokens: list[Node]) -> list[Node]:
    """The tokens without attributes and comments."""
    found: list[Node] = []
    skip = False
    for token in tokens:
        if skip:
            skip = False
        elif node_text(token) == "#":
            skip = True
        elif "comment" not in token.type:
            found.append(token)
    return found


def _sql_name(tokens: list[Node]) -> str:
    """What `#[sql_name = "x"]` says, as far as it stands before the first name."""
    for before, token in pairwise(tokens):
        if node_text(before) == "#" and token.type == "token_tree":
            inner = token.named_children
            if len(inner) == 2 and node_text(inner[0]) == "sql_name" and is_text(inner[1]):
                return text_of(inner[1])
        elif token.type == "identifier":
            break
    return ""


def _column(entity: str, group: list[Node], primary: list[str]) -> Iterator[Field]:
    tokens = _plain(group)
    words = [node_text(token) for token in tokens]
    if len(words) < 3 or words[1] != "->":
        return
    kind, nullable = diesel_type("".join(words[2:]))
    name = words[0].removeprefix("r#")
    yield Field(
        lines=node_lines(tokens[0]),
        entity=entity,
        name=name,
        column=_sql_name(group) or name,
        type=kind,
        nullable=nullable,
        primary=primary == [name],
    )


def _joinable(tree: Node) -> Iterator[Grouped]:
    """`joinable!(posts -> users (user_id));`"""
    tokens = tree.children[1:-1]
    names = [node_text(t) for t in tokens if t.type == "identifier"]
    inner = next((t for t in tokens if t.type == "token_tree"), None)
    if len(names) < 2 or inner is None or not inner.named_children:
        return
    yield Grouped(
        lines=node_lines(tree),
        entity=names[0],
        kind="foreign",
        columns=(node_text(inner.named_children[0]),),
        references=names[-1],
    )
