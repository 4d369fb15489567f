"""Laravel: route files and the prefixes they are loaded under.

Recognises: `Route::prefix('api')->group(base_path('routes/api.php'))`, groups whose closure
requires files, `$this->loadRoutesFrom(...)`, `require` of route files in route files,
`->withRouting(api: ..., apiPrefix: ..., web: ..., health: ...)`. A file `routes/api.php` that
nothing loads is taken to be served below "api", Laravel's default since 5.3.
Versions seen: Laravel 5.3 to 12, Lumen 5 to 10.
Not recognised: files whose names are computed (a loop over a folder).
Documentation: https://laravel.com/docs/routing#api-routes
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Expression, Fact, Literally, Mount, Route
from backend_architect.survey.grammars.php.text import expression, literal
from backend_architect.survey.idioms.php.chains import chain_to, receivers, values_of
from backend_architect.survey.idioms.php.dialects import dialect
from backend_architect.survey.idioms.php.laravel import (
    ROUTER,
    Context,
    context_of,
    file_of,
    is_router,
    path_of,
    router,
    with_link,
)

if TYPE_CHECKING:
    from tree_sitter import Node


@detector(
    language="php",
    anchors=(
        "Route::",
        "Facades\\Route",
        "router->group",
        "app->group([",
        "withRouting",
        "loadRoutesFrom",
    ),
    paths=("routes/*.php", "*/routes/*.php"),
    query="""
    ([(scoped_call_expression name: (name) @_name) (member_call_expression name: (name) @_name)]
      @call (#any-of? @_name "group" "loadRoutesFrom" "withRouting"))
    [(require_expression) (require_once_expression) (include_expression)
     (include_once_expression)] @require
    """,
)  # fmt: skip
def laravel_mounts(match: Match) -> Iterator[Fact]:
    """The file as a router, and a mount for each file that is loaded."""
    call, required = match.node("call"), match.node("require")
    if "/stubs/" in f"/{match.source.path}":
        return
    facts = list(_of_call(match, call)) if call is not None else []
    if required is not None:
        facts.extend(_of_require(match, required))
    if facts:
        yield router(match.source)
        yield from facts


def _of_call(match: Match, call: Node) -> Iterator[Fact]:
    chain = chain_to(call)
    last = chain.links[-1]
    if last.name == "withRouting":
        yield from _with_routing(match, call)
    elif last.name == "loadRoutesFrom":
        yield from _mount(match, call, Context(), last.argument(0))
    elif is_router(match.source, chain.root, call):
        context = with_link(context_of(chain, call), last)
        for _, value in last.given:
            for file in values_of(value):
                yield from _mount(match, call, context, file)


def _of_require(match: Match, required: Node) -> Iterator[Fact]:
    """A file that is required where routes are registered."""
    groups = [(call, chain_to(call)) for call in receivers(required)]
    inside = any(
        chain.links[-1].name == "routes"
        or (chain.links[-1].name == "group" and is_router(match.source, chain.root, call))
        for call, chain in groups
    )
    beside = "/routes/" in f"/{match.source.path.lower()}"
    if not inside and not (beside and dialect(match.source, "") in ("", "laravel")):
        return
    for call in receivers(required):
        if chain_to(call).links[-1].name == "group":
            inner = chain_to(call)
            context = with_link(context_of(inner, call), inner.links[-1])
            break
    else:
        context = Context()
    yield from _mount(match, required, context, required.named_children[0])


def _mount(match: Match, at: Node, context: Context, file: Node | None) -> Iterator[Mount]:
    name = file_of(file)
    if name:
        prefix = path_of(*context.prefixes) if context.prefixes else Literally(text="")
        yield _mounted(match, at, name, prefix, context)


def _mounted(match: Match, at: Node, name: str, prefix: Expression, context: Context) -> Mount:
    return Mount(
        lines=node_lines(at), scope=match.source.grammar.scope(at) if match.source.grammar else "",
        parent=ROUTER, child=Literally(text=name), prefix=prefix,
        guards=tuple(dict.fromkeys(context.guards)), replaces=True,
    )  # fmt: skip


def _with_routing(match: Match, call: Node) -> Iterator[Fact]:
    given = dict(chain_to(call).links[-1].given)
    api = given.get("apiPrefix")
    prefixes = {
        "api": expression(api) if api is not None else Literally(text="api"),
        "web": Literally(text=""),
    }
    for kind, prefix in prefixes.items():
        for file in values_of(given.get(kind)):
            name = file_of(file)
            if name:
                yield _mounted(match, file, name, prefix, Context())
    health = literal(given.get("health"))
    if health:
        yield Route(
            lines=node_lines(given["health"]), router=ROUTER, methods=("GET",),
            path=Literally(text=health), framework="laravel",
        )  # fmt: skip
