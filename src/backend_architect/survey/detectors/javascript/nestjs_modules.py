"""NestJS: modules with a path before their controllers.

Recognises: `RouterModule.register([{ path, module, children }])` and `forRoutes`, written out or
held by a name of the same file; the controllers of `@Module`.
Versions seen: 8 to 11; nest-router 1.x.
Not recognised: routes of modules put together when the program runs (said as a gap).
Documentation: https://docs.nestjs.com/recipes/router-module
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Fact, Literally, Mount, Name, Router, Unresolved
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    field,
    pairs,
    plain,
)
from backend_architect.survey.idioms.javascript import nestjs

if TYPE_CHECKING:
    from tree_sitter import Node

_ROUTER = "(modules)"


@detector(
    language="javascript",
    anchors=("RouterModule", "@Module("),
    query="""
    (call_expression
      function: (member_expression object: (identifier) @_module
                                   property: (property_identifier) @_register)
      (#eq? @_module "RouterModule") (#any-of? @_register "register" "forRoutes")) @router_module
    (decorator (call_expression function: (identifier) @_name) (#eq? @_name "Module")) @module
    """,
)
def nestjs_modules(match: Match) -> Iterator[Fact]:
    """A mount for each module with a path, and for each controller of a module."""
    call, module = match.node("router_module"), match.node("module")
    if call is not None:
        yield from _prefixed(call)
    elif module is not None:
        yield from _controllers(module)


def _prefixed(call: Node) -> Iterator[Fact]:
    given = arguments(call)
    listed = _listed(given[0]) if given else None
    if listed is None:
        yield Unresolved(lines=node_lines(call), what="prefixes of modules",
                         reason="RouterModule gives whole modules a prefix.")  # fmt: skip
        return
    yield Router(lines=node_lines(call), name=_ROUTER, framework="nestjs", root=True)
    yield from _tree(listed, ())


def _listed(node: Node) -> Node | None:
    """The array itself, or the one a name of the file's top holds."""
    node = plain(node)
    if node.type == "array":
        return node
    top = node
    while top.parent is not None:
        top = top.parent
    for statement in top.named_children:
        held = field(statement, "declaration") or statement
        for each in held.named_children:
            if each.type == "variable_declarator" and dotted(field(each, "name")) == dotted(node):
                value = field(each, "value")
                found = plain(value) if value is not None else None
                return found if found is not None and found.type == "array" else None
    return None


def _tree(listed: Node, above: tuple[str, ...]) -> Iterator[Fact]:
    for each in elements(listed):
        members = pairs(each)
        said = nestjs.paths(members.get("path"))[-1]
        if not isinstance(said, Literally):
            continue
        path, module = (*above, said.text.strip("/")), dotted(members.get("module")) or dotted(each)
        if module:
            yield Mount(lines=node_lines(each), parent=_ROUTER, child=Name(dotted=module),
                        prefix=Literally(text="/" + "/".join(p for p in path if p)))  # fmt: skip
        if "children" in members:
            yield from _tree(members["children"], path)


def _controllers(decorator: Node) -> Iterator[Fact]:
    """`@Module({ controllers: [Users] })`: the module counts as a router once it has a path."""
    owner = nestjs.class_of(decorator)
    call = decorator.named_children[0] if decorator.named_children else None
    options = pairs(next(iter(arguments(call)), None))
    listed = nestjs.names_of_classes(options.get("controllers"))
    if owner is None or not listed:
        return
    name, lines = nestjs.class_name(owner), node_lines(decorator)
    yield Router(lines=lines, name=name, framework="nestjs", if_mounted=True)
    for each in listed:
        yield Mount(lines=lines, parent=name, child=Name(dotted=each))
