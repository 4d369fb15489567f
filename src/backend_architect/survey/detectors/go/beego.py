"""Beego: controllers, namespaces, annotated methods and functional routes.

Recognises: `web.Router("/x", &C{}, "get:List;post:Create")`, without a mapping the methods of the
controller that are called like HTTP's; `web.Get("/x", f)` to `web.Any`, `Handler`, `CtrlGet`;
`NewNamespace` with `NSNamespace`, `NSRouter`, `NSInclude`, `NSGet` and their like, nested;
`web.Include` with `@router /x/:id [get,post]` comments on methods.
Versions seen: 1.6 to 2.3, as `beego` and as `web`.
Not recognised: `AutoRouter` and `AutoPrefix` (said as unresolved); namespaces put together from
variables of other functions.
Documentation: https://beego.wiki/docs/mvc/controller/router/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Action,
    Expression,
    Fact,
    Literally,
    Resource,
    Route,
    Router,
    Unresolved,
)
from backend_architect.survey.grammars.go.text import expression, plain_type, receiver_of
from backend_architect.survey.idioms.go.routes import is_path
from backend_architect.survey.idioms.go.routing import (
    arguments_of,
    callee_of,
    declaration_of,
    join_paths,
    scope_of,
    short_lines,
)

APP = "beego.App"
ANCHORS = ("beego/beego", "astaxie/beego", "@router ", "beego.Controller", "web.Controller")
_VERBS = ("Get", "Post", "Put", "Delete", "Patch", "Head", "Options")
_METHODS = {**{verb: (verb.upper(),) for verb in _VERBS}, "Any": ("ANY",), "Handler": ("ANY",)}
_PARAMETER = re.compile(r"/\?:(\w+)(?:\([^/]*\)|:\w+)?|:(\w+)(?:\([^/]*\)|:\w+)?|\*\.\*|\*")
_MAPPED = re.compile(r"([\w,*]+)\s*:\s*(\w+)")
_ANNOTATED = re.compile(r"@router\s+(\S+)(?:\s+\[([\w,\s]+)\])?", re.I)
_NAMES = " ".join(
    f'"{name}"'
    for name in (
        *_METHODS, *(f"Ctrl{verb}" for verb in _METHODS), "Router", "Include", "NewNamespace",
        "AutoRouter", "AutoPrefix",
    )
)  # fmt: skip


@detector(
    language="go",
    anchors=ANCHORS,
    query=f"""
