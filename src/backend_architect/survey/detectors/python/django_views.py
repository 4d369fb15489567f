"""Django and Django REST framework: what view functions and view classes answer.

Recognises: functions whose first parameter is the request, with the methods their decorators
(`require_http_methods`, `require_POST`, `api_view`) or comparisons of `request.method` name, else
GET; classes that define `get`, `post` ... or extend Django's generic views or DRF's; their guards
from mixins, `permission_classes`, `login_required` and their like.
Versions seen: Django 1.8 to 5.2, DRF 3.x.
Not recognised: `http_method_names` made at run time, methods a `dispatch` override refuses.
Documentation: https://docs.djangoproject.com/en/stable/topics/class-based-views/ and
https://www.django-rest-framework.org/api-guide/generic-views/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backend_architect.survey.detector import Match, detector, node_lines
from backend_architect.survey.facts import Action, Fact, Guard
from backend_architect.survey.grammars.python.nodes import class_bases, field_text
from backend_architect.survey.idioms.python.calls import (
    arguments,
    attribute_of,
    callee,
    decorators,
    dotted,
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
    takes_request,
)
from backend_architect.survey.idioms.python.django_generic import of_views

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = ("get", "post", "put", "patch", "delete")
_ASKED = re.compile(
    rb"request\.method\s*(?:==|!=|in|not in)\s*([\[(]?[\"'][A-Za-z\"', \n]+[\"'][\])]?)"
)
_HTTP = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE"))
_REQUIRED = {"require_GET": ("GET",), "require_POST": ("POST",), "require_safe": ("GET",)}


@detector(
    language="python",
    anchors=("(request", "(self, request", "request,", "View)", "View,", "APIView", "Feed)"),
    query="""
    (class_definition superclasses: (argument_list)) @class
    (module [(function_definition) @function
             (decorated_definition definition: (function_definition) @function)])
    """,
)
def django_views(match: Match) -> Iterator[Fact]:
    """The actions of a view."""
    class_, function = match.node("class"), match.node("function")
    if class_ is not None:
        yield from _class(class_)
    elif function is not None and takes_request(function, 0):
        yield from _function(function)


# ---------------------------------------------------------------- functions


def _function(function: Node) -> Iterator[Action]:
    name, guards = field_text(function, "name"), function_guards(function)
    for method in _answered(function):
        yield Action(
            lines=node_lines(function), controller=name, name=method.lower(), methods=(method,),
            handler=name, guards=for_method(guards, method),
        )  # fmt: skip


def _answered(function: Node) -> tuple[str, ...]:
    for each in decorators(function):
        name = last(callee(each) or dotted(each))
        if name in ("require_http_methods", "api_view"):
            named = texts(arguments(each).get("http_method_names", 0))
            return tuple(dict.fromkeys(method.upper() for method in named)) or ("GET",)
        if name in _REQUIRED:
            return _REQUIRED[name]
        given = _texts_of(each)
        if given and all(text in _HTTP for text in given):
            return given  # a project's own @cors("POST")
    return _compared(function)


def _texts_of(decorator: Node) -> tuple[str, ...]:
    """The texts among the arguments of a decorator."""
    return tuple(text for each in arguments(decorator).positional if (text := literal(each)))


def _compared(function: Node) -> tuple[str, ...]:
    """The methods a function asks for; GET is what it answers otherwise."""
    text = function.text or b""
    asked = {
        word.decode().upper()
        for found in _ASKED.findall(text)
        for word in re.findall(rb"[A-Za-z]+", found)
    }
    if b"request.POST" in text or b"request.FILES" in text:
        asked.add("POST")
    if re.search(rb"method\s*!=\s*[\"']\w+[\"']", text) and len(asked) == 1:
        return tuple(asked)
    return ("GET", *sorted((asked & {verb.upper() for verb in _VERBS}) - {"GET"}))


# ---------------------------------------------------------------- classes


def _class(class_: Node) -> Iterator[Action]:
    name, bases = _qualified(class_), class_bases(class_)
    if any("ViewSet" in base for base in bases):
        return
    guards, found = class_guards(class_), _own(class_)
    allowed = tuple(each.lower() for each in texts(attribute_of(class_, "http_method_names")))
    for verb in _VERBS:
        if verb not in found and verb not in of_views(bases):
            continue
        if allowed and verb not in allowed:
            continue
        method = found.get(verb)
        more = function_guards(method) if method is not None else ()
        yield Action(
            lines=node_lines(method if method is not None else class_), controller=name, name=verb,
            methods=(verb.upper(),), handler=f"{name}.{verb}",
            guards=for_method(_all(guards, more), verb.upper()),
        )  # fmt: skip


def _all(guards: tuple[Guard, ...], more: tuple[Guard, ...]) -> tuple[Guard, ...]:
    return tuple(dict.fromkeys((*guards, *more)))


def _qualified(class_: Node) -> str:
    around, own = scope(class_), field_text(class_, "name")
    return f"{around}.{own}" if around else own


def _own(class_: Node) -> dict[str, Node]:
    """The methods named after HTTP's that take a request."""
    return {
        name: method
        for method in methods_of(class_)
        if (name := field_text(method, "name")) in _VERBS and takes_request(method, 1)
    }
