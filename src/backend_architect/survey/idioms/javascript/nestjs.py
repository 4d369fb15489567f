"""Reading NestJS's words: classes and members with their decorators, paths, versions, guards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Source, node_text
from backend_architect.survey.facts import Expression, Guard, Literally, Name
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    decorator_call,
    decorators,
    dotted,
    elements,
    expression,
    field,
    field_text,
    is_true,
    joined,
    pairs,
    plain,
    string,
)
from backend_architect.survey.idioms.javascript.express_paths import open_paths
from backend_architect.survey.idioms.javascript.guards import guard, role_of
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

#: Decorator -> method.
VERBS = {
    "Get": "GET", "Post": "POST", "Put": "PUT", "Patch": "PATCH", "Delete": "DELETE",
    "Head": "HEAD", "Options": "OPTIONS", "All": "ANY", "Sse": "GET",
}  # fmt: skip
_CHECKS = ("authentication", "authorization", "rate-limit", "csrf", "validation", "caching")
#: Decorators that let callers pass the guards of the whole application.
_OPENS = re.compile(
    r"^(?:Is)?(?:Public|SkipAuth(?:entication)?|NoAuth|Unprotected|AllowAnonymous|AllowPublic"
    r"|AllowUnauthorized\w*|SkipJwt\w*|PublicRoute|PublicEndpoint|Open|Anonymous|Unauthenticated)$"
)
#: Decorators of documentation, never checks.
_DOCUMENTS = re.compile(r"^(?:Api|Field|Column|Is[A-Z]|Inject)")


def class_of(decorator: Node) -> Node | None:
    """The class a decorator of a class, or of one of its members, belongs to."""
    parent = decorator.parent
    if parent is not None and parent.type == "export_statement":
        return field(parent, "declaration")
    while parent is not None and not parent.type.endswith(("class_declaration", "class")):
        parent = parent.parent
    return parent


def member_of(decorator: Node) -> Node | None:
    """The method that a decorator of a method stands before; None for one of something else."""
    parent = decorator.parent
    if parent is None or parent.type == "method_definition":
        return parent
    sibling = decorator.next_named_sibling if parent.type == "class_body" else None
    while sibling is not None and sibling.type in ("decorator", "comment"):
        sibling = sibling.next_named_sibling
    return sibling if sibling is not None and sibling.type == "method_definition" else None


def decorated(node: Node) -> Iterator[tuple[str, Node | None]]:
    """The last words of the names of a node's decorators, with their calls."""
    for each in decorators(node):
        name, call = decorator_call(each)
        yield name.rpartition(".")[2], call


def controller(owner: Node) -> Node | None:
    """The call of a class's `@Controller(...)`, or None."""
    return next((call for name, call in decorated(owner) if name == "Controller"), None)


def paths(node: Node | None) -> tuple[Expression, ...]:
    """The paths of an argument: a text, a name, or an array of them; one empty path for none."""
    if node is None:
        return (Literally(text=""),)
    node = plain(node)
    if node.type == "array":
        return tuple(path for each in elements(node) for path in paths(each)) or paths(None)
    return open_paths(expression(node))


def controller_paths(call: Node | None) -> tuple[Expression, ...]:
    """The prefixes a controller is served at."""
    first = next(iter(arguments(call)), None)
    if first is not None and plain(first).type == "object":
        return paths(pairs(first).get("path"))
    return paths(first)


def below(prefix: Expression, path: Expression) -> Expression:
    """A path below another one, with a slash between them."""
    return joined([Literally(text="/"), prefix, Literally(text="/"), path])


def versions(owner: Node, method: Node | None = None) -> tuple[str, ...]:
    """The versions a method belongs to: its own, else its controller's; "" is VERSION_NEUTRAL."""
    for each in (method, owner):
        for name, call in decorated(each) if each is not None else ():
            if name == "Version" and call is not None:
                return version_texts(next(iter(arguments(call)), None))
    first = next(iter(arguments(controller(owner))), None)
    return version_texts(pairs(first).get("version")) if first is not None else ()


def version_texts(node: Node | None) -> tuple[str, ...]:
    """Literal versions; a name or a number in place of a text is taken as far as it says one."""
    if node is None:
        return ()
    node = plain(node)
    if node.type == "array":
        return tuple(text for each in elements(node) for text in version_texts(each))
    if node.type in ("string", "number", "template_string"):
        return ((string(node) or node_text(node)),)
    return ("",) if dotted(node).endswith("VERSION_NEUTRAL") else ()


# ---------------------------------------------------------------- guards


def guards(source: Source, node: Node) -> Iterator[Guard]:
    """The checks that the decorators of a class or method ask for."""
    for name, call in decorated(node):
        if name == "UseGuards":
            yield from named_guards(source, arguments(call))
        elif name in ("UseInterceptors", "UsePipes"):
            found = named_guards(source, arguments(call))
            yield from (each for each in found if each.role in ("caching", "validation"))
        elif name == "SetMetadata":
            yield from _metadata(call)
        elif (_OPENS.match(name) and not _is_off(call)) or _opened(name, call):
            yield Guard(name=name, opens=True)
        elif not _DOCUMENTS.match(name) and role_of(name) in _CHECKS and not _skips(name):
            yield guard(name)


def _opened(name: str, call: Node | None) -> bool:
    """`@Auth([], { public: true })`."""
    options = [pairs(each) for each in arguments(call)]
    return "auth" in name.lower() and any(is_true(each.get("public")) for each in options)


def _is_off(call: Node | None) -> bool:
    return any(plain(each).type == "false" for each in arguments(call))


def _skips(name: str) -> bool:
    return name.startswith(("Skip", "Disable", "Ignore", "No"))


def _metadata(call: Node | None) -> Iterator[Guard]:
    given = arguments(call)
    key = (string(given[0]) or dotted(given[0])) if given else ""
    if re.search(r"public|skip_?auth|no_?auth", key, re.IGNORECASE):
        yield Guard(name=f"SetMetadata {key}", opens=True)
    elif re.search(r"role|permission|polic", key, re.IGNORECASE):
        yield Guard(name=f"SetMetadata {key}", role="authorization")


def named_guards(source: Source, given: list[Node]) -> Iterator[Guard]:
    """Guards by class, by instance (`new X()`) or made by a call (`AuthGuard("jwt")`)."""
    names = names_of(source)
    for each in given:
        node = plain(each)
        name = dotted(node)
        if node.type in ("call_expression", "new_expression"):
            name = dotted(field(node, "function") or field(node, "constructor"))
        if name:
            yield guard(name, names.module_of(name))


def class_name(owner: Node) -> str:
    """The name of a class; "default" for an unnamed one that is exported."""
    return field_text(owner, "name") or "default"


def names_of_classes(node: Node | None) -> tuple[str, ...]:
    """The names in an array of classes."""
    found = [expression(each) for each in elements(node)]
    return tuple(each.dotted for each in found if isinstance(each, Name))
