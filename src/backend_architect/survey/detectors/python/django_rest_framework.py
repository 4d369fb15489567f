"""Django REST framework: routers and viewsets.

Recognises: `DefaultRouter`, `SimpleRouter`, drf-nested-routers' `NestedSimpleRouter` and routers
named so; `register()`, `registry.extend()`; viewsets by their bases (`ModelViewSet`,
`ReadOnlyModelViewSet`, the mixins), by the methods they define, by `@action` (also `list_route`,
`detail_route`, `.mapping`), with `lookup_field`, `lookup_url_kwarg` and `http_method_names`; their
permission, authentication and throttle classes.
Versions seen: 3.0 to 3.16.
Not recognised: the API root and format suffixes; `trailing_slash=False` (paths end with "/").
Documentation: https://www.django-rest-framework.org/api-guide/routers/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import (
    Action,
    Fact,
    Guard,
    Literally,
    Mount,
    Name,
    Resource,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    assigned,
    attribute_of,
    callee,
    decorators,
    dotted,
    expression,
    held,
    last,
    literal,
    methods_of,
    scope,
    texts,
)
from backend_architect.survey.idioms.python.django import (
    class_guards,
    for_method,
    function_guards,
    named_guards,
    open_path,
    path_of_regex,
)
from backend_architect.survey.idioms.python.django_generic import of_viewsets

if TYPE_CHECKING:
    from tree_sitter import Node

#: Conventional action -> HTTP method, and whether it is about one object.
_CONVENTIONAL: dict[str, tuple[str, bool]] = {
    "list": ("GET", False), "create": ("POST", False), "retrieve": ("GET", True),
    "update": ("PUT", True), "partial_update": ("PATCH", True), "destroy": ("DELETE", True),
}  # fmt: skip
_ROUTER = re.compile(r"(?:Default|Simple|Nested|Bulk|Extended|Custom|Optional\w*)\w*Router$")
_EXTRA = frozenset(("action", "list_route", "detail_route", "link"))


@detector(
    language="python",
    anchors=("Router(", ".register(", "ViewSet", "ModelMixin", "@action", "_route(",
             "registry.extend"),
    query="""
    (class_definition superclasses: (argument_list)) @class
    (assignment right: (call function: [(identifier) (attribute)] @maker
      (#match? @maker "Router$")) @made)
    (call function: (attribute object: [(identifier) (attribute)] @router
      attribute: (identifier) @verb) (#any-of? @verb "register" "extend")) @call
    """,
)  # fmt: skip
def django_rest_framework(match: Match) -> Iterator[Fact]:
    """Routers, what is registered on them, and what viewsets offer."""
    class_, made, call = match.node("class"), match.node("made"), match.node("call")
    if class_ is not None:
        yield from _viewset(class_)
    elif made is not None and _is_router(callee(made), match.source.data):
        yield from _router(made)
    elif call is not None and match.text("verb") == "register":
        yield from _registered(call, match.text("router"))
    elif call is not None and match.text("router").endswith(".registry"):
        other = arguments(call).positional
        child = dotted(other[0]).removesuffix(".registry") if other else ""
        if child:
            parent = match.text("router").removesuffix(".registry")
            yield Mount(lines=node_lines(call), scope=scope(call), parent=parent,
                        child=Name(dotted=child))  # fmt: skip


# ---------------------------------------------------------------- routers


def _is_router(maker: str, data: bytes) -> bool:
    """One of Django REST framework's by its name, or a project's own that viewsets are registered
    on and whose `urls` are served."""
    own = b".register(" in data and b".urls" in data and b"fastapi" not in data
    return bool(_ROUTER.search(maker)) or (own and not maker.endswith("APIRouter"))


def _router(made: Node) -> Iterator[Fact]:
    name = assigned(made)
    if name:
        prefix = Literally(text=_nested_prefix(made, 0))
        yield Router(lines=node_lines(made), scope=scope(made), name=name, prefix=prefix,
                     framework="django-rest-framework")  # fmt: skip


def _nested_prefix(made: Node, depth: int) -> str:
    """`NestedSimpleRouter(parent, "domains", lookup="domain")` is below
    `domains/{domain_pk}` of wherever its parent is included."""
    given = arguments(made)
    if "Nested" not in callee(made) or depth > 8:
        return ""
    parent, path = given.get("parent_router", 0), given.text("parent_prefix", 1)
    outer = held(dotted(parent), made) if parent is not None else None
    before = _nested_prefix(outer, depth + 1) if outer is not None else ""
    lookup = given.text("lookup") or "nested"
    return f"{before}/{path_of_regex(path)}/{{{lookup}_pk}}"


def _registered(call: Node, router: str) -> Iterator[Fact]:
    given = arguments(call)
    prefix, viewset = given.get("prefix", 0), given.get("viewset", 1)
    if prefix is None or viewset is None or not dotted(viewset):
        return
    yield Resource(
        lines=node_lines(call), scope=scope(call), router=router, controller=dotted(viewset),
        path=open_path(expression(prefix), regular=True), framework="django-rest-framework",
    )  # fmt: skip


# ---------------------------------------------------------------- viewsets


def _viewset(class_: Node) -> Iterator[Fact]:
    bases, own = class_bases(class_), field_text(class_, "name")
    extra = list(_extra(class_))
    if not extra and not any("ViewSet" in each or "ModelMixin" in each for each in (*bases, own)):
        return
    detail, guards = _detail(class_), class_guards(class_)
    allowed = tuple(each.upper() for each in texts(attribute_of(class_, "http_method_names")))
    methods = {field_text(each, "name"): each for each in methods_of(class_)}
    for name, (verb, one) in _CONVENTIONAL.items():
        if (name in methods or name in of_viewsets(bases)) and (not allowed or verb in allowed):
            method = methods.get(name)
            more = function_guards(method) if method is not None else ()
            yield Action(
                lines=node_lines(class_ if method is None else method), controller=own, name=name,
                methods=(verb,), path=f"{detail}/" if one else "/", handler=f"{own}.{name}",
                guards=for_method(tuple(dict.fromkeys((*guards, *more))), verb),
            )  # fmt: skip
    for method, decorator in extra:
        yield from _action(method, decorator, own, detail, guards)


def _detail(class_: Node) -> str:
    """The path of one object: `/{pk}` unless the class looks it up otherwise."""
    by = attribute_of(class_, "lookup_url_kwarg") or attribute_of(class_, "lookup_field")
    return f"/{{{literal(by) or 'pk'}}}"


def _extra(class_: Node) -> Iterator[tuple[Node, Node]]:
    """The methods with `@action` or `@other.mapping.post`, each with that decorator."""
    for method in methods_of(class_):
        for each in decorators(method):
            name = callee(each) or dotted(each)
            if last(name) in _EXTRA or ".mapping." in name:
                yield method, each


def _action(
    method: Node, decorator: Node, controller: str, detail: str, guards: tuple[Guard, ...]
) -> Iterator[Fact]:
    name, given = field_text(method, "name"), arguments(decorator)
    called = callee(decorator) or dotted(decorator)
    if ".mapping." in called:
        yield from _mapped(method, called, controller, guards)
        return
    path_node = given.get("url_path")
    path = path_of_regex(literal(path_node)) if path_node is not None else name
    if path_node is not None and not path:
        yield Unresolved(lines=node_lines(method), what=f"the path of {controller}.{name}",
                         reason="It is made elsewhere.")  # fmt: skip
        path = name
    one = given.is_true("detail") or last(called) == "detail_route"
    listed = given.get("permission_classes")
    own = tuple(named_guards(listed)) if listed is not None else guards
    yield Action(
        lines=node_lines(method), controller=controller, name=name, handler=f"{controller}.{name}",
        methods=_methods(given.get("methods", 0)), path=f"{detail if one else ''}/{path}/",
        guards=tuple(dict.fromkeys((*own, *function_guards(method)))),
    )  # fmt: skip


def _methods(listed: Node | None) -> tuple[str, ...]:
    named = list(texts(listed))
    for each in listed.named_children if listed is not None and listed.type == "list" else ():
        member = dotted(each)  # HTTPMethod.POST
        if member and last(member).isupper():
            named.append(last(member))
    return tuple(dict.fromkeys(each.upper() for each in named)) or ("GET",)


def _mapped(
    method: Node, called: str, controller: str, guards: tuple[Guard, ...]
) -> Iterator[Fact]:
    """`@set_password.mapping.delete` is another method on the path of `set_password`."""
    class_ = method.parent
    while class_ is not None and class_.type != "class_definition":
        class_ = class_.parent
    original = called.partition(".mapping.")[0]
    if class_ is None:
        return
    for first, decorator in _extra(class_):
        if field_text(first, "name") == original and ".mapping." not in dotted(decorator):
            for action in _action(first, decorator, controller, _detail(class_), guards):
                if isinstance(action, Action):
                    name = field_text(method, "name")
                    yield Action(
                        lines=node_lines(method), controller=controller, name=name,
                        methods=(last(called).upper(),), path=action.path,
                        handler=f"{controller}.{name}", guards=action.guards,
                    )  # fmt: skip
