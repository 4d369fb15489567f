"""Catalyst: actions of controllers, by their attributes.

Recognises: `:Path`, `:Local`, `:Global`, `:Index` with `:Args`; `:Chained` with `:PathPart` (or
`:PathPrefix`) and `:CaptureArgs`, also from another controller's action; `:Method('POST')`,
`:POST` and their like; the functions `item_GET` of an `ActionClass('REST')`; the controller's
`namespace` and `path` in its configuration. An action that names no method is said to be GET's.
Versions seen: Catalyst 5.9.
Not recognised: chains that a role brings and a controller completes, `:Regex`, `:LocalRegex`.
Documentation: https://metacpan.org/dist/Catalyst-Manual, Catalyst::DispatchType::Chained
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import (
    Definition,
    Fact,
    Import,
    Literally,
    Mount,
    Name,
    Route,
    Router,
)
from backend_architect.survey.grammars.plain.text import Plain, plain
from backend_architect.survey.idioms.plain.paths import below
from backend_architect.survey.idioms.plain.tables import APP, is_aside

_PACKAGE = re.compile(r"^package\s+[\w:]*?::(?:Controller|C)::([\w:]+)", re.MULTILINE)
_ACTION = re.compile(
    r"^\s*sub\s+(\w+)\s*(?P<attributes>:(?:\s*:?\s*\w+(?:\([^)]*\))?)+)\s*(?:\([^)]*\)\s*)?\{",
    re.MULTILINE)  # fmt: skip
_ATTRIBUTE = re.compile(r"(\w+)(\([^)]*\))?")
_CONFIGURED = re.compile(r"\b(namespace|path)\b['\"]?\s*\}?\s*=>?\s*(?:'([^']*)'|\"([^\"]*)\")")
_REST = re.compile(r"^\s*sub\s+(\w+)_(GET|POST|PUT|PATCH|DELETE)\b", re.MULTILINE)
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")


class _Controller(NamedTuple):
    """A controller: its namespace, where its relative paths begin, its functions by method."""

    namespace: str
    base: str
    rest: dict[str, tuple[str, ...]]


@detector(language="perl", anchors=("Path", "Local", "Global", "Chained", "Index"))
def catalyst(match: Match) -> Iterator[Fact]:
    """The actions of a controller."""
    text = plain(match.source.text, "perl")
    package = _PACKAGE.search(text.code)
    actions = list(text.find(_ACTION))
    if package is None or not actions or is_aside(match.source.path):
        return
    controller = _controller(text, package.group(1))
    yield Router(lines=text.lines(package.start()), name=APP, framework="catalyst", root=True)
    for each in actions:
        attributes = _attributes(each.group("attributes"))
        lines = text.lines(each.start(1), each.end("attributes"))
        if "Chained" in attributes:
            yield from _chained(controller, each.group(1), attributes, lines)
        elif each.group(1) == "default" and "Args" not in attributes:
            continue  # what answers where nothing else does
        elif {"Path", "Local", "Global", "Index"} & attributes.keys():
            yield from _plain(controller, each.group(1), attributes, lines)


def _attributes(written: str) -> dict[str, str]:
    """Attributes with what they are given; a `PathPart('')` is told from one without brackets."""
    found: dict[str, str] = {}
    for name, given in _ATTRIBUTE.findall(written):
        found[name] = given.strip("()'\" ")
        if given:
            found[f"{name}()"] = ""
    return found


def _controller(text: Plain, package: str) -> _Controller:
    said = {found[1]: found[2] or found[3] or "" for found in text.find(_CONFIGURED)}
    rest: dict[str, tuple[str, ...]] = {}
    for found in text.find(_REST):
        rest[found[1]] = (*rest.get(found[1], ()), found[2])
    own = package.replace("::", "/").lower()
    namespace = said.get("namespace", own)
    return _Controller(namespace, said.get("path", namespace), rest)


def _methods(controller: _Controller, name: str, attributes: dict[str, str]) -> tuple[str, ...]:
    named = [each.upper() for key, each in attributes.items() if key == "Method" and each]
    short = [each for each in _METHODS if each in attributes]
    short += ["OPTIONS"] if "OPTION" in attributes else []
    rest = controller.rest.get(name, ()) if "REST" in attributes.get("ActionClass", "") else ()
    return tuple(named or short or rest or ("GET",))


def _parameters(attributes: dict[str, str], key: str, name: str) -> str:
    """`Args(2)` are two segments, `Args` any number."""
    if key not in attributes:
        return ""
    count = attributes[key]
    many = [f"{{{name}{number}}}" for number in range(1, min(int(count), 9) + 1)] if (
        count.isdigit()) else [f"{{{name}}}"] if count else ["{args}"]  # fmt: skip
    return "/".join(many)


def _plain(
    controller: _Controller, name: str, attributes: dict[str, str], lines: tuple[int, int]
) -> Iterator[Route]:
    if "Path" in attributes:
        own = attributes["Path"]
        path = own if own.startswith("/") else below(controller.base, own)
    elif "Index" in attributes:
        path = below(controller.base)
    else:
        path = below("" if "Global" in attributes else controller.base, name)
    yield Route(
        lines=lines, router=APP, methods=_methods(controller, name, attributes), handler=name,
        path=Literally(text=below(path, _parameters(attributes, "Args", "arg"))),
        framework="catalyst",
    )  # fmt: skip


def _chained(
    controller: _Controller, name: str, attributes: dict[str, str], lines: tuple[int, int]
) -> Iterator[Fact]:
    """A link of a chain is a router, its end a route of the link before."""
    parent, brought = _parent(attributes["Chained"], controller, lines)
    if brought is not None:
        yield brought
    part = _part(controller, name, attributes)
    if "CaptureArgs" in attributes:
        path = Literally(text=_joined(part, _parameters(attributes, "CaptureArgs", name)))
        yield Definition(lines=lines, name=name, kind="function")
        yield Router(lines=lines, name=name, framework="catalyst", if_mounted=True)
        yield Mount(lines=lines, parent=parent, child=Name(dotted=name), prefix=path)
        return
    path = Literally(text=_joined(part, _parameters(attributes, "Args", "arg")))
    yield Route(lines=lines, router=parent, methods=_methods(controller, name, attributes),
                path=path, handler=name, framework="catalyst")  # fmt: skip


def _joined(*parts: str) -> str:
    path = below(*parts)
    return "" if path == "/" else path


def _part(controller: _Controller, name: str, attributes: dict[str, str]) -> str:
    if "PathPrefix" in attributes:
        return controller.namespace
    return attributes.get("PathPart") or ("" if "PathPart()" in attributes else name)


def _parent(
    chained: str, controller: _Controller, lines: tuple[int, int]
) -> tuple[str, Import | None]:
    """The router of the link before: the application, one of this controller or of another."""
    if chained == "/":
        return APP, None
    namespace, _, action = chained.rpartition("/")
    if not namespace or namespace.strip("/") == controller.namespace:
        return action, None
    local = re.sub(r"\W", "_", chained)
    module = f"Controller::{'::'.join(_title(each) for each in namespace.strip('/').split('/'))}"
    return local, Import(lines=lines, local=local, module=module, name=action)


def _title(word: str) -> str:
    return "".join(part.capitalize() for part in word.split("_"))
