"""The imports, definitions and calls of a Rust file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import structs
from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.rust.text import (
    callee_of,
    expression,
    inner_type,
    own_name,
    parameters_of,
    plain_type,
)
from backend_architect.survey.grammars.tree import Spans

#: First parts of a path that name no crate.
_RELATIVE = ("crate", "super", "self", "Self", "std", "core", "alloc")


def say_places() -> Iterator[Import]:
    """`crate` and `super` are known in every file."""
    for word in ("crate", "super"):
        yield Import(lines=(1, 1), local=word, module=word)


def say_heads(nodes: Iterable[Node], known: set[str]) -> Iterator[Import]:
    """Crates and modules that are named without a `use` before: `orders::list()`."""
    for node in nodes:
        name = node_text(node)
        if name in known or name in _RELATIVE or not name[:1].islower():
            continue
        known.add(name)
        yield Import(lines=node_lines(node), local=name, module=name)


def say_use(node: Node) -> Iterator[Import]:
    """Every name a `use` brings, each as an import of its own."""
    argument = node.child_by_field_name("argument")
    if argument is not None:
        for local, parts in _used(argument, []):
            yield _import(node, local, parts[_inline(node, parts) :])


def _inline(node: Node, parts: list[str]) -> int:
    """How many `super` of a path lead out of modules written in this very file."""
    depth, above = 0, node.parent
    while above is not None:
        depth += above.type == "mod_item"
        above = above.parent
    leading = next((n for n, part in enumerate(parts) if part != "super"), len(parts))
    return min(depth, leading)


def _import(node: Node, local: str, parts: list[str]) -> Import:
    lines = node_lines(node)
    while parts and parts[0] == "self":
        parts = parts[1:] if len(parts) > 1 else ["self"]
        if parts == ["self"]:
            break
    module, name = ".".join(parts[:-1]) or "self", parts[-1] if parts else ""
    if name == "*":
        return Import(lines=lines, local="*", module=module, name="*")
    if len(parts) <= 1:
        return Import(lines=lines, local=local, module=name or "self")
    return Import(lines=lines, local=local, module=module, name=name)


def _used(node: Node, before: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Local name and path of everything below a part of a `use`."""
    if node.type == "scoped_use_list":
        path, inner = node.child_by_field_name("path"), node.child_by_field_name("list")
        start = [*before, *_parts(path)]
        for each in inner.named_children if inner is not None else ():
            yield from _used(each, start)
    elif node.type == "use_list":
        for each in node.named_children:
            yield from _used(each, before)
    elif node.type == "use_as_clause":
        alias = node.child_by_field_name("alias")
        path = node.child_by_field_name("path")
        yield node_text(alias) if alias is not None else "", [*before, *_parts(path)]
    elif node.type == "use_wildcard":
        path = next(iter(node.named_children), None)
        yield "*", [*before, *_parts(path), "*"]
    elif node.type == "self" and before:
        yield before[-1], before
    elif node.type in ("identifier", "scoped_identifier", "crate", "super", "self"):
        parts = [*before, *_parts(node)]
        yield parts[-1], parts


def _parts(node: Node | None) -> list[str]:
    written = node_text(node) if node is not None else ""
    return [part.strip().removeprefix("r#") for part in written.split("::") if part.strip()]


def followed(facts: list[Import | Definition]) -> Iterator[Import | Definition]:
    """Paths that begin with a name another `use` brings (`use shop::uri; use uri::ORDERS;`) as
    paths from where that comes from."""
    brought = {
        each.local: f"{each.module}.{each.name}" if each.name else each.module
        for each in facts
        if isinstance(each, Import) and each.local != "*"
    }
    for each in facts:
        head, _, rest = each.module.partition(".") if isinstance(each, Import) else ("", "", "")
        source = brought.get(head, "")
        known = isinstance(each, Import) and each.local != head and source.partition(".")[0] != head
        if isinstance(each, Import) and source and known:
            module = f"{source}.{rest}" if rest else source
            yield structs.replace(each, module=module)
        else:
            yield each


def say_module(node: Node) -> Iterator[Import | Definition]:
    """`mod x;` makes the file of that name known; a module in place is a class of its names."""
    name = own_name(node)
    if node.child_by_field_name("body") is None:
        yield Import(lines=node_lines(node), local=name, module=f"self.{name}")
    else:
        yield Definition(lines=node_lines(node), name=name, kind="class")


def say_function(node: Node, spans: Spans) -> Iterator[Fact]:
    """A function or method with its parameters."""
    name = spans.names[node.id]
    given = list(parameters_of(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=inner_type(node.child_by_field_name("return_type")),
        parameters=tuple(parameter for parameter, _, _ in given),
    )
    for parameter, kind, declared in given:
        if parameter != "_":
            yield Definition(
                lines=node_lines(declared),
                scope=name,
                name=f"{name}.{parameter}",
                kind="parameter",
                type=inner_type(kind),
            )


def say_type(node: Node, spans: Spans) -> Iterator[Fact]:
    """A struct with its fields, an enum or a trait."""
    name = spans.names[node.id]
    around = name.rpartition(".")[0]
    yield Definition(lines=node_lines(node), scope=around, name=name, kind="class")
    body = node.child_by_field_name("body")
    for field in body.named_children if body is not None else ():
        if field.type == "field_declaration":
            yield Definition(
                lines=node_lines(field),
                scope=name,
                name=f"{name}.{own_name(field)}",
                kind="field",
                type=inner_type(field.child_by_field_name("type")),
            )


def say_alias(node: Node, spans: Spans) -> Iterator[Fact]:
    """`type Pool = ...` is another name for a type."""
    kind = plain_type(node.child_by_field_name("type"))
    if kind:
        yield Definition(
            lines=node_lines(node),
            scope=spans.scope(node),
            name=_scoped(spans.scope(node), own_name(node)),
            kind="value",
            type=kind,
        )


def say_value(node: Node, spans: Spans) -> Iterator[Fact]:
    """A `const`, `static` or `let` of which something is known."""
    pattern = node.child_by_field_name("name") or node.child_by_field_name("pattern")
    if pattern is None or pattern.type != "identifier":
        return
    given = node.child_by_field_name("value")
    said = expression(given) if given is not None else None
    kind = inner_type(node.child_by_field_name("type"))
    local = node.type == "let_declaration"
    if local and not kind and (said is None or isinstance(said, Opaque)):
        return
    scope = spans.scope(node)
    yield Definition(
        lines=node_lines(node),
        scope=scope,
        name=_scoped(scope, node_text(pattern)),
        kind="value",
        type=kind,
        value=None if isinstance(said, Opaque) else said,
    )


def _scoped(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name


def say_call(node: Node, spans: Spans) -> Call:
    """A call by name ("Repo.save", "self.repo.save"), or of a method of something nameless."""
    return Call(
        lines=node_lines(node),
        scope=spans.scope(node),
        callee=callee_of(node),
        looped=spans.looped(node),
    )
