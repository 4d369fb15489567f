"""NestJS: what holds for the whole application.

Recognises: `setGlobalPrefix` with `exclude`, `enableVersioning`, `useGlobalGuards`,
`useGlobalPipes`, `enableCors`, `use` on what `NestFactory.create` gave; providers for `APP_GUARD`
and `APP_PIPE`; middleware of `consumer.apply(...)`.
Versions seen: 7 to 11.
Not recognised: the routes that `forRoutes` limits middleware to.
Documentation: https://docs.nestjs.com/faq/global-prefix
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Chain,
    Expression,
    Fact,
    GlobalPrefix,
    Guard,
    Literally,
    Unresolved,
    Versioning,
)
from backend_architect.survey.grammars.javascript.nodes import (
    arguments,
    dotted,
    elements,
    expression,
    pairs,
    plain,
    string,
)
from backend_architect.survey.grammars.javascript.scopes import scope_of
from backend_architect.survey.idioms.javascript import nestjs
from backend_architect.survey.idioms.javascript.express_paths import open_paths
from backend_architect.survey.idioms.javascript.names import names_of

if TYPE_CHECKING:
    from tree_sitter import Node

_STYLES: dict[str, Literal["uri", "header", "media-type", "custom"]] = {
    "URI": "uri", "HEADER": "header", "MEDIA_TYPE": "media-type", "CUSTOM": "custom",
}  # fmt: skip


@detector(
    language="javascript",
    anchors=("setGlobalPrefix", "enableVersioning", "useGlobalGuards", "useGlobalPipes",
             "NestFactory", "APP_GUARD", "APP_PIPE", "APP_INTERCEPTOR",
             "MiddlewareConsumer"),
    query="""
    (call_expression
      function: (member_expression object: (_) @receiver property: (property_identifier) @name)
      (#any-of? @name "setGlobalPrefix" "enableVersioning" "useGlobalGuards" "useGlobalPipes"
        "enableCors" "use" "apply")) @call
    (pair key: (property_identifier) @_provide value: (identifier) @token
      (#eq? @_provide "provide") (#any-of? @token "APP_GUARD" "APP_PIPE" "APP_INTERCEPTOR"))
      @provider
    """,
)  # fmt: skip
def nestjs_application(match: Match) -> Iterator[Fact]:
    """What one call or provider says about the whole application."""
    call, provider = match.node("call"), match.node("provider")
    if provider is not None:
        yield from _provided(match, provider)
    elif call is not None:
        yield from _SAYS[match.text("name")](match, call)


def _prefix(_match: Match, call: Node) -> Iterator[Fact]:
    given = arguments(call)
    if not given:
        return
    options = pairs(given[1]) if len(given) > 1 else {}
    exclude = tuple(text for each in elements(options.get("exclude")) for text in _excluded(each))
    yield GlobalPrefix(lines=node_lines(call), scope=scope_of(call), framework="nestjs",
                       prefix=_open(expression(given[0])), exclude=exclude)  # fmt: skip


def _open(path: Expression) -> Expression:
    return open_paths(path)[-1]


def _excluded(node: Node) -> Iterator[str]:
    """ "/health" or, for one method only, "GET /health"."""
    members = pairs(node)
    path = members.get("path") if members else node
    text = string(path)
    if text is None:
        return
    method = dotted(members.get("method")).rpartition(".")[2]
    for each in open_paths(Literally(text=text)):
        if isinstance(each, Literally):
            whole = f"/{each.text.strip('/')}"
            yield whole if method in ("", "ALL") else f"{method} {whole}"


def _versioning(_match: Match, call: Node) -> Iterator[Fact]:
    given = arguments(call)
    options = pairs(given[0]) if given else {}
    style = _STYLES.get(dotted(options.get("type")).rpartition(".")[2], "uri")
    prefix = options.get("prefix")
    text = string(prefix)
    if prefix is not None and text is None:
        text = "" if plain(prefix).type == "false" else "v"
    yield Versioning(lines=node_lines(call), scope=scope_of(call), style=style,
                     prefix="v" if text is None else text,
                     default=nestjs.version_texts(options.get("defaultVersion")))  # fmt: skip


def _global_guards(match: Match, call: Node) -> Iterator[Fact]:
    for each in nestjs.named_guards(match.source, arguments(call)):
        yield Chain(lines=node_lines(call), scope=scope_of(call), router="", guard=each,
                    everywhere=True)  # fmt: skip


def _global_pipes(match: Match, call: Node) -> Iterator[Fact]:
    for each in nestjs.named_guards(match.source, arguments(call)):
        yield _link(call, each)


def _cors(match: Match, call: Node) -> Iterator[Fact]:
    if _is_application(match):
        yield _link(call, Guard(name="enableCors", role="cors"))


def _use(match: Match, call: Node) -> Iterator[Fact]:
    if _is_application(match):
        for each in nestjs.named_guards(match.source, arguments(call)):
            yield _link(call, each)


def _apply(match: Match, call: Node) -> Iterator[Fact]:
    """`consumer.apply(Logger).forRoutes("*")` in a module's `configure`."""
    if scope_of(call).endswith(".configure"):
        for each in nestjs.named_guards(match.source, arguments(call)):
            yield _link(call, each)


def _link(call: Node, guard: Guard) -> Chain:
    return Chain(lines=node_lines(call), scope=scope_of(call), router="", guard=guard)


def _is_application(match: Match) -> bool:
    """True if the receiver is what `NestFactory.create` gave."""
    receiver = match.node("receiver")
    name = dotted(receiver)
    if receiver is None or not name:
        return False
    names, scope = names_of(match.source), scope_of(receiver)
    made = names.maker(name, scope)
    if made is not None:
        return made.callee.startswith("NestFactory.")
    return names.type(name, scope).startswith(("INestApplication", "NestExpressApplication",
                                               "NestFastifyApplication"))  # fmt: skip


def _provided(match: Match, provider: Node) -> Iterator[Fact]:
    members = pairs(provider.parent)
    named = members.get("useClass") or members.get("useExisting") or members.get("useValue")
    token = match.text("token")
    if named is None:
        yield Unresolved(lines=node_lines(provider), what=f"provider of {token}",
                         reason="It is made by a factory when the program runs.")  # fmt: skip
        return
    for each in nestjs.named_guards(match.source, [named]):
        lines = node_lines(provider.parent or provider)
        if token == "APP_GUARD":  # noqa: S105  # the name of a provider
            yield Chain(lines=lines, router="", guard=each, everywhere=True)
        elif each.role != "other" or token == "APP_PIPE":  # noqa: S105  # the name of a provider
            yield Chain(lines=lines, router="", guard=each)


_SAYS = {
    "setGlobalPrefix": _prefix, "enableVersioning": _versioning,
    "useGlobalGuards": _global_guards, "useGlobalPipes": _global_pipes, "enableCors": _cors,
    "use": _use, "apply": _apply,
}  # fmt: skip
