"""Servant: routes that are types.

Recognises: type synonyms of paths (`"users" :> Capture "id" Int :> Get '[JSON] User`), choices
(`:<|>`), synonyms inside synonyms, `NamedRoutes` and records of routes (`mode :- ...`), verbs with
their like without content, `Verb 'POST 201`, `UVerb`, `Stream...`, `Raw`; captures, query
parameters and headers as inputs, authentication as guards.
Versions seen: 0.15 to 0.20.
Not recognised: synonyms that are parts of the path, unless they begin with `Cap`; handlers of a
server written as a chain of `:<|>`, combinators of the project's own that add to the path.
Documentation: https://docs.servant.dev/en/stable/tutorial/ApiType.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Guard, Input, Literally, Mount, Name, Route, Router
from backend_architect.survey.grammars.haskell.declarations import Declaration, declarations
from backend_architect.survey.idioms.haskell.types import Type, read_type

_VERB = re.compile(r"(?:Stream)?(Get|Post|Put|Patch|Delete|Head)(?:NoContent|Accepted|Created"
                   r"|NonAuthoritative|ResetContent|PartialContent)?\Z")  # fmt: skip
_GENERIC = ("Verb", "UVerb", "NoContentVerb", "MultiVerb", "MultiVerb1", "Stream")
_SYNONYM = re.compile(r"type\s+([A-Z][\w']*)\s*(?:(?:[a-z]\w*|\([a-z]\w*\s*::[^()=]*\))\s*)*=\s*")
_RECORD = re.compile(r"(?:data|newtype)\s+([A-Z][\w']*)\s+\(?\w+[^=]*=")
_FIELD = re.compile(r"([a-z_][\w']*)\s*::\s*")
_AUTH = ("Auth", "AuthProtect", "BasicAuth", "JWTAuth", "ZAuthUser", "Protected")
_ROUTES = re.compile(r"(?:A[Pp][Ii]|Routes?)(?:V?\d+)?'?\Z")
#: Types beside routes that are no synonyms of routes.
_NO_ROUTES = ("EmptyAPI", "Raw", "RawM", "WebSocket", "WebSocketPending")


class _Way(NamedTuple):
    """What was passed on the way to a verb."""

    path: str = ""
    inputs: tuple[Input, ...] = ()
    guards: tuple[Guard, ...] = ()


@detector(language="haskell", anchors=(":>",))
def servant(match: Match) -> Iterator[Fact]:
    """A router for each synonym and record of routes."""
    for each in declarations(match.source.text):
        synonym, record = _SYNONYM.match(each.text), _RECORD.match(each.text)
        plain = synonym is not None and _is_plain(read_type(each.text, synonym.end()), synonym[1])
        built = ":>" in each.text or ":<|>" in each.text
        if not built and not plain:
            continue
        if synonym is not None:
            name = synonym.group(1)
            found = list(_routes(each, name, read_type(each.text, synonym.end()), _Way(), ""))
        elif record is not None and ":-" in each.text:
            name = record.group(1)
            found = list(_of_record(each, name))
        else:
            continue
        if found:
            first = each.lines[0]
            yield Router(lines=(first, first), name=name, framework="servant", root=True,
                         if_mounted=not built)  # fmt: skip
            yield from found


def _is_plain(type: Type, name: str) -> bool:
    """True for a synonym that is a verb alone, or another name of routes: `type Health = Get ...`,
    `type TagApi = ReadApi Tag`."""
    return bool(_methods(type)) or all(_ROUTES.search(word) for word in (name, type.head))


def _of_record(declaration: Declaration, name: str) -> Iterator[Fact]:
    """`data Routes mode = Routes { list :: mode :- "users" :> Get ..., ... }`."""
    for field in _FIELD.finditer(declaration.text):
        found = read_type(declaration.text, field.end())
        yield from _routes(declaration, name, found, _Way(), field.group(1))


def _routes(
    declaration: Declaration, router: str, type: Type, way: _Way, handler: str
) -> Iterator[Fact]:
    """The routes and mounts of a type, below what was passed."""
    if type.kind == "choice":
        for part in type.parts:
            yield from _routes(declaration, router, part, way, handler)
    elif type.kind == "path":
        for part in type.parts[:-1]:
            way = _passed(way, part)
        yield from _routes(declaration, router, type.parts[-1], way, handler)
    elif _methods(type):
        line = declaration.line_of(type.at)
        yield Route(
            lines=(line, line), router=router, methods=_methods(type), framework="servant",
            path=Literally(text=way.path), handler=handler, inputs=way.inputs, guards=way.guards,
        )  # fmt: skip
    else:
        yield from _mounted(declaration, router, type, way)


def _mounted(declaration: Declaration, router: str, type: Type, way: _Way) -> Iterator[Mount]:
    """A synonym of routes, or the record in `NamedRoutes Users`."""
    wrapped = type.head in ("NamedRoutes", "ToServantApi", "ToServant") and len(type.parts) > 1
    named = type.parts[1] if wrapped else type
    line = declaration.line_of(type.at)
    if named.head and named.head not in _NO_ROUTES and named.head[:1].isupper():
        yield Mount(lines=(line, line), parent=router, child=Name(dotted=_dotted(named)),
                    prefix=Literally(text=way.path), guards=way.guards)  # fmt: skip


def _dotted(type: Type) -> str:
    return type.parts[0].text if type.kind == "apply" else type.text


def _methods(type: Type) -> tuple[str, ...]:
    """The methods of a verb, () for anything else."""
    verb = _VERB.match(type.head)
    if verb is not None:
        return (verb.group(1).upper(),)
    if type.head in _GENERIC and type.kind == "apply":
        given = next((each.text.lstrip("'") for each in type.parts[1:] if each.kind == "name"), "")
        return (given.rpartition(".")[2],) if given.rpartition(".")[2].isupper() else ()
    return ()


def _passed(way: _Way, part: Type) -> _Way:
    """The way behind one part of a path."""
    if part.kind == "text":
        return way._replace(path=f"{way.path}/{part.text.strip('/')}")
    given = next((each.text for each in part.parts if each.kind == "text"), "")
    head = part.head.rstrip("'")
    if head.startswith("Cap"):  # also synonyms of one's own, such as `CaptureId "user" User`
        name = re.sub(r"\W", "_", given) or "id"
        return way._replace(path=f"{way.path}/{{{name}}}")
    if head in ("QueryParam", "QueryParams", "QueryFlag") and given:
        return way._replace(inputs=(*way.inputs, Input(name=given, location="query",
                                                       required=False)))  # fmt: skip
    if head == "Header" and given:
        return way._replace(inputs=(*way.inputs, Input(name=given, location="header",
                                                       required=False)))  # fmt: skip
    if head in _AUTH:
        return way._replace(guards=(*way.guards, Guard(name=head, role="authentication")))
    return way
