"""Routes said by where a file stands: what its folders and name mean, and what it exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, node_lines, node_text
from backend_architect.survey.facts import (
    Action,
    Definition,
    Fact,
    Import,
    Literally,
    Resource,
    Route,
    Router,
)
from backend_architect.survey.grammars.javascript.nodes import dotted, field, field_text, pairs
from backend_architect.survey.grammars.javascript.scopes import exported_name

if TYPE_CHECKING:
    from tree_sitter import Node

#: The name of the router that a file of its own is.
FILE = "(file)"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_PARAMETER = re.compile(r"\[{1,2}(?:\.\.\.)?([\w-]+)(?:=\w+)?\]{1,2}")
_OPTIONAL = re.compile(r"\[\[(?:\.\.\.)?[\w-]+(?:=\w+)?\]\]\Z")
_METHOD = re.compile(
    r"""\bmethod\s*(?:={2,3}|!={1,2})\s*['"`]([A-Z]+)['"`]|case\s+['"`]([A-Z]+)['"`]\s*:"""
)


def bracketed(parts: Iterable[str]) -> tuple[str, ...]:
    """The paths of segments like `users/[id]`, `[...slug]`, `[[id]]`; `(groups)` and `@slots` are
    no part of them. A last optional segment makes two."""
    kept = [each for each in parts if not each.startswith(("(", "@")) or each.startswith("(.")]
    whole = "/" + "/".join(_PARAMETER.sub(_parameter, each) for each in kept)
    if kept and _OPTIONAL.match(kept[-1]):
        return whole.rpartition("/")[0] or "/", whole
    return (whole,)


def _parameter(match: re.Match[str]) -> str:
    return "{" + match.group(1) + "}"


def after(path: str, *folders: str) -> str | None:
    """What stands behind the first of these folders in a path, or None where it is below none."""
    for folder in folders:
        index = f"/{path}".find(f"/{folder}/")
        if index >= 0:
            return path[index + len(folder) + 1 :]
    return None


def stem(name: str) -> str:
    """A file's name without the ending of its language."""
    return re.sub(r"\.(?:[cm]?[jt]sx?|astro|svelte|vue|mdx?)\Z", "", name)


#: Framework -> beginnings of the libraries that bring it.
LIBRARIES = {
    "next": ("next",), "nitro": ("nuxt", "nitro", "@nuxt/", "h3"), "astro": ("astro",),
    "sveltekit": ("@sveltejs/kit",), "medusa": ("@medusajs/",),
    "remix": ("@remix-run/", "@react-router/", "remix"),
    "tanstack": ("@tanstack/react-start", "@tanstack/solid-start", "@tanstack/start"),
    "solidstart": ("@solidjs/start",),
}  # fmt: skip


def router(match: Match, framework: str) -> Router:
    """The router that a file is by its place."""
    return Router(lines=match.lines(), name=FILE, framework=framework, root=True,
                  library=LIBRARIES.get(framework, ()))  # fmt: skip


def served(match: Match, framework: str, routes: Iterable[tuple[str, str, str, tuple[int, int]]]
           ) -> Iterator[Fact]:  # fmt: skip
    """A router for the file and a route for each (method, path, handler, lines)."""
    said = list(routes)
    if said:
        yield router(match, framework)
    for method, path, handler, lines in said:
        yield Route(lines=lines, router=FILE, methods=(method,), path=Literally(text=path),
                    handler=handler, framework=framework)  # fmt: skip


# ---------------------------------------------------------------- exports


def exports(source: Source) -> dict[str, tuple[int, int]]:
    """The names a module exports, with the lines of each ("default", "*" for all of another)."""
    found: dict[str, tuple[int, int]] = {}
    root = source.tree.root_node if source.tree is not None else None
    for statement in root.named_children if root is not None else ():
        for name, node in _exported(statement):
            found.setdefault(name, node_lines(node))
    return found


def _exported(statement: Node) -> Iterator[tuple[str, Node]]:
    if statement.type == "expression_statement":
        yield from _assigned(statement)
    if statement.type != "export_statement":
        return
    if any(child.type == "default" for child in statement.children):
        yield "default", statement
    elif any(child.type == "*" for child in statement.children):
        yield "*", statement
    declaration = field(statement, "declaration")
    for each in declaration.named_children if declaration is not None else ():
        if each.type == "variable_declarator":
            yield from _declared(each)
    if declaration is not None and field(declaration, "name") is not None:
        yield field_text(declaration, "name"), declaration
    for clause in statement.named_children:
        for each in clause.named_children if clause.type == "export_clause" else ():
            yield field_text(each, "alias") or field_text(each, "name"), each


def _declared(declarator: Node) -> Iterator[tuple[str, Node]]:
    name = field(declarator, "name")
    if name is not None and name.type == "object_pattern":
        for each in name.named_children:
            if each.type == "shorthand_property_identifier_pattern":
                yield node_text(each), declarator
            elif each.type == "pair_pattern":
                yield field_text(each, "value"), declarator
    elif name is not None:
        yield node_text(name), declarator


def _assigned(statement: Node) -> Iterator[tuple[str, Node]]:
    """`module.exports = handler`, `exports.GET = ...`."""
    inner = statement.named_children[0] if statement.named_children else statement
    own = exported_name(dotted(field(inner, "left"))) if field(inner, "left") else None
    if own is not None:
        yield own, inner
        if own == "default":
            for key in pairs(field(inner, "right") or inner):
                yield key, inner


def exported_methods(
    source: Source, every: str = "ALL"
) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """(method, exported name, lines) for each export called like a method; ANY for `every`."""
    found = exports(source)
    for name, lines in found.items():
        if name in METHODS:
            yield name, name, lines
        elif name in (every, every.lower(), "fallback"):
            yield "ANY", name, lines


def passed_on(match: Match, framework: str, paths: Iterable[str]) -> Iterator[Fact]:
    """A route file's methods are what `export * from "./route"` of another one answers."""
    lines = match.lines()
    for method, name, at in exported_methods(match.source):
        yield Action(lines=at, controller=FILE, name=name, methods=(method,), handler=name)
    yield Definition(lines=lines, name=FILE, kind="value")
    modules = [f.module for f in match.source.symbols if isinstance(f, Import) and f.local == "*"]
    for module in modules:
        yield router(match, framework)
        yield Import(lines=lines, local="(passed on)", module=module, name=FILE)
        for path in paths:
            yield Resource(lines=lines, router=FILE, path=Literally(text=path),
                           controller="(passed on)", framework=framework)  # fmt: skip


def asked_methods(source: Source) -> tuple[str, ...]:
    """The methods that a handler compares the request's with; ANY where it does not ask."""
    text = source.text
    found = [a or b for a, b in _METHOD.findall(text)]
    known = [each for each in METHODS if each in found]
    return tuple(known) or ("ANY",)
