"""Express: routers mounted in routers, and middleware.

Recognises: `use` with and without a path (also several), routers by name, required in place,
made by a call or a construction, with middleware between; lists of `{ path, route }` gone through
by `forEach` or `for ... of`; middleware before all routes as the router's chain.
Versions seen: 4.x, 5.x.
Not recognised: routers loaded from a folder when the program runs (said as a gap); middleware
without a name.
Documentation: https://expressjs.com/en/5x/api.html#app.use
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines
from backend_architect.survey.facts import (
    Chain,
    Definition,
    Expression,
    Fact,
    Guard,
    Literally,
    Made,
    Mount,
    Name,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    expression,
    field,
    field_text,
    pairs,
    plain,
    registered_on,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript.express import (
    LISTED,
    Receiver,
    keeper,
    made_here,
    paths,
)
from backend_architect.survey.idioms.javascript.express_order import Use, passed_before, read_use

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="javascript",
    anchors=(".use(", ".use (", ".use<"),
    query="""
    (call_expression
      function: (member_expression property: (property_identifier) @verb)
      arguments: (arguments (_))
      (#eq? @verb "use")) @call
    """,
)
def express_mounts(match: Match) -> Iterator[Fact]:
    """Mounts and links of the chain that one `use` makes."""
    call = match.node("call")
    use = read_use(match.source, call) if call is not None else None
    if call is None or use is None:
        return
    receiver = Receiver(match.source, call)
    listed = list(_from_list(call, use, receiver))
    if listed:
        yield from listed
    elif use.children:
        yield from _mounts(match.source, use, receiver)
    elif use.path is None and use.guards:
        yield from _chain(use, receiver)


def _mounts(source: Source, use: Use, receiver: Receiver) -> Iterator[Fact]:
    prefixes: tuple[Expression, ...] | None = (Literally(text=""),)
    if use.path is not None:
        prefixes = paths(use.path)
    if prefixes is None:
        yield _gap(use.call, "mount prefix")
        return
    guards = (*passed_before(source, use.router, use.call.end_byte, use.text), *use.guards)
    for child in use.children:
        said = _child(source, child)
        if said is None:
            yield _gap(use.call, "mount of a router")
            continue
        for prefix in prefixes:
            yield Mount(lines=node_lines(use.call), scope=receiver.scope, parent=receiver.name,
                        child=said, prefix=_asterisk_free(prefix),
                        guards=tuple(dict.fromkeys(guards)))  # fmt: skip


def _asterisk_free(prefix: Expression) -> Expression:
    """`use("/api/*", router)` serves the router's paths below "/api"."""
    if isinstance(prefix, Literally):
        return Literally(text=prefix.text.removesuffix("{wildcard}"))
    return prefix


def _child(source: Source, node: Node) -> Expression | None:
    """The router that an argument is, as a name or a call."""
    if node.type in ("call_expression", "new_expression"):
        root, _ = registered_on(node)
        for made in (root, node):
            if made is not None and made.type.endswith("_expression") and made_here(source, made):
                name, _ = keeper(made)
                return Name(dotted=name)
    said = expression(node)
    return said if isinstance(said, Name | Made) else _called_module(node)


def _called_module(node: Node) -> Expression | None:
    """`require("./users")(db)` gives what the function of that module makes."""
    callee = dotted(field(node, "function")) if node.type == "call_expression" else ""
    return Made(callee=callee) if callee else None


def _chain(use: Use, receiver: Receiver) -> Iterator[Fact]:
    """Middleware before all routes guards them; later middleware is told of, and the routes after
    it name it as their own guard."""
    for each in use.guards:
        router = receiver.name if use.first else ""
        yield Chain(lines=node_lines(use.call), scope=receiver.scope, router=router, guard=each)


def _gap(call: Node, what: str) -> Unresolved:
    return Unresolved(lines=node_lines(call), what=what,
                      reason="It is computed when the program runs.")  # fmt: skip


# ---------------------------------------------------------------- lists of routers


def _from_list(call: Node, use: Use, receiver: Receiver) -> Iterator[Fact]:
    """`routes.forEach((each) => router.use(each.path, each.route))`."""
    given = [dotted(each) for each in arguments(call)]
    head = given[-1].partition(".")[0] if given and "." in given[-1] else ""
    if head and len(given) < 3 and _loops_over_parameter(call, head, receiver):
        yield from _handed_in(call, receiver)
        return
    if len(given) < 2 or not all("." in name for name in given) or not _same(given, head):
        return
    for item in _items(call, head):
        found = pairs(item)
        keys = [name.partition(".")[2] for name in given]
        prefix, child = found.get(keys[0]), found.get(keys[-1])
        said = paths(prefix) if prefix is not None else None
        if child is None or said is None:
            yield _gap(call, "mount of a listed router")
            continue
        yield Mount(lines=node_lines(item), scope=receiver.scope, parent=receiver.name,
                    child=expression(child), prefix=said[0], guards=_own(use))  # fmt: skip


def _handed_in(call: Node, receiver: Receiver) -> Iterator[Fact]:
    """`routes.forEach((each) => this.app.use("/", each.router))` over routes that whoever makes the
    class, or calls the function, hands in: they are mounted on what is called "listed" here."""
    names, scope = receiver.names, scope_of(call)
    owner = names.class_around(scope) or scope
    given, lines = arguments(call), node_lines(call)
    said = paths(given[0]) if len(given) > 1 else None
    name = f"{owner}.{LISTED}"
    yield Definition(lines=lines, scope=owner, name=name, kind="value")
    yield Router(lines=lines, scope=owner, name=LISTED, framework="express")
    yield Mount(lines=lines, scope=receiver.scope, parent=receiver.name, child=Name(dotted=name),
                prefix=said[0] if said else Literally(text=""))  # fmt: skip


def _loops_over_parameter(call: Node, variable: str, receiver: Receiver) -> bool:
    listed = _listed(call, variable)
    scope = scope_of(call)
    return (
        listed is not None
        and listed.type in ("identifier", "member_expression")
        and not _literals(listed)
        and bool(scope)
        and receiver.kind != "foreign"
    )


def _own(use: Use) -> tuple[Guard, ...]:
    return tuple(each for each in use.guards if "." not in each.name)


def _same(names: list[str], head: str) -> bool:
    return bool(head) and all(name.partition(".")[0] == head for name in names)


def _items(call: Node, variable: str) -> list[Node]:
    """The object literals that a loop variable stands for."""
    return _literals(_listed(call, variable))


def _listed(call: Node, variable: str) -> Node | None:
    """What the loop around goes through with this variable."""
    around = call.parent
    while around is not None:
        if around.type == "for_in_statement" and variable in field_text(around, "left"):
            return field(around, "right")
        if around.type in ("arrow_function", "function_expression"):
            listed = around.parent.parent if around.parent is not None else None
            function = field(listed, "function")
            if field_text(function, "property") in ("forEach", "map"):
                return field(function, "object")
        around = around.parent
    return None


def _literals(listed: Node | None) -> list[Node]:
    """The objects of an array literal, or of the variable of the same file that holds it."""
    if listed is None:
        return []
    listed = plain(listed)
    if listed.type == "identifier":
        found = _declaration(listed)
        return _literals(found) if found is not None and found.type != "identifier" else []
    return [each for each in elements(listed) if each.type == "object"]


def _declaration(name: Node) -> Node | None:
    """The value a variable is declared with in a block around its use."""
    around = name.parent
    while around is not None:
        for statement in around.named_children if around.type in _BLOCKS else ():
            for each in _declarators(statement):
                if field_text(each, "name") == (name.text or b"").decode():
                    value = field(each, "value")
                    return plain(value) if value is not None else None
        around = around.parent
    return None


_BLOCKS = ("program", "statement_block")


def _declarators(statement: Node) -> list[Node]:
    if statement.type == "export_statement":
        statement = field(statement, "declaration") or statement
    return [c for c in statement.named_children if c.type == "variable_declarator"]
