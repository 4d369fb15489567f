"""Reading Express's words: what makes a router, what a call is registered on, what it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Guard,
    Import,
    Joined,
    Literally,
    Made,
)
from backend_architect.survey.grammars.javascript.nodes import (
    FUNCTIONS,
    arguments,
    dotted,
    elements,
    expression,
    field,
    field_text,
    inline_handler,
    plain,
    registered_on,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import exported_name, scope_of
from backend_architect.survey.idioms.javascript.express_paths import open_paths, regex_path
from backend_architect.survey.idioms.javascript.guards import guard, role_of
from backend_architect.survey.idioms.javascript.names import Names, is_package, names_of

if TYPE_CHECKING:
    from tree_sitter import Node

#: Packages whose default export makes applications, or routers.
APPLICATIONS = frozenset(("express", "@awaitjs/express", "ultimate-express", "express-async"))
ROUTERS = frozenset(("express-promise-router", "express-async-router", "router"))
#: Express's types for applications and routers.
OPEN_TYPES = re.compile(
    r"^(?:\w+\.)?(?:Express|Application|Router|IRouter|IRoute|Core|ExpressRouter|ExpressApp"
    r"|RequestHandlerRouter)(?:<.*>)?$"
)
_PATH_NAME = re.compile(r"path|prefix|url|base|root|version|endpoint|route|uri", re.IGNORECASE)
_ROUTE_NAME = re.compile(r"rout|controller|(?<![a-z])api(?![a-z])|endpoint|resource|handlers",
                         re.IGNORECASE)  # fmt: skip
#: The name, in a class or function, of what it mounts from a list that it is given.
LISTED = "listed"
#: What an application is often called where it is handed over without a type.
USUAL = frozenset(("app", "router", "server", "express", "api", "expressApp", "routes", "route"))


def made_by_express(names: Names, callee: str, scope: str) -> str:
    """ "app" for what makes an application, "router" for what makes a router, else ""."""
    head, _, member = callee.partition(".")
    found = names.bound(head, scope)
    if isinstance(found, Import):
        return _imported_maker(found, member)
    if found is None and callee in ("express", "express.Router"):
        return "router" if member else "app"
    return ""


def _imported_maker(found: Import, member: str) -> str:
    if found.name in ("", "default") and not member:
        if found.module in APPLICATIONS:
            return "app"
        return "router" if found.module in ROUTERS else ""
    taken = member or found.name
    return "router" if found.module in APPLICATIONS | ROUTERS and taken == "Router" else ""


_REQUIRED = re.compile(r"""require\(\s*['"`]express['"`]\s*\)(\.Router)?$""")


def made_here(source: Source, call: Node) -> str:
    """As `made_by_express`, for a call in the tree, through wrappers (`asyncify(express())`) and
    for a module required in place (`require("express")()`)."""
    function = field(call, "function")
    required = _REQUIRED.match(node_text(function)) if function is not None else None
    if required is not None:
        return "router" if required[1] else "app"
    names, scope = names_of(source), scope_of(call)
    callee = dotted(function or field(call, "constructor"))
    found = made_by_express(names, callee, scope) if callee else ""
    first = next(iter(arguments(call)), None)
    if not found and first is not None and first.type in ("call_expression", "new_expression"):
        if role_of(callee) != "other" or is_own_function(names, callee, scope):
            return ""
        return made_here(source, first) if callee.rpartition(".")[2] not in _SERVERS else ""
    return found


_SERVERS = ("createServer", "use", "Server", "serve", "listen", "request", "supertest", "agent",
            "push", "connect", "mount", "get", "all")  # fmt: skip


def is_own_function(names: Names, callee: str, scope: str) -> bool:
    """True for a function that the file itself defines."""
    found = names.bound(callee, scope)
    return isinstance(found, Definition) and found.kind == "function"


# ---------------------------------------------------------------- the router's name


def keeper(call: Node) -> tuple[str, str]:
    """The name by which the file knows what a chain of calls made, and the scope of that name."""
    node: Node = call
    parent = node.parent
    while parent is not None and _passes_on(parent, node):
        node, parent = parent, parent.parent
    if parent is None:
        return "", ""
    scope = scope_of(node)
    if parent.type in ("public_field_definition", "field_definition"):
        return field_text(parent, "name") or field_text(parent, "property"), scope
    if parent.type == "variable_declarator":
        return _declared(field(parent, "name")), scope
    if parent.type == "assignment_expression":
        return _assigned(dotted(field(parent, "left")), scope, call)
    if parent.type == "export_statement":
        return "default", ""
    return f"unnamed{call.start_point.row + 1}", scope


def _passes_on(parent: Node, node: Node) -> bool:
    """True for what gives on the router it holds: a chained call, a wrapper, an `await`."""
    if parent.type == "member_expression":
        return field(parent, "object") == node
    if parent.type == "call_expression":
        return field(parent, "function") == node or field(parent, "arguments") == node
    if parent.type == "arguments":
        callee = field(parent.parent, "function")
        return callee is not None and callee.type == "identifier" and node == _first(parent)
    return parent.type in ("await_expression", "parenthesized_expression", "as_expression",
                           "satisfies_expression", "non_null_expression")  # fmt: skip


def _first(listed: Node) -> Node | None:
    return next(iter(listed.named_children), None)


def _declared(name: Node | None) -> str:
    if name is not None and name.type == "object_pattern":
        taken = [node_text(c) for c in name.named_children if c.type.startswith("shorthand")]
        return taken[0] if taken else ""
    return node_text(name) if name is not None else ""


def _assigned(target: str, scope: str, call: Node) -> tuple[str, str]:
    own = exported_name(target)
    if own is not None:
        return own, ""
    if target.startswith("this."):
        return target.removeprefix("this."), scope.rpartition(".")[0]
    return target, scope if _declares(call, target) else ""


def _declares(call: Node, name: str) -> bool:
    """True if the function around declares the variable itself (`let app; ... app = express()`)."""
    around = call.parent
    while around is not None and around.type not in FUNCTIONS:
        around = around.parent
    text = node_text(around) if around is not None else ""
    return bool(re.search(rf"\b(?:let|var|const)\s+{re.escape(name)}\b", text))


class Receiver:
    """What routes are registered on: its name as written, its scope, and what is known of it."""

    def __init__(self, source: Source, call: Node) -> None:
        root, self.route_path = registered_on(call)
        self.scope = scope_of(call)
        self.names = names_of(source)
        self.name = dotted(root)
        self.kind = self._kind() if self.name else ""
        if root is not None and root.type in ("call_expression", "new_expression"):
            self.kind = made_here(source, root)
            if self.kind:
                self.name, self.scope = keeper(root)

    def _kind(self) -> str:
        """ "app", "router", "parameter", "foreign" for what is surely something else, or ""."""
        found = self.names.bound(self.name, self.scope)
        if isinstance(found, Import):
            return "foreign" if is_package(found.module) else ""
        if isinstance(found, Definition):
            return self._defined(found)
        if self.names.function_of(self.name, self.scope) is not None:
            return "parameter"
        head = self.names.bound(self.name.partition(".")[0], self.scope)
        foreign = isinstance(head, Import) and is_package(head.module)
        return "foreign" if foreign else ""

    def _defined(self, found: Definition) -> str:
        if found.type and OPEN_TYPES.match(found.type):
            return "parameter" if found.kind == "parameter" else "router"
        made = self.names.maker(self.name, self.scope)
        if made is None:
            return "foreign" if found.type and found.kind in ("parameter", "field") else ""
        return self._made(made)

    def _made(self, made: Made) -> str:
        kind = made_by_express(self.names, made.callee, self.scope)
        first = made.arguments[0] if made.arguments else None
        if kind or made.callee in _OTHERS:
            return kind or "foreign"
        if isinstance(first, Made) and made_by_express(self.names, first.callee, self.scope):
            foreign = role_of(made.callee) != "other" or made.callee in _SERVERS
            return "foreign" if foreign else "router"
        return "foreign" if is_package(self.names.module_of(made.callee, self.scope)) else ""


#: Constructors of the language and the web platform with methods of the same names.
_OTHERS = frozenset(
    ("Map", "Set", "WeakMap", "WeakSet", "URLSearchParams", "Headers", "FormData", "Proxy", "URL")
)


# ---------------------------------------------------------------- what it is given


def paths(node: Node) -> tuple[Expression, ...] | None:
    """The paths of a string, a template, a name, a regular expression or an array of them; None for
    what is no path or cannot be said."""
    node = plain(node)
    if node.type == "array":
        found = [paths(each) for each in elements(node)]
        if any(each is None for each in found):
            return None
        return tuple(path for each in found for path in each or ())
    if node.type == "regex":
        text = regex_path(field_text(node, "pattern"))
        return None if text is None else (Literally(text=text),)
    if node.type in ("string", "template_string", "binary_expression", "identifier",
                     "member_expression"):  # fmt: skip
        return tuple(_relative(path) for path in open_paths(expression(node)))
    return None


def _relative(path: Expression) -> Expression:
    """A router's "/" is the path it is mounted at: Express takes both with and without a slash."""
    return Literally(text="") if path == Literally(text="/") else path


def is_path(names: Names, node: Node, scope: str) -> bool:
    """True if an argument of `use` is a path rather than a middleware."""
    node = plain(node)
    if node.type == "array":
        return any(is_path(names, each, scope) for each in elements(node))
    if node.type in ("string", "template_string", "binary_expression", "regex"):
        return True
    if node.type not in ("identifier", "member_expression"):
        return False
    name = dotted(node)
    found = names.bound(name, scope)
    if isinstance(found, Definition) and found.value is not None:
        return isinstance(found.value, Literally | Joined)
    last = name.rpartition(".")[2]
    return bool(_PATH_NAME.search(last)) and not re.search(r"r(?:s|outes?)?$|handler", last)


def flat(nodes: list[Node]) -> Iterator[Node]:
    """Arguments with arrays and spreads of arrays opened."""
    for node in nodes:
        inner = plain(node)
        if inner.type == "array":
            yield from flat(elements(inner))
        elif inner.type == "spread_element" and inner.named_children:
            yield from flat(inner.named_children[:1])
        else:
            yield inner


def handler_name(node: Node) -> str:
    """The name of a handler: `list`, `orders.list`, the inside of `asyncHandler(orders.list)`, or
    the name the grammar gives to a function written in place."""
    if node.type in FUNCTIONS:
        return scoped(node)
    if node.type in ("call_expression", "new_expression"):
        callee = dotted(field(node, "function"))
        if callee.endswith((".bind", ".call", ".apply")):
            return callee.rpartition(".")[0]
        given = [each for each in arguments(node) if each.type != "this"]
        inner = next((name for each in given if (name := handler_name(each))), "")
        return inner or callee
    return dotted(node)


def scoped(function: Node) -> str:
    """The qualified name of a function written in place."""
    own, around = inline_handler(function), scope_of(function)
    return f"{around}.{own}" if around and own else own


def guard_of(names: Names, node: Node, scope: str) -> Guard | None:
    """The guard that a middleware argument is; None for a function without a name."""
    if node.type in FUNCTIONS:
        return None
    name = dotted(node)
    if node.type in ("call_expression", "new_expression"):
        name = dotted(field(node, "function") or field(node, "constructor"))
    if not name or name.startswith("require("):
        return None
    return guard(name, names.module_of(name, scope))


def leads_to_routes(name: str, module: str) -> bool:
    """True if a name, or the file it comes from, promises routes."""
    own = name.rpartition(".")[2]
    return bool(_ROUTE_NAME.search(own) or _ROUTE_NAME.search(module))


def text_of(node: Node | None) -> str:
    """The literal text of a node, or ""."""
    return string(node) or ""
