"""Minimal APIs of ASP.NET Core, with Carter's modules and classes that map their own endpoints.

Recognises: `MapGet` to `MapPatch`, `MapMethods`, `Map` on applications, groups, builders of
`UseEndpoints` and parameters of their types; `MapGroup` in variables and chains, `NewVersionedApi`;
builders given to extension and other methods; methods of interfaces (`IEndpoint.MapEndpoint`) and
the classes behind them; `app.MapEndpoint<CreateUser>()`; Carter's `AddRoutes` with a module's path;
`RequireAuthorization`, `AllowAnonymous`, `RequireRateLimiting`; `MapHub`; parameters of lambdas.
A call whose handler stands before its path is a project's own method of the same name.
Versions seen: .NET 6 to 10, Carter 5 to 8.
Not recognised: groups that functions return, pages (`MapRazorPages`, `MapFallback`), documents of
OpenAPI, `extension` blocks.
Documentation: https://learn.microsoft.com/en-us/aspnet/core/fundamentals/minimal-apis
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Chain as Passed
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Handover,
    Input,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.csharp.text import (
    TYPES,
    bases_of,
    called,
    called_name,
    dotted,
    expression,
    modifiers,
    own_name,
    parameters_of,
    plain_type,
    qualified,
    type_arguments,
    values,
)
from backend_architect.survey.idioms.csharp.endpoints import (
    EMPTY,
    VERBS,
    below,
    chain_of,
    class_prefix,
    function_around,
    guards_after,
    is_builder,
    methods,
    methods_named,
    names_in,
    path,
    registered,
    walk,
)
from backend_architect.survey.idioms.csharp.guards import AUTHENTICATED
from backend_architect.survey.idioms.csharp.inputs import body_of, inputs_of

_MAPPED = re.compile(r"^Map[A-Z]\w*Route$|^Map(Controllers|RazorPages|Fallback)")
#: Calls that say more of a builder or an endpoint, and are no methods of a project.
_DETAIL = re.compile(
    r"(With|Require|Allow|Produces|Accepts|Has|Disable|Exclude|CacheOutput|AddEndpointFilter|Run)"
    r"|(MapGroup|NewVersionedApi)$"
)
_ELEMENTS = re.compile(
    r"(?:IEnumerable|GetServices?|List|GetRequiredService)<(I[A-Z]\w*)>|\((I[A-Z]\w*)\)"
)
_IDENTITY = (
    "POST:/register POST:/login POST:/refresh GET:/confirmEmail POST:/resendConfirmationEmail"
    " POST:/forgotPassword POST:/resetPassword POST:/manage/2fa GET:/manage/info POST:/manage/info"
)
_FUNCTIONS = ("method_declaration", "local_function_statement")
_INTERFACE = re.compile(r"I[A-Z]")


@detector(
    language="csharp",
    anchors=(
        "MapGet(", "MapPost(", "MapPut(", "MapDelete(", "MapPatch(", "MapMethods(", "MapGroup(",
        "IEndpointRouteBuilder", "RouteGroupBuilder", "WebApplication", "UseEndpoints", "MapHub<",
    ),
    query="(compilation_unit) @file",
)  # fmt: skip
def aspnet_minimal(match: Match) -> Iterator[Fact]:
    """The builders of a file, what is registered on them and whom they are given to."""
    nodes = list(walk(match.nodes("file")[0]))
    builders: set[str] = set()
    for node in nodes:
        for fact in _builders(node, builders):
            if isinstance(fact, Router):
                builders.add(fact.name.rpartition(".")[2])
            yield fact
    for node in nodes:
        if node.type == "invocation_expression":
            yield from _registered(node, builders)


def _scope(node: Node) -> str:
    around = function_around(node)
    return "" if around.type == "compilation_unit" else qualified(around)


def _inside(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name


# ---------------------------------------------------------------- builders


def _builders(node: Node, known: set[str]) -> Iterator[Router | Mount]:
    if node.type in _FUNCTIONS:
        yield from _parameters(node)
    elif node.type == "variable_declarator":
        yield from _variable(node, known)
    elif node.type == "invocation_expression" and called_name(node) == "UseEndpoints":
        yield from _block(node)


def _router(node: Node, scope: str, name: str, prefix: Expression, *, root: bool) -> Router:
    first, _ = node_lines(node)
    return Router(
        lines=(first, first), scope=scope, name=_inside(scope, name), framework="aspnet",
        prefix=prefix, root=root,
    )  # fmt: skip


def _parameters(function: Node) -> Iterator[Router | Mount]:
    """The parameters of a method that routes are registered on.

    What an instance's method is given is served by whoever calls it for all such instances.
    """
    owner = function.parent.parent if function.parent is not None else None
    of_type = owner if owner is not None and owner.type in TYPES else None
    instance = of_type is not None and "static" not in modifiers(function)
    scope = qualified(function)
    for name, kind, declared in parameters_of(function):
        if not is_builder(kind):
            continue
        prefix, alone = _prefix_of(of_type, instance=instance)
        yield _router(declared, scope, name, prefix, root=instance or alone)
        if alone:
            continue
        for base in bases_of(of_type) if of_type is not None else ():
            if _INTERFACE.match(plain_type(base)):
                parent = f"{plain_type(base)}.{own_name(function)}.{name}"
                yield Mount(
                    lines=node_lines(declared), scope=scope, parent=parent,
                    child=Name(dotted=_inside(scope, name)),
                )  # fmt: skip


def _prefix_of(declared: Node | None, *, instance: bool) -> tuple[Expression, bool]:
    """What stands before the routes a class maps, and whether nothing else does: Carter's modules
    say it themselves; for the groups of the Clean Architecture template it is their name, unless
    a property says another."""
    bases = {plain_type(base) for base in bases_of(declared)} if declared is not None else set()
    if declared is None or not bases & {"IEndpointGroup", "EndpointGroupBase"}:
        return (_of_module(declared) if declared is not None and instance else EMPTY), False
    body = declared.child_by_field_name("body")
    for member in body.named_children if body is not None else ():
        if member.type == "property_declaration" and own_name(member) == "RoutePrefix":
            return Name(dotted=f"{own_name(declared)}.RoutePrefix"), True
    groups = any(called_name(n) == "MapGroup" for n in walk(declared)
                 if n.type == "invocation_expression")  # fmt: skip
    return (EMPTY if groups else class_prefix(declared)), True


def _of_module(declared: Node) -> Expression:
    """The path a Carter module gives its base class."""
    for node in walk(declared):
        is_base = node.type == "constructor_initializer" and "base" in node_text(node)[:8]
        if is_base or node.type in ("primary_constructor_base_type", "base_list"):
            for given in walk(node):
                if given.type == "argument":
                    said = expression(given.named_children[-1])
                    return path(said) if isinstance(said, Literally | Name) else EMPTY
    return EMPTY


def _variable(node: Node, known: set[str]) -> Iterator[Router | Mount]:
    """A variable that holds an application, a group, or one of the builders that are known."""
    name = node.child_by_field_name("name")
    value = node.named_children[-1]
    if name is None or value == name:
        return
    scope, own = _scope(node), node_text(name)
    chain = chain_of(value)
    if chain.grouped and chain.base:
        yield _router(node, scope, own, EMPTY, root=False)
        yield Mount(
            lines=node_lines(node), scope=scope, parent=chain.base, child=Name(dotted=own),
            prefix=chain.prefix, guards=chain.guards,
        )  # fmt: skip
    elif _makes_application(value):
        yield _router(node, scope, own, EMPTY, root=True)
    elif node.parent is not None and is_builder(node.parent.child_by_field_name("type")):
        yield _router(node, scope, own, EMPTY, root=False)
        for parent in _held(value, known):
            yield Mount(lines=node_lines(node), scope=scope, parent=parent, child=Name(dotted=own))


def _held(value: Node, known: set[str]) -> list[str]:
    """The builder a variable holds; of several (`group ?? app`) the group, where one is said."""
    names = [each for each in names_in(value) if each in known]
    groups = [each for each in names if "group" in each.lower()]
    return (groups or names)[-1:]


def _makes_application(value: Node) -> bool:
    """`builder.Build()`, `WebApplication.Create(args)`, and chains that end so."""
    if value.type == "await_expression":
        value = value.named_children[0]
    if value.type != "invocation_expression":
        return False
    text = node_text(value)
    return text.startswith("WebApplication.Create(") or called_name(value) in (
        "Build", "ConfigureServices", "ConfigurePipeline", "BuildApplication",
    )  # fmt: skip


def _block(call: Node) -> Iterator[Router | Mount]:
    """The builder that `UseEndpoints` gives to its block."""
    for given in values(call):
        if given.type == "lambda_expression":
            named = given.child_by_field_name("parameters")
            words = names_in(named) if named is not None else ()
            for name in words[-1:]:
                yield _router(given, _scope(call), name, EMPTY, root=True)


# ---------------------------------------------------------------- what is registered


def _registered(call: Node, builders: set[str]) -> Iterator[Fact]:
    on, _ = called(call)
    chain = chain_of(on)
    name = called_name(call)
    if on is not None and chain.base.rpartition(".")[2] in builders:
        if name in VERBS:
            yield from _route(call)
        elif name == "MapHub" or (name == "MapHealthChecks" and not _is_library(call)):
            yield from _hub(call)
        elif name == "MapIdentityApi":
            yield from _identity(call)
        elif name == "RequireAuthorization" and on.type == "identifier" and _is_statement(call):
            yield from _chained(call)
        elif not _MAPPED.match(name) and not _DETAIL.match(name):
            yield from _extended(call, builders)
    elif name == "Map" or name not in VERBS:
        yield from _given(call, builders)


def _route(call: Node) -> Iterator[Fact]:
    said = registered(call)
    chain = chain_of(called(call)[0])
    if said is None or own_name(function_around(call)) == called_name(call) != "Map":
        return  # a method of the same name hands on what it is given
    handler = next((v for v in values(call) if v.type == "lambda_expression"), None)
    inputs: tuple[Input, ...] = inputs_of(handler) if handler is not None else ()
    yield Route(
        lines=_head(call),
        scope=_scope(call),
        router=chain.base,
        methods=() if methods_named(call) is not None else methods(call),
        method=methods_named(call),
        path=below(chain.prefix, said.path),
        handler=said.handler,
        framework="aspnet",
        guards=(*chain.guards, *guards_after(call)),
        inputs=inputs,
        body=body_of(handler) if handler is not None else "",
    )


def _head(call: Node) -> tuple[int, int]:
    """The line where the called name stands."""
    name = called(call)[1]
    line = (name or call).start_point.row + 1
    return line, line


def _hub(call: Node) -> Iterator[Fact]:
    """A SignalR hub, whose connection begins with GET, or a check of health."""
    hub = next(iter(type_arguments(called(call)[1])), None)
    given = values(call)
    if given:
        chain = chain_of(called(call)[0])
        yield Route(
            lines=_head(call), scope=_scope(call), router=chain.base, methods=("GET",),
            path=below(chain.prefix, path(expression(given[0]))), handler=plain_type(hub),
            framework="aspnet", guards=guards_after(call),
        )  # fmt: skip


def _identity(call: Node) -> Iterator[Fact]:
    """The endpoints of ASP.NET Core Identity.

    Source: https://learn.microsoft.com/en-us/aspnet/core/security/authentication/identity-api-authorization
    """
    chain = chain_of(called(call)[0])
    for said in _IDENTITY.split():
        method, _, own = said.partition(":")
        yield Route(
            lines=_head(call), scope=_scope(call), router=chain.base, methods=(method,),
            path=below(chain.prefix, Literally(text=own)), framework="aspnet",
            guards=(*chain.guards, *((AUTHENTICATED,) if "manage" in own else ())),
        )  # fmt: skip


def _is_library(call: Node) -> bool:
    """Whether a call stands in an extension method: what any program may use, or only some."""
    given = function_around(call).child_by_field_name("parameters")
    first = next(iter(given.named_children), None) if given is not None else None
    return first is not None and "this" in modifiers(first)


def _is_statement(call: Node) -> bool:
    return call.parent is not None and call.parent.type == "expression_statement"


def _chained(call: Node) -> Iterator[Fact]:
    """`group.RequireAuthorization();` holds for all of the group."""
    chain = chain_of(call)
    for guard in chain.guards:
        yield Passed(lines=_head(call), scope=_scope(call), router=chain.base, guard=guard)


def _extended(call: Node, builders: set[str]) -> Iterator[Handover]:
    """A builder given to an extension method, and others given beside it.

    A type argument may be a class that maps itself: `app.MapEndpoint<CreateUser>()`.
    """
    name_node = called(call)[1]
    name = called_name(call)
    chain = chain_of(called(call)[0])
    for kind in type_arguments(name_node):
        for method in (name, "Map", "MapEndpoint", "MapEndpoints"):
            yield _handover(call, f"{plain_type(kind)}.{method}", 0, chain.base, chain.prefix)
    yield _handover(call, name, 0, chain.base, chain.prefix)
    for position, given in enumerate(values(call), 1):
        if given.type == "identifier" and node_text(given) in builders:
            yield _handover(call, name, position, node_text(given), EMPTY)


def _handover(call: Node, callee: str, position: int, router: str, prefix: Expression) -> Handover:
    return Handover(
        lines=_head(call),
        scope=_scope(call),
        callee=callee,
        position=position,
        router=router,
        prefix=prefix,
        guards=chain_of(called(call)[0]).guards,
        arguments=tuple(expression(each) for each in values(call)),
    )


def _given(call: Node, builders: set[str]) -> Iterator[Handover]:
    """A builder given as an argument: `Users.Map(app)`, `endpoint.MapEndpoint(builder)`."""
    on, name = called(call)
    for position, given in enumerate(values(call)):
        chain = chain_of(given)
        if chain.base not in builders or given.type not in ("identifier", "invocation_expression"):
            continue
        if given.type == "invocation_expression" and not chain.grouped:
            continue
        owner = dotted(on)
        if owner and not owner[:1].isupper():
            owner = _type_of(call, owner) or owner
        callee = f"{owner}.{dotted(name)}" if owner else dotted(name)
        yield Handover(
            lines=_head(call), scope=_scope(call), callee=callee, position=position,
            router=chain.base, prefix=chain.prefix, guards=chain.guards,
        )  # fmt: skip


def _type_of(call: Node, variable: str) -> str:
    """The type of a loop's variable, as declared, else that of the list it may be of."""
    around = function_around(call)
    for node in walk(around):
        left = node.child_by_field_name("left") if node.type == "foreach_statement" else None
        if left is not None and node_text(left) == variable:
            kind = node.child_by_field_name("type")
            if kind is not None and kind.type != "implicit_type":
                return plain_type(kind)
            found = _ELEMENTS.search(node_text(around))
            return (found[1] or found[2]) if found else ""
    return ""
