"""Routers of Go's web frameworks that write their routes alike, and own routers around them.

Recognises: chi (`Route`, `Group` and `With`, `Mount`, `Method`), Echo (groups, `Add`, `Match`,
middleware behind the handler), gorilla/mux (`HandleFunc(...).Methods(...)`, `PathPrefix` and
`Subrouter`, routes built with `Path`, `Methods` and `Handler`, no `BuildOnly`), httprouter and
fasthttp's router (`GET`, `Handle`, `Handler`), Hertz, Iris (`Party`, `PartyFunc`, `HandleMany`),
Macaron and Flamego (`Group` with a function in place, `Combo`), Goji, Bun's router, ozzo-routing;
routers kept in variables and fields, given to functions, returned; routers of other files, of those
that import no framework, and of the repository's own classes that wrap one (a method `Post` or
`POST` that takes a path and a handler) or embed one; what is behind `http.StripPrefix`.
Versions seen: chi 1 to 5, Echo 3 to 5, gorilla/mux 1, httprouter 1, Hertz 0.6, Iris 12, Macaron 1.
Not recognised: static files, fallbacks, WebSocket hubs; Iris' MVC controllers; hosts.
Documentation: https://go-chi.io, https://echo.labstack.com/docs/routing,
https://pkg.go.dev/github.com/gorilla/mux, https://www.iris-go.com/docs
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Definition,
    Expression,
    Fact,
    Given,
    Guard,
    Handover,
    Joined,
    Literally,
    Made,
    Mount,
    Name,
    Route,
    Router,
    RouterClass,
)
from backend_architect.survey.grammars.go.text import (
    dotted,
    expression,
    parameters_of,
    plain_type,
    receiver_of,
    result_of,
)
from backend_architect.survey.idioms.go import routers
from backend_architect.survey.idioms.go.handlers import (
    NO_OPERATIONS,
    is_elsewhere,
    kept,
    stripped,
    unwrapped,
)
from backend_architect.survey.idioms.go.kept_texts import is_pattern, kept_text
from backend_architect.survey.idioms.go.routes import is_path
from backend_architect.survey.idioms.go.routing import (
    EMPTY,
    METHODS,
    Dialect,
    Reached,
    arguments_of,
    callee_of,
    declaration_of,
    guards_of,
    join_paths,
    methods_in,
    path_and_guards,
    path_of,
    plain_guard,
    query,
    reach,
    reference,
    scope_of,
    short_lines,
    variable_name,
)

#: The frameworks by what a file imports; the first that it imports names its routes.
_PACKAGES = {
    b"go-chi/chi": "chi", b"pressly/chi": "chi", b"labstack/echo": "echo",
    b"gorilla/mux": "gorilla/mux", b"julienschmidt/httprouter": "httprouter",
    b"cloudwego/hertz": "hertz", b"kataras/iris": "iris", b"macaron.v1": "macaron",
    b"go-macaron/": "macaron", b"flamego/flamego": "flamego", b"fasthttp/router": "fasthttp",
    b"buaazp/fasthttprouter": "fasthttp", b"uptrace/bunrouter": "bunrouter",
    b"go-martini/martini": "martini", b"gobuffalo/buffalo": "buffalo", b"goji.io": "goji",
    b"zenazn/goji": "goji", b"gofr-dev/gofr": "gofr", b"gofr.dev": "gofr", b"lars.v": "lars",
    b"bmizerany/pat": "pat", b"dimfeld/httptreemux": "httptreemux", b"go-zoo/bone": "bone",
    b"zeromicro/go-zero/rest": "go-zero", b"tal-tech/go-zero/rest": "go-zero",
    b"gogf/gf": "goframe", b"go-ozzo/ozzo-routing": "ozzo-routing",
}  # fmt: skip
_OTHERS = (b"gin-gonic/gin", b"gofiber/fiber")
_VERBS = ("Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "Trace", "Connect")
_OPEN = (
    "Handle", "HandleFunc", "Handler", "HandlerFunc", "Method", "MethodFunc", "Methods", "Add",
    "Match", "HandleMany",
)  # fmt: skip
_PARAMETER = re.compile(
    r"\{(?P<curly>[\w-]+(?:\.[\w-]+)*)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*|\.\.\.)?\}|[:*](?P<colon>\w+)\??|<(?P<angle>\w+)(?::[^>]*)?>|/\*$"
)
_OWN = "(Rout|Mux|Engine|Party|Macaron|Group)"


def _form(path: str) -> str:
    def named(found: re.Match[str]) -> str:
        name = found["curly"] or found["colon"] or found["angle"]
        return f"{{{name}}}" if name else "/{path}"

    return _PARAMETER.sub(named, path)


#: Makers with names that mean something else where their framework is not imported.
_AMBIGUOUS = {
    "router.New": "fasthttp", "server.New": "hertz", "server.Default": "hertz", "web.New": "goji",
    "pat.New": "pat", "routing.New": "ozzo-routing",
}  # fmt: skip

DIALECT = Dialect(
    framework="",
    package="",
    makers=(
        "chi.NewRouter", "chi.NewMux", "echo.New", "mux.NewRouter", "httprouter.New", "iris.New",
        "iris.Default", "server.Default", "macaron.New", "macaron.Classic", "macaron.NewWithLogger",
        "flamego.New", "flamego.Classic", "fasthttprouter.New", "router.New", "bunrouter.New",
        "martini.Classic", "buffalo.New", "goji.NewMux", "gofr.New", "httptreemux.New", "pat.New",
        "server.New", "web.New", "bone.New", "lars.New", "rest.MustNewServer", "rest.NewServer",
        "g.Server", "ghttp.GetServer", "routing.New",
    ),
    types=(
        "chi.Router", "chi.Mux", "echo.Echo", "echo.Group", "mux.Router", "httprouter.Router",
        "server.Hertz", "route.RouterGroup", "route.Engine", "route.IRouter", "route.IRoutes",
        "iris.Application", "iris.Party", "router.Party", "macaron.Macaron", "macaron.Router",
        "flamego.Flame", "flamego.Router", "fasthttprouter.Router", "bunrouter.Router",
        "bunrouter.Group", "martini.ClassicMartini", "martini.Router", "buffalo.App", "goji.Mux",
        "gofr.App", "httptreemux.ContextMux", "httptreemux.TreeMux", "web.Mux",
        "rest.Server", "ghttp.Server", "ghttp.RouterGroup", "routing.Router", "routing.RouteGroup",
    ),
    verbs={
        **{verb: (verb.upper(),) for verb in _VERBS},
        **{verb.upper(): (verb.upper(),) for verb in _VERBS},
        **dict.fromkeys(("Any", "ANY", "ALL", "BindHandler"), ("ANY",)),
        **dict.fromkeys(_OPEN, ()),
    },
    form=_form,
    roles=plain_guard,
    grouping=("Group", "Party", "PathPrefix", "Path", "Combo", "NewGroup", "SubRouter"),
    decorating=("With",),
    passing=("Subrouter", "NewRoute", "Methods", "Name", "Headers", "Queries", "Schemes", "Host",
             "StrictSlash", "UseEncodedPath", "SkipClean", "Bind", "BindFunc", "Unbind",
             "MatcherFunc", "HeadersRegexp"),
    nesting=("Group", "Route"),
)  # fmt: skip


#: What a file holds that imports a framework, registers routes, or has an own class do so.
ANCHORS = (
    *(f"{package.decode()}" for package in _PACKAGES),
    '.Get("/', '.Get("",', ".Post(", '.Put("/', '.Delete("/', ".Patch(", ".GET(", ".POST(",
    ".DELETE(", ".PUT(", '.Handle("', 'HandleFunc("/', ") Post(", ") POST(", "\tPost(",
    "\tPOST(", "http.StripPrefix(", '.Mount("/',
    '"GET", "/', '"POST", "/', "(http.MethodGet, ", "(http.MethodPost, ", "(http.MethodPut, ",
    "(http.MethodDelete, ",
)  # fmt: skip


@detector(
    language="go",
    anchors=ANCHORS,
    query=query(DIALECT)
    + f"""
