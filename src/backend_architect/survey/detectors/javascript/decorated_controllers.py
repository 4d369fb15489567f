"""Controllers by decorators: routing-controllers, tsoa, inversify-express-utils, Ts.ED, LoopBack 4,
Overnight, Midway, FoalTS, and a repository's own that are called like theirs.

Recognises: `@JsonController("/x")`, `@Controller`, `@Route`, `@controller`, `@RestController` and
their like with `@Get` to `@All`, `@get`, `@httpGet`, `@operation("get", "/x")`; LoopBack's
controllers without a path of their own; `routePrefix`, `rootPath`, Ts.ED's `mount` of one path.
Versions seen: routing-controllers 0.9 to 0.11, tsoa 3 to 6, inversify-express-utils 6, LoopBack 4,
Ts.ED 5 to 8, Overnight 1, Midway 2 and 3.
Not recognised: controllers that are registered under other names than their own.
Documentation: https://github.com/typestack/routing-controllers#readme
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, Source, detector, node_lines, node_text
from backend_architect.survey.facts import Expression, Fact, GlobalPrefix, Literally, Route, Router
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    decorator_call,
    decorators,
    elements,
    expression,
    field,
    field_text,
    key_of,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import decorated, nestjs
from backend_architect.survey.idioms.javascript import route_tables as tables

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="javascript",
    anchors=("@Get", "@Post", "@Put", "@Patch", "@Delete", "@get", "@post", "@put", "@patch",
             "@del", "@http", "@operation", "routePrefix", "rootPath", "mount", "@GET", "@POST",
             "@All", "@Head", "@Options", "@all"),
    query="""
    (decorator (call_expression)) @decorator
    (decorator (identifier)) @decorator
    (pair key: (property_identifier) @_key value: (_) @prefix
      (#any-of? @_key "routePrefix" "rootPath")) @option
    (pair key: (property_identifier) @_key value: (object . (pair) @mounted .)
      (#eq? @_key "mount")) @option
    """,
)  # fmt: skip
def decorated_controllers(match: Match) -> Iterator[Fact]:
    """A router for each controller with its routes; a path before all of them."""
    decorator, option = match.node("decorator"), match.node("option")
    if decorator is not None:
        yield from _routes(match.source, decorator)
    elif option is not None:
        yield from _prefix(match, option)


def _prefix(match: Match, option: Node) -> Iterator[Fact]:
    mounted, prefix = match.node("mounted"), match.node("prefix")
    said: Expression | None = Literally(text=key_of(mounted)) if mounted is not None else None
    if prefix is not None:
        said = expression(prefix)
    if said is not None and _serves(option, decorated=prefix is None):
        yield GlobalPrefix(lines=node_lines(option), scope=scope_of(option), prefix=said,
                           framework="controllers")  # fmt: skip


_SERVERS = re.compile(
    r"(?:create|use)(?:Express|Koa)Server|InversifyExpressServer|RoutingControllersOptions"
)


def _serves(option: Node, *, decorated: bool) -> bool:
    """Whether an option is given to a call that serves controllers, or to a decorator."""
    around = option.parent
    while around is not None and around.type not in _STATEMENTS:
        if decorated and around.type == "decorator":
            return True
        around = around.parent
    text = node_text(around)[:200] if around is not None and not decorated else ""
    return bool(_SERVERS.search(text))


_STATEMENTS = ("expression_statement", "lexical_declaration", "variable_declaration",
               "return_statement", "export_statement", "program")  # fmt: skip


def _routes(source: Source, decorator: Node) -> Iterator[Fact]:
    """What one decorator of a method says."""
    name, call = decorator_call(decorator)
    own = name.rpartition(".")[2]
    method, owner = nestjs.member_of(decorator), nestjs.class_of(decorator)
    if method is None or owner is None:
        return
    verb, where = _verb(own, call)
    module = decorated.module_of(source, decorator)
    framework = decorated.framework_of(module)
    head = _head(source, owner)
    if not verb or (framework != "loopback" and head is None):
        return
    prefix = head[1] if head is not None else Literally(text="")
    framework = framework or (head[0] if head is not None else "")
    name, handler = nestjs.class_name(owner), field_text(method, "name")
    guards = tuple(dict.fromkeys(nestjs.guards(source, method)))
    yield Router(lines=node_lines(field(owner, "name") or owner), name=name, framework=framework,
                 prefix=prefix, root=True,
                 guards=tuple(dict.fromkeys(nestjs.guards(source, owner))))  # fmt: skip
    for path in _paths(where):
        yield Route(lines=node_lines(decorator), router=name, methods=(verb,), path=path,
                    handler=f"{name}.{handler}", framework=framework, guards=guards)  # fmt: skip


def _verb(own: str, call: Node | None) -> tuple[str, Node | None]:
    """Method and path of `@Get("/x")`, `@operation("get", "/x")`, `@httpMethod("get", "/x")`."""
    given = arguments(call)
    if own in ("operation", "httpMethod", "Method") and len(given) > 1:
        return decorated.verb(string(given[0]) or ""), given[1]
    first = given[0] if given else None
    if first is not None and plain(first).type == "object":
        options = pairs(first)
        return decorated.verb(own), options.get("path") or options.get("url")
    return decorated.verb(own), first


def _head(source: Source, owner: Node) -> tuple[str, Expression] | None:
    """The framework and the path of a class's controller decorator; None where it has none, or
    where it is NestJS's."""
    for each in decorators(owner):
        name, call = decorator_call(each)
        own, module = name.rpartition(".")[2], decorated.module_of(source, each)
        framework = decorated.framework_of(module)
        if module.startswith("@nestjs") or not decorated.is_controller(own):
            continue
        if not framework and own == "Controller":
            continue  # one of the repository's own: NestJS's name is read as NestJS's
        return framework or "controllers", _path(call)
    return None


def _path(call: Node | None) -> Expression:
    first = next(iter(arguments(call)), None)
    if first is not None and plain(first).type == "object":
        options = pairs(first)
        first = options.get("path") or options.get("basePath") or options.get("route")
    if first is None or elements(first):
        return Literally(text="")
    return _paths(first)[0]


def _paths(node: Node | None) -> tuple[Expression, ...]:
    """The paths of an argument; LoopBack and tsoa write parameters as OpenAPI does."""
    found = tables.paths(node) if node is not None else ()
    return found or (Literally(text=""),)
