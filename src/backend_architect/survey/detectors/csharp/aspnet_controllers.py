"""Controllers of ASP.NET Core, and of ASP.NET Web API and MVC before it.

Recognises: classes called "...Controller" that have a base class or `[Route]`, those with such a
base class, `[Controller]` or `[ApiController]`, and classes whose methods have `[HttpGet]` and the
like (Ardalis.ApiEndpoints);
`[Route]`, `[RoutePrefix]`, `[HttpGet("...")]` to `[HttpPatch]`, `[AcceptVerbs]`, several of each;
tokens in brackets, `[Area]`, templates inherited from base classes, templates from "/" and "~/";
public methods without attributes, by convention; `[NonAction]`, `[NonController]`; `[Authorize]`,
`[AllowAnonymous]`, filters whose names say what they check; parameters and where they come from,
`[ProducesResponseType]` of a success.
A method without a verb answers any; it is said as GET, or POST where it reads a body, since that is
what such methods are for.
Versions seen: ASP.NET Core 2 to 9, ASP.NET Web API 2.
Not recognised: `[ApiVersion]` as a value of the path (it stays a parameter), own route attributes.
Documentation: https://learn.microsoft.com/en-us/aspnet/core/mvc/controllers/routing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import (
    Controller,
    ControllerAction,
    Expression,
    Fact,
    Literally,
    Opaque,
    Resource,
    Router,
)
from backend_architect.survey.grammars.csharp.text import (
    bases_of,
    expression,
    inner_type,
    modifiers,
    own_name,
    plain_type,
    qualified,
)
from backend_architect.survey.idioms.csharp.attributes import Attribute, attribute, attributes
from backend_architect.survey.idioms.csharp.guards import guards_of
from backend_architect.survey.idioms.csharp.inputs import body_of, inputs_of

_VERBS = {
    "HttpGet": "GET", "HttpPost": "POST", "HttpPut": "PUT", "HttpDelete": "DELETE",
    "HttpPatch": "PATCH", "HttpHead": "HEAD", "HttpOptions": "OPTIONS",
}  # fmt: skip
#: Methods of base classes of the framework that are overridden, and no actions.
_HOOKS = re.compile(r"On(Action|Result|Authoriz|Exception)|Dispose|Initialize|ToString|Equals")
_INTERFACE = re.compile(r"I[A-Z]")
_STATUS = re.compile(r"(?:Status)?(2\d\d)")


@detector(
    language="csharp",
    anchors=("Controller", "[Http", ", Http", "AcceptVerbs"),
    query="(class_declaration) @class",
)
def aspnet_controllers(match: Match) -> Iterator[Fact]:
    """The class, and each of its actions."""
    declared = match.nodes("class")[0]
    actions = list(_actions(declared))
    if not _is_controller(declared, marked=any(_marked(method) for method in actions)):
        return
    name, lines = qualified(declared), _head(declared)
    served = _served(declared)
    yield Controller(
        lines=lines,
        scope=name,
        name=name,
        framework="aspnet",
        templates=tuple(_templates(declared, "Route", "RoutePrefix")),
        words=tuple(_words(declared)),
        guards=tuple(guards_of(declared)),
        served=served,
    )
    if served:
        # Says that a program is served here; the actions are found by way of the controller.
        yield Router(lines=lines, scope=name, name=name, framework="aspnet", root=True)
        yield Resource(lines=lines, scope=name, router=name, path=Literally(text=""),
                       controller=name, framework="aspnet")  # fmt: skip
    yield from (_action(method, name) for method in actions)


def _is_controller(declared: Node, *, marked: bool) -> bool:
    if attribute(declared, "NonController"):
        return False
    bases = [plain_type(base).rpartition(".")[2] for base in bases_of(declared)]
    if marked or attribute(declared, "ApiController", "Controller"):
        return True
    if any(re.search(r"Controller(Base)?$", base) and not _INTERFACE.match(base) for base in bases):
        return True
    of_class = any(not _INTERFACE.match(base) for base in bases)
    return own_name(declared).endswith("Controller") and bool(
        of_class or attribute(declared, "Route", "Area")
    )


def _served(declared: Node) -> bool:
    """Whether requests reach the class itself: it is public and neither abstract nor generic."""
    words = modifiers(declared)
    generic = any(child.type == "type_parameter_list" for child in declared.named_children)
    return "public" in words and not {"abstract", "static"} & words and not generic


def _head(declared: Node) -> tuple[int, int]:
    """The lines of a declaration up to its body."""
    body = declared.child_by_field_name("body")
    first, last = node_lines(declared)
    return first, body.start_point.row + 1 if body is not None else last


def _words(declared: Node) -> Iterator[tuple[str, str]]:
    yield "controller", own_name(declared).removesuffix("Controller")
    area = attribute(declared, "Area")
    said = area.first() if area is not None else None
    if isinstance(said, Literally):
        yield "area", said.text


def _templates(declared: Node, *names: str) -> Iterator[Expression]:
    for each in attributes(declared):
        if each.name in names and (template := _template(each)) is not None:
            yield template


def _template(found: Attribute) -> Expression | None:
    """The template an attribute gives, None for one without; `Name` and the like are none."""
    written = found.named.get("template") or found.named.get("Template")
    return expression(written) if written is not None else found.first()


# ---------------------------------------------------------------- actions


def _actions(declared: Node) -> Iterator[Node]:
    """The public methods of a class that requests may reach."""
    body = declared.child_by_field_name("body")
    for method in body.named_children if body is not None else ():
        if method.type == "method_declaration" and _reachable(method):
            yield method


def _reachable(method: Node) -> bool:
    words = modifiers(method)
    if "public" not in words or "static" in words or attribute(method, "NonAction"):
        return False
    hook = "override" in words and _HOOKS.match(own_name(method))
    generic = any(child.type == "type_parameter_list" for child in method.named_children)
    return not hook and not generic and own_name(method) not in ("Dispose", "DisposeAsync")


def _marked(method: Node) -> bool:
    return any(each.name in _VERBS or each.name == "AcceptVerbs" for each in attributes(method))


def _action(method: Node, controller: str) -> ControllerAction:
    name = own_name(method)
    given = attribute(method, "ActionName")
    said = given.first() if given is not None else None
    body = body_of(method)
    return ControllerAction(
        lines=_head(method),
        scope=controller,
        controller=controller,
        name=name.removesuffix("Async") if said is None else _text(said, name),
        methods=_methods(method) or (("POST",) if _reads_body(method) else ("GET",)),
        templates=tuple(_own_templates(method)),
        guards=tuple(guards_of(method)),
        inputs=inputs_of(method),
        body=body,
        returns=_returns(method),
        status=_status(method),
    )


def _text(said: Expression, otherwise: str) -> str:
    return said.text if isinstance(said, Literally) else otherwise


def _reads_body(method: Node) -> bool:
    parameters = method.child_by_field_name("parameters")
    return any(
        attribute(parameter, "FromBody", "FromForm")
        for parameter in (parameters.named_children if parameters is not None else ())
    )


def _methods(method: Node) -> tuple[str, ...]:
    found: list[str] = []
    for each in attributes(method):
        if each.name in _VERBS:
            found.append(_VERBS[each.name])
        elif each.name == "AcceptVerbs":
            words = (re.findall(r"\w+", node_text(node)) for node in each.given)
            found.extend(word.upper() for texts in words for word in texts[-1:])
    return tuple(dict.fromkeys(found))


def _own_templates(method: Node) -> Iterator[Expression]:
    """The templates of `[Route]` and of verbs."""
    found = list(_templates(method, "Route", *_VERBS))
    accept = attribute(method, "AcceptVerbs")
    if accept is not None and "Route" in accept.named:
        found.append(expression(accept.named["Route"]))
    yield from dict.fromkeys(each for each in found if not isinstance(each, Opaque) or each.source)


def _returns(method: Node) -> str:
    type = inner_type(method.child_by_field_name("returns"))
    nothing = ("void", "Task", "IActionResult", "ActionResult", "ValueTask", "IResult", "object")
    return "" if type in nothing else type


def _status(method: Node) -> int | None:
    """The success that `[ProducesResponseType]` promises."""
    for each in attributes(method):
        if each.name == "ProducesResponseType":
            found = _STATUS.search(node_text(each.node))
            if found:
                return int(found[1])
    return None
