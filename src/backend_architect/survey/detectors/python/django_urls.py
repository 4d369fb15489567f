"""Django: URL patterns.

Recognises: lists of `path()`, `re_path()` and `url()` held by `urlpatterns` or any other name, with
`+`, `+=`, `append`, `i18n_patterns` and `format_suffix_patterns` around; `include()` of a module, a
list, a pair with a namespace, or a DRF router's `urls`; views as names, `as_view()` (with DRF's
mapping of methods to actions), wrapped in decorators; well-known views of Django, DRF, Simple JWT
and drf-spectacular.
Versions seen: Django 1.8 to 5.2.
Not recognised: patterns made by functions or classes (`get_urls`), views named by a text, the
admin site's own pages (said as a gap), the language prefix of `i18n_patterns`.
Documentation: https://docs.djangoproject.com/en/stable/topics/http/urls/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Expression,
    Fact,
    Guard,
    Joined,
    Literally,
    Mount,
    Name,
    Opaque,
    Resource,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.python.nodes import field_text
from backend_architect.survey.idioms.guards import guard
from backend_architect.survey.idioms.python.calls import (
    arguments,
    callee,
    dotted,
    elements,
    expression,
    last,
    literal,
    pairs,
)
from backend_architect.survey.idioms.python.django import open_path

if TYPE_CHECKING:
    from tree_sitter import Node

_PATTERNS = frozenset(("path", "re_path", "url"))
#: Views that others wrote, with the methods their documentation names.
_KNOWN: dict[str, tuple[str, ...]] = {
    "TokenObtainPairView": ("POST",), "TokenRefreshView": ("POST",), "TokenVerifyView": ("POST",),
    "TokenObtainSlidingView": ("POST",), "TokenRefreshSlidingView": ("POST",),
    "TokenBlacklistView": ("POST",), "obtain_auth_token": ("POST",), "obtain_jwt_token": ("POST",),
    "refresh_jwt_token": ("POST",), "verify_jwt_token": ("POST",), "TemplateView": ("GET",),
    "RedirectView": ("GET",), "LoginView": ("GET", "POST"), "LogoutView": ("POST",),
    "PasswordResetView": ("GET", "POST"), "PasswordChangeView": ("GET", "POST"),
    "PasswordResetDoneView": ("GET",), "PasswordChangeDoneView": ("GET",),
    "PasswordResetConfirmView": ("GET", "POST"), "PasswordResetCompleteView": ("GET",),
    "SpectacularAPIView": ("GET",), "SpectacularSwaggerView": ("GET",),
    "SpectacularRedocView": ("GET",), "GraphQLView": ("GET", "POST"),
    "AsyncGraphQLView": ("GET", "POST"), "JavaScriptCatalog": ("GET",), "sitemap": ("GET",),
    "set_language": ("POST",), "serve": ("GET",),
}  # fmt: skip


class _Place(NamedTuple):
    """Where patterns stand: the name of their list, and the path before them."""

    router: str
    prefix: tuple[Expression, ...] = ()


@detector(
    language="python",
    anchors=("urlpatterns", " path(", "[path(", "(path(", "\tpath(", "re_path(", " url(", "[url("),
    query="""
    (assignment left: (identifier) right: [(list) (tuple) (binary_operator)]) @patterns
    (assignment left: (identifier) @name right: [(call) (attribute) (parenthesized_expression)]
      (#match? @name "url|pattern")) @patterns
    (augmented_assignment left: (identifier) @name (#match? @name "url|pattern")) @patterns
    (expression_statement (call function: (attribute object: (identifier) @list
      attribute: (identifier) @verb) (#any-of? @verb "append" "extend" "insert")) @grown)
    """,
)
def django_urls(match: Match) -> Iterator[Fact]:
    """One router for each list of patterns, and what is in it."""
    patterns, grown = match.node("patterns"), match.node("grown")
    if patterns is not None:
        yield from _list(patterns)
    elif grown is not None and "urlpatterns" in match.text("list"):
        for each in arguments(grown).positional:
            yield from _patterns(each, _Place(match.text("list")))


def _list(statement: Node) -> Iterator[Fact]:
    name, right = field_text(statement, "left"), statement.child_by_field_name("right")
    if right is None or not name.isidentifier():
        return
    facts = list(_patterns(right, _Place(name)))
    if name == "urlpatterns" or (facts and (_speaks(name) or not all(map(_is_bare, facts)))):
        if statement.type == "assignment":
            yield Router(lines=node_lines(statement), name=name, framework="django")
        yield from facts


def _speaks(name: str) -> bool:
    return "url" in name.lower() or "pattern" in name.lower()


def _is_bare(fact: Fact) -> bool:
    """A mere name in a list: patterns of elsewhere only if the list's own name says so."""
    return isinstance(fact, Mount) and fact.prefix == Literally(text="")


def _patterns(node: Node, place: _Place) -> Iterator[Fact]:
    """The patterns in a list, sum or wrapped list."""
    if node.type == "call":
        name, given = last(callee(node)), arguments(node)
        if name in _PATTERNS:
            yield from _pattern(node, place, regular=name != "path")
        elif name in ("i18n_patterns", "format_suffix_patterns", "patterns", "required"):
            for each in given.positional:
                yield from _patterns(each, place)
    elif node.type == "attribute" and field_text(node, "attribute") == "urls":
        yield from _mount(node, place, node)
    else:
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        parts = sides if node.type == "binary_operator" else elements(node)
        for part in parts:
            if part is not None and part.type in ("identifier", "list_splat"):
                held = part if part.type == "identifier" else part.named_children[0]
                yield from _mount(held, place, part)
            elif part is not None:
                yield from _patterns(part, place)


def _pattern(call: Node, place: _Place, *, regular: bool) -> Iterator[Fact]:
    given = arguments(call)
    route = given.get("regex" if regular else "route", 0)
    view = given.get("view", 1)
    if route is None or view is None:
        return
    path = _below(place, open_path(_route_text(route), regular=regular))
    if last(callee(view)) == "include":
        yield from _include(view, _Place(place.router, (path,)), call)
    elif node_text(view).endswith("site.urls"):
        yield Unresolved(lines=node_lines(call), what="the admin site",
                         reason="Its pages follow from the registered models.")  # fmt: skip
    elif view.type == "attribute" and field_text(view, "attribute") == "urls":
        yield from _mount(view, _Place(place.router, (path,)), call)
    else:
        yield from _view(view, path, place.router, call, ())


def _route_text(route: Node) -> Expression:
    """A translated pattern, `_("articles/")`, is its text."""
    given = arguments(route).positional if route.type == "call" else ()
    if len(given) == 1 and last(callee(route)) in ("_", "gettext_lazy", "ugettext_lazy"):
        return expression(given[0])
    return expression(route)


def _below(place: _Place, path: Expression) -> Expression:
    if not place.prefix:
        return path
    parts = (*place.prefix, path)
    if all(isinstance(part, Literally) for part in parts):
        return Literally(text="".join(p.text for p in parts if isinstance(p, Literally)))
    return Joined(parts=parts)


# ---------------------------------------------------------------- includes


def _include(call: Node, place: _Place, whole: Node) -> Iterator[Fact]:
    given = arguments(call).get("arg", 0)
    if given is not None and given.type == "tuple" and given.named_children:
        given = given.named_children[0]
    if given is None:
        return
    if given.type in ("list", "binary_operator") and not literal(given):
        yield from _patterns(given, place)
    else:
        yield from _mount(given, place, whole)


def _mount(child: Node, place: _Place, whole: Node) -> Iterator[Fact]:
    said = expression(child)
    if isinstance(said, Name):
        said = Name(dotted=said.dotted.removesuffix(".urls") or said.dotted)
    if isinstance(said, Opaque):
        yield Unresolved(lines=node_lines(whole), what="include",
                         reason="What is included is worked out at run time.")  # fmt: skip
        return
    prefix = place.prefix[0] if place.prefix else Literally(text="")
    yield Mount(lines=node_lines(whole), parent=place.router, child=said, prefix=prefix)


# ---------------------------------------------------------------- views


def _view(
    view: Node, path: Expression, router: str, call: Node, guards: tuple[Guard, ...]
) -> Iterator[Fact]:
    name = callee(view) if view.type == "call" else dotted(view)
    if view.type == "call" and last(name) != "as_view":
        yield from _wrapped(view, path, router, call, guards)
        return
    controller = name.removesuffix(".as_view")
    mapping = arguments(view).get("actions", 0) if view.type == "call" else None
    if mapping is not None and mapping.type == "dictionary":
        for method, action in pairs(mapping):
            yield Route(lines=node_lines(call), router=router, methods=(method.upper(),),
                        path=path, handler=f"{controller}.{literal(action)}", guards=guards,
                        framework="django")  # fmt: skip
    elif last(controller) in _KNOWN:
        yield Route(lines=node_lines(call), router=router, methods=_KNOWN[last(controller)],
                    path=path, handler=controller, guards=guards, framework="django")  # fmt: skip
    elif view.type == "lambda":
        yield Route(lines=node_lines(call), router=router, methods=("GET",), path=path,
                    guards=guards, framework="django")  # fmt: skip
    elif controller:
        yield Resource(lines=node_lines(call), router=router, path=path, controller=controller,
                       framework="django", guards=guards)  # fmt: skip
    else:
        yield Unresolved(lines=node_lines(call), what="a URL's view",
                         reason="The view is worked out at run time.")  # fmt: skip


def _wrapped(
    view: Node, path: Expression, router: str, call: Node, guards: tuple[Guard, ...]
) -> Iterator[Fact]:
    """`login_required(view)` and `cache_page(60)(view)`: what is inside, guarded."""
    function = view.child_by_field_name("function")
    name = callee(view) or callee(function)
    inner = arguments(view).positional
    if len(inner) != 1 or literal(inner[0]):
        yield Unresolved(lines=node_lines(call), what="a URL's view",
                         reason="The view is made by a call.")  # fmt: skip
        return
    checks = (guard(name),) if guard(name).role != "other" and "exempt" not in name else ()
    yield from _view(inner[0], path, router, call, (*guards, *checks))