(call_expression
  function: (selector_expression operand: (identifier) @_package field: (field_identifier) @does)
  (#any-of? @_package "beego" "web" "server") (#any-of? @does {_NAMES})) @call
(method_declaration receiver: (_) name: (field_identifier) @_method
  parameters: (parameter_list) @_none
  (#any-of? @_method "Get" "Post" "Put" "Delete" "Patch" "Head" "Options")
  (#eq? @_none "()")) @verb
((comment)+ @comment . (method_declaration receiver: (_)) @annotated
  (#match? @comment "@[rR]outer"))
""",
)
def beego(match: Match) -> Iterator[Fact]:
    """Routes of a call, the conventional method of a controller, or an annotated one."""
    if not any(anchor.encode() in match.source.data for anchor in ANCHORS):
        return
    call, verb, annotated = match.node("call"), match.node("verb"), match.node("annotated")
    if call is not None and b"beego" in match.source.data:
        yield Router(lines=node_lines(call), name=APP, framework="beego", root=True)
        yield from _said(match.text("does"), call, Literally(text=""))
    elif verb is not None:
        name = node_text(verb.child_by_field_name("name") or verb)
        yield from _action(verb, name, (name.upper(),), "")
    elif annotated is not None:
        for comment in match.nodes("comment"):
            yield from _annotation(annotated, node_text(comment))


def _said(does: str, call: Node, prefix: Expression) -> Iterator[Fact]:
    """What one call registers below a prefix."""
    does = does.removeprefix("NS")
    given = arguments_of(call)
    if does in ("AutoRouter", "AutoPrefix"):
        reason = "Its paths are made of the names of all its methods when the program runs."
        yield Unresolved(lines=node_lines(call), what="a Beego AutoRouter", reason=reason)
    elif does == "Include":
        for each in given:
            yield from _included(call, each, prefix)
    elif does in ("NewNamespace", "Namespace") and given:
        below = join_paths(prefix, _path(given[0]))
        for inner in given[1:]:
            name = callee_of(inner).rpartition(".")[2]
            if inner.type == "call_expression" and name.startswith("NS"):
                yield from _said(name, inner, below)
    elif len(given) > 1 and is_path(given[0]):
        yield from _registered(does, call, given, prefix)


def _registered(does: str, call: Node, given: list[Node], prefix: Expression) -> Iterator[Fact]:
    path = join_paths(prefix, _path(given[0]))
    methods = _METHODS.get(does.removeprefix("Ctrl"))
    if methods is not None:
        yield _route(call, methods, path, callee_of(given[-1]))
        return
    controller = _class_of(given[1])
    mappings = [expression(each) for each in given[2:]]
    texts = [each.text for each in mappings if isinstance(each, Literally)]
    if does != "Router" or not controller:
        return
    if not texts:
        yield _resource(call, path, controller, _VERBS)
    for mapped, handler in (pair for text in texts for pair in _MAPPED.findall(text)):
        named = tuple("ANY" if word == "*" else word.upper() for word in mapped.split(",") if word)
        yield _route(call, named, path, f"{controller}.{handler}")


def _included(call: Node, controller: Node, prefix: Expression) -> Iterator[Fact]:
    name = _class_of(controller)
    if name:
        marked = tuple(f"@{verb.upper()}" for verb in (*_VERBS, "ANY"))
        yield _resource(call, prefix, name, marked)


def _route(call: Node, methods: tuple[str, ...], path: Expression, handler: str) -> Route:
    return Route(
        lines=short_lines(call, None, arguments_of(call)[-1]),
        scope=scope_of(call),
        router=APP,
        methods=methods,
        path=path,
        handler=handler,
        framework="beego",
    )


def _resource(call: Node, path: Expression, controller: str, actions: tuple[str, ...]) -> Resource:
    return Resource(
        lines=node_lines(call),
        scope=scope_of(call),
        router=APP,
        path=path,
        controller=controller,
        framework="beego",
        actions=actions,
    )


def _action(method: Node, name: str, methods: tuple[str, ...], path: str) -> Iterator[Fact]:
    receiver = receiver_of(method)
    if receiver is not None:
        own = node_text(method.child_by_field_name("name") or method)
        lines = node_lines(method)
        yield Action(
            lines=(lines[0], lines[0]),
            controller=receiver[1],
            name=name,
            methods=methods,
            path=path,
            handler=f"{receiver[1]}.{own}",
        )


def _annotation(method: Node, comment: str) -> Iterator[Fact]:
    """`// @router /users/:id [get,post]`; without methods it is GET."""
    for path, named in _ANNOTATED.findall(comment):
        for word in re.findall(r"\w+", named or "get"):
            method_name = "ANY" if word.lower() == "any" else word.upper()
            whole = _form(path)
            yield from _action(
                method, f"@{method_name}", (method_name,), "" if whole == "/" else whole
            )


def _class_of(node: Node) -> str:
    """The class of `&users.Controller{}`, or the variable that holds one."""
    if node.type == "unary_expression":
        return _class_of(node.named_children[-1])
    if node.type == "composite_literal":
        return plain_type(node.child_by_field_name("type"))
    if node.type == "call_expression" and callee_of(node) == "new":
        return plain_type(arguments_of(node)[0])
    declared = declaration_of(node, node_text(node)) if node.type == "identifier" else None
    right = declared.child_by_field_name("right") if declared is not None else None
    value = right.named_children[0] if right is not None and right.named_children else None
    return _class_of(value) if value is not None else callee_of(node)


def _path(node: Node) -> Expression:
    said = expression(node)
    return Literally(text=_form(said.text)) if isinstance(said, Literally) else said


def _form(path: str) -> str:
    def named(found: re.Match[str]) -> str:
        if found[1]:
            return f"/{{{found[1]}}}"
        return f"{{{found[2]}}}" if found[2] else "{path}"

    return _PARAMETER.sub(named, path)
