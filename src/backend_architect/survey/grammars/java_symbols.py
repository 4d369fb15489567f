"""The imports, definitions and calls of a Java file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from tree_sitter import Node

from backend_architect.survey.detector import node_lines, node_text
from backend_architect.survey.facts import Call, Definition, Fact, Import, Opaque
from backend_architect.survey.grammars.java_text import (
    bases_of,
    callee_of,
    dotted,
    expression,
    inner_type,
    own_name,
    parameters_of,
    plain_type,
)


class Places:
    """Which declaration and which loop a byte stands in, without walking up the tree."""

    def __init__(self, declarations: list[Node], loops: list[Node]) -> None:
        self.names: dict[int, str] = {}
        edges: list[tuple[int, str]] = [(-1, "")]
        open_: list[tuple[int, str]] = []
        for node in sorted(declarations, key=lambda each: (each.start_byte, -each.end_byte)):
            while open_ and open_[-1][0] <= node.start_byte:
                end, _ = open_.pop()
                edges.append((end, open_[-1][1] if open_ else ""))
            own = own_name(node)
            whole = f"{open_[-1][1]}.{own}" if open_ else own
            self.names[node.id] = whole
            open_.append((node.end_byte, whole))
            edges.append((node.start_byte, whole))
        while open_:
            end, _ = open_.pop()
            edges.append((end, open_[-1][1] if open_ else ""))
        self._starts = [at for at, _ in edges]
        self._scopes = [scope for _, scope in edges]
        bodies = sorted((node.start_byte, node.end_byte) for node in loops)
        self._loops = [start for start, _ in bodies]
        self._reach = list(accumulate((end for _, end in bodies), max))

    def scope(self, node: Node) -> str:
        """The qualified name of the declaration around the node, "" at the top."""
        return self._scopes[bisect_right(self._starts, node.start_byte) - 1]

    def looped(self, node: Node) -> bool:
        """True inside the body of a loop."""
        number = bisect_right(self._loops, node.start_byte) - 1
        return number >= 0 and node.start_byte < self._reach[number]


def say_import(node: Node) -> Iterator[Import]:
    """The import, split into the file's class and the name in it."""
    path = next(
        (c for c in node.named_children if c.type in ("scoped_identifier", "identifier")), None
    )
    parts = dotted(path).split(".")
    everything = any(child.type == "asterisk" for child in node.named_children)
    top = next((number for number, part in enumerate(parts) if part[:1].isupper()), None)
    lines = node_lines(node)
    if top is None and everything:
        yield Import(lines=lines, local="*", module=f"{'.'.join(parts)}.*", name="*")
        return
    top = len(parts) - 1 if top is None else top
    module, name = ".".join(parts[: top + 1]), ".".join(parts[top:])
    local = "*" if everything else parts[-1]
    yield Import(lines=lines, local=local, module=module, name=f"{name}.*" if everything else name)


def say_class(node: Node, places: Places) -> Iterator[Fact]:
    """A class, interface, enum or record; a record's components are its fields."""
    name = places.names[node.id]
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="class",
        bases=tuple(plain_type(base) for base in bases_of(node)),
    )
    if node.type == "record_declaration":
        for component, kind, declared in parameters_of(node):
            yield Definition(
                lines=node_lines(declared),
                scope=name,
                name=f"{name}.{component}",
                kind="field",
                type=inner_type(kind),
            )


def say_method(node: Node, places: Places) -> Iterator[Fact]:
    """A method or constructor with its parameters."""
    name = places.names[node.id]
    given = list(parameters_of(node))
    yield Definition(
        lines=node_lines(node),
        scope=name.rpartition(".")[0],
        name=name,
        kind="function",
        type=inner_type(node.child_by_field_name("type")),
        parameters=tuple(parameter for parameter, _, _ in given),
    )
    for parameter, kind, declared in given:
        yield Definition(
            lines=node_lines(declared),
            scope=name,
            name=f"{name}.{parameter}",
            kind="parameter",
            type=plain_type(kind),
        )


def say_field(node: Node, places: Places) -> Iterator[Fact]:
    """The fields of a declaration, with what is known of their values."""
    scope = places.scope(node)
    kind = plain_type(node.child_by_field_name("type"))
    for declarator in node.children_by_field_name("declarator"):
        name = declarator.child_by_field_name("name")
        value = declarator.child_by_field_name("value")
        said = expression(value) if value is not None else None
        yield Definition(
            lines=node_lines(node),
            scope=scope,
            name=f"{scope}.{node_text(name)}" if name is not None else scope,
            kind="field",
            type=kind,
            value=None if isinstance(said, Opaque) else said,
        )


def say_call(node: Node, places: Places) -> Call:
    """A call by name ("repo.save"), of a reference (`repo::save`), or of a constructor."""
    if node.type == "object_creation_expression":
        callee = plain_type(node.child_by_field_name("type"))
    elif node.type == "method_reference":
        callee = ".".join(dotted(part) for part in node.named_children)
    else:
        callee = callee_of(node)
    return Call(
        lines=node_lines(node),
        scope=places.scope(node),
        callee=callee,
        looped=places.looped(node),
    )