(call_expression
  function: (selector_expression operand: (_) @parent field: (field_identifier) @_nest)
  arguments: (argument_list (func_literal parameters: (parameter_list (parameter_declaration))
    !result) @nested)
  (#any-of? @_nest "Group" "Route" "PartyFunc" "RouteFunc" "Party" "WithGroup" "NewGroup")) @nest
(call_expression
  function: (selector_expression operand: (_) @parent field: (field_identifier) @_call)
  arguments: (argument_list [(identifier) (selector_expression)] @function .)
  (#any-of? @_call "Group" "Route" "PartyFunc" "RouteFunc")) @call
(call_expression
  function: (selector_expression operand: (_) @parent field: (field_identifier) @_mount)
  arguments: (argument_list . (_) @prefix . (_) @child)
  (#eq? @_mount "Mount")) @mount
(call_expression
  function: (selector_expression operand: (call_expression) @strip field: (field_identifier) @_at)
  (#eq? @_at "ServeHTTP")) @served
(call_expression
  function: [(identifier) (selector_expression)] @_gets
  arguments: (argument_list (identifier) @handed)
  (#match? @_gets "(?i)(rout|regist|setup|init|mount|api|handle|endpoint|attach|install|bind|add)"))
(call_expression
  function: [(identifier) (selector_expression)]
  arguments: (argument_list (interpreted_string_literal) @_path (_))
  (#match? @_path "^.[/]")) @given
(call_expression
  function: [(identifier) (selector_expression)]
  arguments: (argument_list (_) (interpreted_string_literal) @_path)
  (#match? @_path "^.[/]")) @given
(call_expression
  function: [(identifier) (selector_expression)] @_gets
  arguments: (argument_list [(selector_expression) (binary_expression) (call_expression)] (_))
  (#match? @_gets "(?i)[.]?(rout|regist|mount|handle|endpoint|get|post|put|patch|delete)[A-Za-z]*$")
  ) @given
(literal_element (literal_value)) @row
(parameter_declaration type: (_) @_own (#match? @_own "{_OWN}")) @own
(short_var_declaration right: (expression_list . (call_expression
  function: (_) @_own_made) .) (#match? @_own_made "[.]New\\\\w*{_OWN}|^New\\\\w*{_OWN}")) @own_made
(function_declaration result: (_) @_gives (#match? @_gives "{_OWN}")) @gives
(method_declaration result: (_) @_gives (#match? @_gives "{_OWN}")) @gives
(method_declaration name: (field_identifier) @_verb (#any-of? @_verb "Post" "POST")) @own_verb
(method_elem name: (field_identifier) @_verb (#any-of? @_verb "Post" "POST")) @own_verb
(field_declaration !name type: (_) @embeds) @embedded
""",
)  # fmt: skip
def web_routers(match: Match) -> Iterator[Fact]:
    """Say what this match tells about routers."""
    framework = _framework(match.source.data)
    if framework is None:
        return
    for name, say in _SAYS.items():
        node = match.node(name)
        if node is not None:
            yield from say(match, node, framework)
            return
    made = match.node("made")
    if made is None or callee_of(made) in _dialect(framework).makers:
        yield from routers.events(match, _dialect(framework))


@lru_cache(maxsize=32)
def _framework(data: bytes) -> str | None:
    """The framework a file imports, "" for none, None where it is another detector's."""
    named = (name for package, name in _PACKAGES.items() if package in data)
    found = next(named, "")
    if not found and not any(anchor.encode() in data for anchor in ANCHORS):
        return None
    return None if not found and any(other in data for other in _OTHERS) else found


@lru_cache(maxsize=32)
def _dialect(framework: str) -> Dialect:
    """The one dialect under a framework's name."""
    makers = tuple(m for m in DIALECT.makers if _AMBIGUOUS.get(m, framework) == framework)
    return replace(DIALECT, framework=framework or "net/http", makers=makers)


# ---------------------------------------------------------------- routes


def _route(match: Match, call: Node, framework: str) -> Iterator[Fact]:
    dialect, verb = _dialect(framework), match.text("verb")
    given = arguments_of(call)
    if not _may_be_route(given) or (not framework and is_pattern(kept_text(given[0]))):
        return
    reached = reach(match.nodes("router")[0], dialect)
    router = reference(reached.base)
    if not router or router.partition(".")[0] in ("http", "httptest"):
        return
    after = _calls_after(call)
    if "BuildOnly" in after:
        return
    methods, method, rest = _methods(verb, given, reached, after)
    path, handlers = _path(rest, reached, verb)
    if path is None or not handlers or handlers[0].type in ("nil", "int_literal"):
        return
    yield from _ranged(call, path, reached.prefix, method)
    if is_elsewhere(kept(handlers[-1])):
        return
    handler, guards = _handler(handlers, framework, dialect)
    if handler in NO_OPERATIONS or _is_below(handlers[-1]):
        yield from _below(call, router, reached, handlers[-1])
        return
    yield Route(
        lines=short_lines(call, match.node("verb"), handlers[-1]),
        scope=scope_of(call),
        router=router,
        methods=methods,
        method=method,
        path=join_paths(reached.prefix, path),
        handler=handler,
        framework=framework,
        guards=reached.guards + guards,
    )


def _may_be_route(given: list[Node]) -> bool:
    """A first glance: most calls of `Get` and `Add` are none."""
    if not given:
        return False
    if len(given) == 1:
        return given[0].type not in ("interpreted_string_literal", "int_literal")
    first = given[0].type
    return first not in ("int_literal", "nil", "func_literal", "unary_expression")


def _methods(
    verb: str, given: list[Node], reached: Reached, after: dict[str, list[Node]]
) -> tuple[tuple[str, ...], Expression | None, list[Node]]:
    """The methods of a route, what says them if they are not written out, and the arguments
    behind them."""
    fixed = DIALECT.verbs[verb]
    if fixed:
        return fixed, None, given
    limited = methods_in(after.get("Methods", [])) or reached.methods or _limits(reached.base)
    named = methods_in(given[:1]) if len(given) > 2 and _says_methods(given[0]) else ()
    if named:
        return named, None, given[1:]
    asked = len(given) > 2 and verb not in ("HandleFunc", "Match") and dotted(given[0])
    if asked and is_path(given[1]):
        return (), expression(given[0]), given[1:]
    later = after.get("Methods", [])
    if not limited and (len(later) == 1 or reached.method is not None):
        return (), expression(later[0]) if later else reached.method, given
    return limited or ("ANY",), None, given


def _ranged(call: Node, *said: Expression | None) -> Iterator[Fact]:
    """The variable of a loop over a table of routes, if a route is said by its fields."""
    parts = [
        part for each in said for part in (each.parts if isinstance(each, Joined) else (each,))
    ]
    heads = {part.dotted.partition(".")[0] for part in parts if isinstance(part, Name)}
    above = call.parent
    while above is not None and heads:
        clause = above.named_children[0] if above.type == "for_statement" else None
        if clause is not None and clause.type == "range_clause":
            left, right = clause.child_by_field_name("left"), clause.child_by_field_name("right")
            names = [node_text(n) for n in left.named_children] if left is not None else []
            if names and names[-1] in heads and right is not None:
                yield Definition(
                    lines=node_lines(clause),
                    scope=scope_of(call),
                    name=f"{scope_of(call)}.{names[-1]}",
                    kind="value",
                    value=expression(right),
                )
        above = above.parent


def _says_methods(node: Node) -> bool:
    """`"GET,POST"`, `http.MethodGet`, `[]string{"GET"}`: nothing but methods."""
    said = expression(node)
    if isinstance(said, Literally):
        words = re.findall(r"\w+", said.text)
        return bool(words) and all(word.upper() in METHODS for word in words)
    return bool(methods_in([node]))


def _limits(base: Node) -> tuple[str, ...]:
    """The methods a subrouter is limited to where it is made (`r.Methods("GET").Subrouter()`)."""
    declared = declaration_of(base, node_text(base)) if base.type == "identifier" else None
    right = declared.child_by_field_name("right") if declared is not None else None
    value = right.named_children[0] if right is not None and right.named_children else None
    return reach(value, DIALECT).methods if value is not None else ()


def _path(rest: list[Node], reached: Reached, verb: str) -> tuple[Expression | None, list[Node]]:
    """The path of a route and its handlers; no path where it is none."""
    if rest and (verb == "Methods" or len(rest) == 1) and _says_methods(rest[0]):
        return None, rest
    if reached.whole and not (len(rest) > 1 and is_path(rest[0])):
        return EMPTY, rest
    if verb in ("Handler", "HandlerFunc") and len(rest) == 1 and reached.methods:
        return EMPTY, rest
    if len(rest) > 1 and is_path(rest[0]):
        path = path_of(rest[0], DIALECT)
        fits = not isinstance(path, Literally) or _PATH.fullmatch(path.text)
        return (path if fits else None), rest[1:]
    return None, rest


_PATH = re.compile(r"/\S*|(?![\w+.-]*://)[\w{*][\w/{}*.,-]*|")


def _calls_after(call: Node) -> dict[str, list[Node]]:
    """The calls made on what a call gives (`.Methods("GET").Name("x")`), with their arguments."""
    found: dict[str, list[Node]] = {}
    node = call
    while node.parent is not None and node.parent.type == "selector_expression":
        above = node.parent.parent
        field = node.parent.child_by_field_name("field")
        if above is None or above.type != "call_expression" or field is None:
            break
        found.setdefault(node_text(field), []).extend(arguments_of(above))
        node = above
    return found


def _handler(
    handlers: list[Node], framework: str, dialect: Dialect
) -> tuple[str, tuple[Guard, ...]]:
    """The handler's name, and the checks before it: Echo's stand behind it."""
    last, others = (handlers[0], handlers[1:]) if framework == "echo" else (
        handlers[-1], handlers[:-1]
    )  # fmt: skip
    around, name = unwrapped(last)
    return name, (*guards_of(others, dialect), *around)


def _is_below(handler: Node) -> bool:
    return stripped(handler) is not None


def _below(call: Node, router: str, reached: Reached, handler: Node) -> Iterator[Fact]:
    """A handler that is a router itself, behind `http.StripPrefix`."""
    inner = stripped(handler)
    child = _child(inner[1]) if inner is not None else None
    if inner is not None and child is not None:
        yield Mount(
            lines=node_lines(call),
            scope=scope_of(call),
            parent=router,
            child=child,
            prefix=join_paths(reached.prefix, path_of(inner[0], DIALECT)),
            guards=reached.guards,
        )


# ---------------------------------------------------------------- routers


def _nested(match: Match, call: Node, framework: str) -> Iterator[Fact]:
    """`r.Route("/x", func(r chi.Router) {...})`: the parameter is a router below the path."""
    dialect = _dialect(framework)
    given = match.nodes("nested")[0].child_by_field_name("parameters")
    declared = given.named_children[0] if given is not None and given.named_children else None
    names = declared.children_by_field_name("name") if declared is not None else []
    reached = reach(match.nodes("parent")[0], dialect)
    parent = reference(reached.base)
    if declared is None or not names or not parent:
        return
    others = [a for a in arguments_of(call) if a.type != "func_literal"]
    prefix, guards = path_and_guards(others, dialect)
    lines = short_lines(call, None, match.node("nested"))
    child = variable_name(declared, node_text(names[0]))
    kind = plain_type(declared.child_by_field_name("type"))
    scope = scope_of(declared)
    yield Router(lines=lines, scope=scope, name=child, framework=framework)
    if "@" in child:
        yield Definition(lines=lines, scope=scope, name=child, kind="value", type=kind)
    yield Mount(
        lines=lines,
        scope=scope,
        parent=parent,
        child=Name(dotted=child),
        prefix=join_paths(reached.prefix, prefix),
        guards=reached.guards + guards,
    )
    yield from routers.declared(declared, dialect)


def _called(match: Match, call: Node, framework: str) -> Iterator[Fact]:
    """`r.Route("/x", h.routes)`: the function is given a router below the path."""
    dialect = _dialect(framework)
    reached = reach(match.nodes("parent")[0], dialect)
    function = match.nodes("function")[0]
    given = [a for a in arguments_of(call) if a != function]
    prefix = path_of(given[0], dialect) if given and is_path(given[0]) else EMPTY
    router = reference(reached.base)
    if router:
        yield Handover(
            lines=node_lines(call),
            scope=scope_of(call),
            callee=dotted(function),
            position=0,
            router=router,
            prefix=join_paths(reached.prefix, prefix),
            guards=reached.guards,
        )


def _mounted(match: Match, call: Node, framework: str) -> Iterator[Fact]:
    """`r.Mount("/x", child)`, where the child is a router or a call that makes one."""
    dialect = _dialect(framework)
    reached = reach(match.nodes("parent")[0], dialect)
    child = _child(match.nodes("child")[0])
    router, prefix = reference(reached.base), match.nodes("prefix")[0]
    if router and child is not None and is_path(prefix):
        yield Mount(
            lines=node_lines(call),
            scope=scope_of(call),
            parent=router,
            child=child,
            prefix=join_paths(reached.prefix, path_of(prefix, dialect)),
            guards=reached.guards,
        )


def _child(node: Node) -> Expression | None:
    """What is mounted: a name, or the call that makes it, also on a value made in place."""
    if dotted(node):
        return Name(dotted=reference(node))
    inner = stripped(node)
    if inner is not None:
        return _child(inner[1])
    callee = callee_of(node) or _made_in_place(node)
    return Made(callee=callee) if callee else None


def _made_in_place(node: Node) -> str:
    """`users.Resource.Routes` for `users.Resource{}.Routes()`."""
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    operand = function.child_by_field_name("operand") if function is not None else None
    field = function.child_by_field_name("field") if function is not None else None
    while operand is not None and operand.type in ("parenthesized_expression", "unary_expression"):
        operand = operand.named_children[-1]
    if operand is None or field is None or operand.type != "composite_literal":
        return ""
    return f"{plain_type(operand.child_by_field_name('type'))}.{node_text(field)}"


def _served(match: Match, call: Node, framework: str) -> Iterator[Fact]:
    """`http.StripPrefix("/api", h.users).ServeHTTP(w, r)`: a handler served below a prefix."""
    inner = stripped(match.nodes("strip")[0])
    child = _child(inner[1]) if inner is not None else None
    if inner is None or child is None or not is_path(inner[0]):
        return
    own = f"{scope_of(call)}.ServeHTTP"
    lines = node_lines(call)
    yield Router(lines=lines, scope=scope_of(call), name=own, framework=framework, root=True)
    prefix = path_of(inner[0], DIALECT)
    yield Mount(lines=lines, scope=scope_of(call), parent=own, child=child, prefix=prefix)


# ---------------------------------------------------------------- own classes of routers


def _own(_: Match, declared: Node, framework: str) -> Iterator[Fact]:
    """A parameter that may be a router of an own class: where it is handed on to."""
    dialect = _dialect(framework)
    kind = plain_type(declared.child_by_field_name("type"))
    if declared.parent is None or kind in DIALECT.types or kind.startswith("func"):
        return
    for name in declared.children_by_field_name("name"):
        whole = variable_name(declared, node_text(name))
        if "@" in whole:
            yield Definition(
                lines=node_lines(declared), scope=scope_of(declared), name=whole, kind="value",
                type=kind,
            )  # fmt: skip
        yield from routers.handed_on(declared, whole, dialect)


def _own_made(_: Match, declared: Node, framework: str) -> Iterator[Fact]:
    """A variable that may hold a router of an own class: where it is handed on to."""
    left = declared.child_by_field_name("left")
    right = declared.child_by_field_name("right")
    if left is None or right is None or not left.named_children or not right.named_children:
        return
    if callee_of(right.named_children[0]) not in DIALECT.makers:
        whole = variable_name(declared, node_text(left.named_children[0]))
        yield from routers.handed_on(declared, whole, _dialect(framework))


def _gives(_: Match, function: Node, __: str) -> Iterator[Fact]:
    """A function that returns a router of an own class stands for it."""
    if result_of(function) not in DIALECT.types:
        yield from routers.stands_for(function)


def _own_verb(match: Match, method: Node, framework: str) -> Iterator[Fact]:
    """A class with a method `Post` that takes a path and a handler is one of routers, if it also
    makes groups; without groups it only gives on what it is given."""
    receiver = receiver_of(method)
    owner = receiver[1] if receiver else _interface(method)
    given = list(parameters_of(method))
    takes = len(given) > 1 and given[0][1] == "string" and "error" not in result_of(method)
    if owner and takes and any(_HANDLER.search(node_text(node)) for _, _, node in given[1:]):
        text = match.source.text
        if receiver is None or _GROUPS.search(text) or not _gives_on(method, given[0][0]):
            lines = node_lines(method)
            yield RouterClass(lines=lines, name=owner, framework=framework or "net/http")


_HANDLER = re.compile(r"[Hh]andler|func\(|\.\.\.\s*(?:any|interface\s*\{\s*\})|\bMiddleware")
_GROUPS = re.compile(r"\)\s+(?:Group|Route|Mount|Party|Scope)\(")


def _interface(method: Node) -> str:
    """The name of the interface around a method, "" for what is none."""
    above = method.parent
    while above is not None and above.type != "type_spec":
        above = above.parent
    name = above.child_by_field_name("name") if above is not None else None
    return node_text(name) if name is not None else ""


def _gives_on(method: Node, path: str) -> bool:
    """Whether a method gives the path it is given on to another call, as it is."""
    body = method.child_by_field_name("body")
    text = node_text(body) if body is not None else ""
    return re.search(rf"\(\s*(?:[\w.\"]+,\s*)?{re.escape(path)}\s*[,)]", text) is not None


def _embedded(match: Match, field: Node, framework: str) -> Iterator[Fact]:
    """A struct that embeds a framework's router serves its routes by itself."""
    kind = plain_type(match.node("embeds"))
    above = field.parent
    while above is not None and above.type != "type_spec":
        above = above.parent
    name = above.child_by_field_name("name") if above is not None else None
    if kind in DIALECT.types and name is not None:
        lines = node_lines(field)
        yield RouterClass(lines=lines, name=node_text(name), framework=framework, single=True)


def _handed(_: Match, argument: Node, framework: str) -> Iterator[Fact]:
    """A variable that may be a router, given to a function that may register routes."""
    router = reference(argument)
    if router != dotted(argument) and _ROUTERS.fullmatch(dotted(argument)):
        yield from routers.handed(argument, router, _dialect(framework))


#: How people call their routers: what else is given away is none.
_ROUTERS = re.compile(
    r"[rmegh]|[rg]g|gr|api\w*|app|srv|server|engine|root|public|private|admin|auth\w*|v\d+\w*"
    r"|\w*(?:[rR]oute(?:r|s)?|[gG]roup|[gG]rp|[mM]ux|API|Api|Engine|App|macaron|Macaron|echo|chi)"
)


def _given(_: Match, call: Node, __: str) -> Iterator[Fact]:
    """A call of what may be a function of the repository, with what may be a path."""
    callee = callee_of(call)
    if callee and not callee.startswith(_LIBRARIES) and not _is_framework(call):
        yield Given(
            lines=short_lines(call, None, arguments_of(call)[-1]),
            scope=scope_of(call),
            callee=callee,
            arguments=tuple(_argument(each) for each in arguments_of(call)),
        )


def _argument(node: Node) -> Expression:
    """What is given; `http.MethodGet` is the text it stands for."""
    said = expression(node)
    method = methods_in([node]) if isinstance(said, Name) and ".Method" in said.dotted else ()
    return Literally(text=method[0]) if method else said


def _is_framework(call: Node) -> bool:
    """Whether a call is one on a parameter or variable that is a framework's router."""
    function = call.child_by_field_name("function")
    operand = function.child_by_field_name("operand") if function is not None else None
    base = _base(operand) if operand is not None else None
    declared = declaration_of(base, node_text(base)) if base is not None else None
    if declared is None:
        return False
    right = declared.child_by_field_name("right")
    value = right.named_children[0] if right is not None and right.named_children else None
    kind = plain_type(declared.child_by_field_name("type"))
    made = callee_of(_base(value) or value) if value is not None else ""
    return kind in DIALECT.types or made in DIALECT.makers


def _base(node: Node) -> Node | None:
    base = reach(node, DIALECT).base
    return base if base.type in ("identifier", "call_expression") else None


_LIBRARIES = (
    "http.", "fmt.", "strings.", "filepath.", "path.", "os.", "exec.", "errors.", "log.", "url.",
    "t.", "assert.", "require.", "json.", "regexp.", "httptest.", "context.", "bytes.", "time.",
)  # fmt: skip


def _row(_: Match, row: Node, __: str) -> Iterator[Fact]:
    """An element of a table of routes: `{"List", "GET", "/users", h.list}`."""
    value = row.named_children[0]
    literal = row.parent.parent if row.parent is not None else None
    kind = literal.child_by_field_name("type") if literal is not None else None
    if kind is None or kind.type not in ("slice_type", "array_type", "map_type", "type_identifier"):
        return
    elements = [each for each in value.named_children if each.type != "comment"]
    keyed = [each for each in elements if each.type == "keyed_element"]
    pairs = [each.named_children for each in keyed]
    values = [pair[-1] for pair in pairs] if keyed else elements
    said = tuple(
        expression(each.named_children[0] if each.named_children else each) for each in values
    )
    if any(isinstance(each, Literally) and each.text.startswith("/") for each in said):
        yield Given(
            lines=node_lines(row),
            scope=scope_of(row),
            callee=_element(kind),
            arguments=said,
            names=tuple(node_text(pair[0]) for pair in pairs),
        )


def _element(kind: Node) -> str:
    """The type of the elements of a list or a map."""
    inner = kind.child_by_field_name("element") or kind.child_by_field_name("value")
    return plain_type(inner if inner is not None else kind)


_SAYS = {
    "route": _route,
    "nest": _nested,
    "call": _called,
    "mount": _mounted,
    "served": _served,
    "handed": _handed,
    "given": _given,
    "row": _row,
    "own": _own,
    "own_made": _own_made,
    "gives": _gives,
    "own_verb": _own_verb,
    "embedded": _embedded,
}
